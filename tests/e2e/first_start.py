#!/usr/bin/env python3
"""The first start on a mailbox that holds mail: `quiet` opens tickets in silence and sends each agent one digest;
what is older than 14 days stays where it is; `skip` leaves it all."""

import imaplib
import os
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rig as mail_rig  # noqa: E402
from desk import CONF, Desk, Unexpected, answer, letter, text_of  # noqa: E402

DAY = 86400
BOX = "support@acme.example"


def put(rig, number, days):
    """A mail that came so many days ago."""
    mail = letter(f"c{number}@customer.example", BOX, f"Matter {number}", f"Words of matter {number}.\n")
    imap = rig.imap(BOX)
    when = imaplib.Time2Internaldate(time.time() - days * DAY)
    imap.append("INBOX", "", when, mail.as_bytes().replace(b"\n", b"\r\n"))
    imap.logout()


def expect(is_true, what):
    if not is_true:
        raise Unexpected(what)


def quiet(rig):
    for number, days in ((1, 3), (2, 1), (3, 20)):
        put(rig, number, days)
    time.sleep(1.1)  # INTERNALDATE has whole seconds: these are older than the desk
    with Desk(rig, CONF.replace('first_start = "all"', 'first_start = "quiet"')) as desk:
        digest = desk.next_mail("ann@acme.example")
        expect(len(desk.rows("tickets")) == 2, "two tickets from the mails of the last 14 days")
        for words in ("Matter 1", "Matter 2"):
            expect(words in text_of(digest), f"{words} in the digest")
        expect("Matter 3" not in text_of(digest), "nothing of the old mail in the digest")
        expect(desk.unread("ann@acme.example") == 0, "one mail to the agent")
        expect(not rig.mails("c1@customer.example"), "no acknowledgement")
        expect(len(rig.mails(BOX)) == 1 and len(rig.mails(BOX, "Processed")) == 2,
               "the old mail left in the inbox")
        digest.replace_header("Reply-To", link_of(digest, 1)) if "Reply-To" in digest else \
            digest.add_header("Reply-To", link_of(digest, 1))
        desk.post(answer(digest, "Ann Ash <ann@acme.example>", "Dear customer, here we are."))
        desk.wait("the answer by a link of the digest", lambda: desk.ticket(1)["status"] == "pending")


def link_of(digest, number):
    """The address of a mailto: link of the digest."""
    html = digest.get_body(preferencelist=("html",)).get_content()
    start = html.index(f"mailto:support+t{number}.") + len("mailto:")
    return html[start:html.index("?", start)]


def skip(rig):
    put(rig, 4, 1)
    time.sleep(1.1)
    with Desk(rig, CONF.replace('first_start = "all"', 'first_start = "skip"')) as desk:
        time.sleep(2)  # the first look is over
        desk.post(letter("cleo@customer.example", BOX, "New matter", "New words.\n"))
        desk.next_mail("cleo@customer.example")
        expect(len(desk.rows("tickets")) == 1, "one ticket, of the mail that came after the start")


def main():
    try:
        with mail_rig.Rig(has_milters=True, users=["c1@customer.example"]) as rig:
            quiet(rig)
            skip(rig)
    except mail_rig.Missing as reason:
        print(f"first_start: {reason}", file=sys.stderr)
        return mail_rig.SKIP
    except Unexpected as reason:
        print(f"expected {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
