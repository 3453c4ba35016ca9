#!/usr/bin/env python3
"""An agent works a ticket from open to solved with ordinary programs: reads by IMAP, answers with msmtp
or swaks, once in HTML alone, as phones do. Commands reach nobody, and a mistyped one holds the mail."""

import html
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from email.message import EmailMessage

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rig as mail_rig  # noqa: E402
from desk import CONF, Desk, Unexpected, answer, letter, text_of  # noqa: E402

CLEO, ANN = "Cleo Carter <cleo@customer.example>", "Ann Ash <ann@acme.example>"
CLEO_BOX, ANN_BOX = "cleo@customer.example", "ann@acme.example"
COMMANDS = 'commands = { transcript = "always"; };\n'


def send_by_msmtp(rig, sender, recipient, mail):
    with tempfile.NamedTemporaryFile("w", suffix=".msmtprc") as file:
        file.write(f"account default\nhost localhost\nport {rig.port['outside']}\nfrom {sender}\n"
                   "auth off\ntls off\n")
        file.flush()
        os.chmod(file.name, 0o600)
        return subprocess.run(["msmtp", "-C", file.name, "--", recipient], input=mail,
                              capture_output=True, timeout=60, check=False)


def send_by_swaks(rig, sender, recipient, mail):
    return subprocess.run(["swaks", "--server", f"localhost:{rig.port['outside']}", "--from", sender,
                           "--to", recipient, "--data", "-", "--silent", "2"], input=mail,
                          capture_output=True, timeout=60, check=False)


def as_html_alone(mail):
    """The same mail as a phone writes it: no text part at all."""
    words = mail.get_content()
    out = EmailMessage()
    for name in ("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"):
        if mail[name]:
            out[name] = str(mail[name])
    own, _, quote = words.partition("\n\nOn ")
    lines = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in own.splitlines())
    out.set_content(f"<html><body>{lines}<br><div class=\"gmail_quote\"><div>On "
                    f"{html.escape(quote.splitlines()[0])}</div><blockquote>"
                    f"{html.escape(quote).replace(chr(10), '<br>')}</blockquote></div></body></html>",
                    subtype="html")
    return out


class Work:
    def __init__(self, desk, send):
        self.desk, self.send = desk, send

    def expect(self, is_true, what):
        if not is_true:
            raise Unexpected(what)

    def write(self, mail):
        recipient = mail["To"].addresses[0].addr_spec
        done = self.send(self.desk.rig, ANN_BOX, recipient, mail.as_bytes().replace(b"\n", b"\r\n"))
        self.expect(done.returncode == 0, f"the client to send it: {done.stdout} {done.stderr}")

    def status(self, wanted):
        self.desk.wait(f"ticket 1 {wanted}", lambda: self.desk.ticket(1)["status"] == wanted)

    def nothing_for_the_customer(self):
        self.expect(self.desk.unread(CLEO_BOX) == 0, "no mail to the customer")

    def play(self):
        desk = self.desk
        desk.post(letter(CLEO, "support@acme.example", "Printer", "The printer smokes.\n"))
        desk.next_mail(CLEO_BOX)
        notice = desk.next_mail(ANN_BOX)
        self.expect("The printer smokes." in text_of(notice), "the customer's words")

        self.write(answer(notice, ANN, "#take\n#priority high"))
        told = desk.next_mail(ANN_BOX)
        self.expect("#take: yours" in text_of(told), f"a transcript, got {text_of(told)}")
        self.status("open")
        self.nothing_for_the_customer()

        self.write(answer(notice, ANN, "#solvd\n\nPull the plug."))
        told = desk.next_mail(ANN_BOX)
        self.expect("did you mean #solved" in text_of(told), f"a question, got {text_of(told)}")
        self.status("open")
        self.nothing_for_the_customer()

        self.write(as_html_alone(answer(notice, ANN, "#pending\n#tag smoke\n\nPull the plug, please.")))
        got = desk.next_mail(CLEO_BOX)
        self.expect("Pull the plug, please." in text_of(got), "the agent's words")
        for part in ("#pending", "#tag", "ann@acme.example"):
            self.expect(part not in got.as_string(), f"nothing of {part} in the customer's mail")
        self.status("pending")
        desk.next_mail(ANN_BOX)

        desk.post(answer(got, CLEO, "It smokes no more."))
        notice = desk.next_mail(ANN_BOX)
        self.expect("It smokes no more." in text_of(notice), "the customer's answer")
        self.write(as_html_alone(answer(notice, ANN, "#solved")))
        self.status("solved")
        desk.next_mail(ANN_BOX)
        self.nothing_for_the_customer()
        self.expect(len(desk.rows("tickets")) == 1, "one ticket")


def leave(number, _frame):
    raise SystemExit(128 + number)


def main():
    clients = [send for name, send in (("msmtp", send_by_msmtp), ("swaks", send_by_swaks))
               if shutil.which(name)]
    if not clients:
        print("agent: neither msmtp nor swaks is there", file=sys.stderr)
        return mail_rig.SKIP
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        for send in clients:
            with mail_rig.Rig(has_milters=True) as rig, Desk(rig, CONF, COMMANDS) as desk:
                Work(desk, send).play()
    except mail_rig.Missing as reason:
        print(f"agent: {reason}", file=sys.stderr)
        return mail_rig.SKIP
    except Unexpected as reason:
        print(f"\nThe agent's work went wrong: expected {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
