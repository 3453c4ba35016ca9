#!/usr/bin/env python3
"""The first mail, end to end, on real servers: a customer writes, an agent answers, the ticket is solved.

    story.py           as a test: quiet, exit 0 when every step came as it should (77: can't run here)
    story.py --tell    as a demo: prints what each person sees, a moment each
    story.py --tell --stay    leaves it running and says how to write to it
"""

import os
import signal
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rig as mail_rig  # noqa: E402
from desk import Desk, Unexpected, answer, letter, text_of  # noqa: E402

CLEO, ANN = "Cleo Carter <cleo@customer.example>", "Ann Ash <ann@acme.example>"
CLEO_BOX, ANN_BOX = "cleo@customer.example", "ann@acme.example"
MOMENT = 1.0


def leaks(mail, words):
    """True where the words stand anywhere in the mail: bytes, headers, or any decoded part."""
    words = words.lower()
    if words in mail.as_bytes().decode("latin-1").lower():
        return True
    if any(words in str(value).lower() for value in mail.values()):
        return True
    return any(words in str(part.get_content()).lower() for part in mail.walk()
               if part.get_content_maintype() == "text")


class Story:
    """The steps; each says what it is about to show, does it, and checks it."""

    def __init__(self, desk, is_told):
        self.desk, self.is_told = desk, is_told

    # --- telling ---

    def say(self, text):
        if self.is_told:
            print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n== {text}", flush=True)

    def show(self, mail, who):
        """The mail as the person sees it."""
        if not self.is_told:
            return
        print(f"\n   {who} reads:")
        for name in ("From", "To", "Subject"):
            print(f"   | {name}: {mail[name]}")
        print("   |")
        for line in text_of(mail).splitlines():
            print(f"   | {line}")
        for part in mail.iter_attachments():
            print(f"   | [attachment: {part.get_filename()}]")
        sys.stdout.flush()
        time.sleep(MOMENT)

    def write(self, mail, who):
        if self.is_told:
            print(f"\n   {who} writes to {mail['To']}:")
            for line in text_of(mail).splitlines():
                if line.startswith(("On ", ">")):
                    break
                print(f"   | {line}")
            sys.stdout.flush()
            time.sleep(MOMENT)
        self.desk.post(mail)

    def print(self, text):
        if self.is_told:
            for line in text.splitlines():
                print(f"   | {line}")
            sys.stdout.flush()

    # --- checking ---

    def expect(self, is_true, what):
        if not is_true:
            raise Unexpected(what)

    def status(self, wanted):
        self.desk.wait(f"ticket 1 {wanted}", lambda: self.desk.ticket(1)["status"] == wanted)

    # --- the steps ---

    def customer_writes(self):
        self.say("1. A customer writes to the support address.")
        mail = letter(CLEO, "support@acme.example", "Printer on fire",
                      "Hello,\n\nour printer on the second floor is on fire.\nPlease help!\n\nCleo\n")
        mail.add_attachment("14:02 paper jam\n14:03 smoke\n", filename="printer.log")
        self.write(mail, "Cleo")
        self.first = mail

    def is_acknowledged(self):
        self.say("2. ombudd sees it at once (IDLE), opens a ticket, and acknowledges.")
        ack = self.desk.next_mail(CLEO_BOX)
        self.show(ack, "Cleo")
        self.expect("[ACME-1]" in ack["Subject"], f"the tag in the subject, got {ack['Subject']}")
        self.expect(ack["Auto-Submitted"] == "auto-replied", "Auto-Submitted: auto-replied")
        self.expect("second floor" not in text_of(ack), "an acknowledgement that does not quote")

    def agent_is_told(self):
        self.say("3. The owner of the ticket, an agent of the team, gets the customer's mail.")
        self.notice = self.desk.next_mail(ANN_BOX)
        self.show(self.notice, "Ann")
        self.expect("on fire" in text_of(self.notice), "the customer's words")
        self.expect("Cleo Carter" in text_of(self.notice), "the customer's name")
        names = [part.get_filename() for part in self.notice.iter_attachments()]
        self.expect(names == ["printer.log"], f"the attachment, got {names}")

    def agent_answers(self):
        self.say("4. The agent answers from an ordinary mail program.")
        self.write(answer(self.notice, ANN, "Dear Cleo,\n\nwe turned it off. Is it still smoking?\n\n"
                                            "Ann, ann@acme.example"), "Ann")

    def customer_gets_answer(self):
        self.say("5. The customer gets the answer from the support address, in the right thread.")
        self.got = self.desk.next_mail(CLEO_BOX)
        self.show(self.got, "Cleo")
        self.expect(self.got["From"].addresses[0].addr_spec == "support@acme.example", "From support")
        self.expect(self.got["In-Reply-To"].strip() == self.first["Message-ID"], "the customer's thread")
        self.expect("still smoking" in text_of(self.got), "the agent's words")
        self.expect(not leaks(self.got, "ann@acme.example"), "no address of the agent's anywhere")
        self.status("pending")

    def daemon_is_killed(self):
        self.say("6. kill -9 to the daemon and all its processes, while the customer answers.")
        self.desk.kill()
        self.write(answer(self.got, CLEO, "No smoke any more. Thank you!"), "Cleo")
        self.desk.start()

    def reply_joins(self):
        self.say("7. After the restart nothing is lost: the reply joins the same ticket.")
        self.notice = self.desk.next_mail(ANN_BOX)
        self.show(self.notice, "Ann")
        self.expect("[ACME-1]" in self.notice["Subject"], "the same ticket")
        self.expect("No smoke any more" in text_of(self.notice), "the customer's new words")
        self.status("open")

    def agent_solves(self):
        self.say("8. #solved on the first line solves the ticket, and reaches nobody.")
        self.write(answer(self.notice, ANN, "#solved"), "Ann")
        self.status("solved")
        time.sleep(1)
        self.expect(self.desk.unread(CLEO_BOX) == 0, "no mail to the customer")
        self.expect(len(self.desk.rows("tickets")) == 1, "one ticket")

    def admin_looks(self):
        self.say("9. The admin looks: ombudctl tickets, ombudctl journal 1")
        self.print(self.desk.ctl("tickets"))
        self.print(self.desk.ctl("journal", "1"))
        inbox = self.desk.rig.mails("support@acme.example")
        done = self.desk.rig.mails("support@acme.example", "Processed")
        self.expect(not inbox and len(done) == 4, "every mail filed away in Processed")

    def play(self):
        for step in (self.customer_writes, self.is_acknowledged, self.agent_is_told,
                     self.agent_answers, self.customer_gets_answer, self.daemon_is_killed,
                     self.reply_joins, self.agent_solves, self.admin_looks):
            step()


