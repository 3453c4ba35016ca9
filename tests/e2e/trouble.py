#!/usr/bin/env python3
"""Trouble that passes: a role that dies, a mailbox that goes and comes back, one that numbers its mails anew, a broken conf.

After each of it every mail is one ticket, and the log says what was wrong and that it is over.
"""

import glob
import os
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rig as mail_rig  # noqa: E402
from desk import Desk, Unexpected  # noqa: E402

BOX = "support@acme.example"


def put(rig, number):
    """A mail right into the mailbox, past Postfix, which would wait for Dovecot in its own time."""
    imap = rig.imap(BOX)
    imap.append("INBOX", None, None, (
        f"From: cleo@customer.example\r\nTo: {BOX}\r\nSubject: Mail {number}\r\n"
        f"Message-ID: <mail{number}@customer.example>\r\n\r\nThis is mail {number}.\r\n").encode())
    imap.logout()


def wait_tickets(desk, wanted):
    """The tickets are exactly those of mails 1 to wanted, each once."""
    desk.wait(f"{wanted} tickets", lambda: len(desk.rows("tickets")) >= wanted, 60)
    subjects = sorted(ticket["subject"] for ticket in desk.rows("tickets"))
    if subjects != [f"Mail {number}" for number in range(1, wanted + 1)]:
        raise Unexpected(f"mails 1 to {wanted}, each one ticket, got {subjects}")


def wait_log(desk, words, secs=60):
    desk.wait(f"a line \"{words}\" in the log", lambda: words in desk.tail(1000), secs)


def roles_die(desk):
    with open(f"/proc/{desk.daemon.pid}/task/{desk.daemon.pid}/children", encoding="ascii") as file:
        roles = [int(pid) for pid in file.read().split()]
    for pid in roles:
        os.kill(pid, signal.SIGKILL)
    put(desk.rig, 2)
    wait_tickets(desk, 2)


def mailbox_goes(desk):
    desk.rig.stop_server("dovecot")
    wait_log(desk, "mailbox can't be reached")
    desk.rig.start_server("dovecot")
    put(desk.rig, 3)
    wait_tickets(desk, 3)
    wait_log(desk, "mailbox works again")


def mailbox_is_numbered_anew(desk):
    """Another UIDVALIDITY, and a mail that was taken before lies in the inbox again."""
    desk.rig.stop_server("dovecot")
    for path in glob.glob(f"{desk.rig.dir}/mail/{BOX}/**/dovecot*", recursive=True):
        if "uid" in path or "index" in path:
            os.remove(path)
    desk.rig.start_server("dovecot")
    put(desk.rig, 1)
    put(desk.rig, 4)
    wait_tickets(desk, 4)
    wait_log(desk, "UIDVALIDITY changed")
    desk.wait("an inbox that is filed away", lambda: not desk.rig.mails(BOX))
    wait_tickets(desk, 4)


def conf_breaks(desk):
    with open(desk.conf, encoding="utf-8") as file:
        good = file.read()
    for text, words in ((good.replace("tag =", "tagg ="), 'did you mean \\"tag\\"'),
                        (good, "conf reloaded")):
        with open(desk.conf, "w", encoding="utf-8") as file:
            file.write(text)
        desk.daemon.send_signal(signal.SIGHUP)
        wait_log(desk, words)
        if text != good:
            put(desk.rig, 5)
            desk.wait("a mail on ticket 5", lambda: any(
                b"Subject: [ACME-5] Mail 5" in mail for mail in desk.rig.mails("ann@acme.example")))
    put(desk.rig, 6)
    wait_tickets(desk, 6)


def main():
    try:
        with mail_rig.Rig() as rig, Desk(rig) as desk:
            put(rig, 1)
            wait_tickets(desk, 1)
            for step in (roles_die, mailbox_goes, mailbox_is_numbered_anew, conf_breaks):
                step(desk)
    except mail_rig.Missing as reason:
        print(f"trouble: {reason}", file=sys.stderr)
        return mail_rig.SKIP
    except Unexpected as reason:
        print(f"expected {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