def stay(desk):
    """Leaves the desk running until Ctrl-C, and says how to write to it."""
    rig = desk.rig
    print(f"""
The desk goes on. With any mail program (or swaks):

  as a customer   From cleo@customer.example To support@acme.example, SMTP localhost port {rig.port['outside']}
                  swaks --server localhost:{rig.port['outside']} --from cleo@customer.example --to support@acme.example \\
                        --header 'Subject: Hello' --body 'Is anybody there?'
  read its mail   IMAP localhost port {rig.port['imaps']} (TLS; CA {rig.ca}), user cleo@customer.example, password pw
  as an agent     the same as ann@acme.example, password pw
  as the admin    {os.environ.get('OMBUD_BUILD', os.getcwd())}/ctl/ombudctl -c {desk.conf} tickets
  its log         {desk.log}

Ctrl-C ends it all.""", flush=True)
    while desk.daemon.poll() is None:
        time.sleep(0.5)


def leave(number, _frame):
    raise SystemExit(128 + number)


def main():
    is_told, is_staying = "--tell" in sys.argv, "--stay" in sys.argv
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        with mail_rig.Rig(has_milters=True) as rig, Desk(rig) as desk:
            Story(desk, is_told).play()
            if is_staying:
                stay(desk)
    except mail_rig.Missing as reason:
        print(f"story: {reason}", file=sys.stderr)
        return mail_rig.SKIP
    except Unexpected as reason:
        print(f"\nThe story went wrong: expected {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    if is_told:
        print("\nThe demo is over: every step came as it should.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
