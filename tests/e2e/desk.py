"""A desk for tests: an ombudd of the build tree on a mail rig, with its conf and store in a folder of its own."""

import email
import email.policy
import json
import os
import signal
import subprocess
import tempfile
import time
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from datetime import datetime, timezone

CONF = """
desk = {{ name = "Acme"; domain = "acme.example"; tag = "ACME";
  secret = "a secret of this test, long enough"; language = "en"; timezone = "Europe/Berlin";
  admin = ["admin@acme.example"]; }};
store = {{ engine = "sqlite"; path = "{folder}/ombud.db"; }};
relays = ({{ name = "postfix"; url = "smtp://localhost:{smtp}"; ca_file = "{ca}"; }});
mailboxes = ({{ name = "support"; address = "support@acme.example"; imap = "imaps://localhost:{imaps}";
  user = "support@acme.example"; password = "pw"; ca_file = "{ca}"; processed = "Processed";
  relay = "postfix"; team = "support"; first_start = "all";
  authserv_id = "mx.acme.example"; border = ["mx.acme.example", "{hostname}"]; }});
teams = ({{ name = "support"; agents = ["ann"]; manager = "mia"; }});
agents = ({{ id = "ann"; name = "Ann Ash"; email = "ann@acme.example"; }},
  {{ id = "mia"; name = "Mia Moor"; email = "mia@acme.example"; }});
"""


class Unexpected(Exception):
    """Something did not come as it should; the text says what."""


def build_folder():
    """Where the programs are: OMBUD_BUILD, or the folder that this runs in."""
    return os.environ.get("OMBUD_BUILD", os.getcwd())


class Desk:
    """ombudd on a rig; a context manager."""

    def __init__(self, rig, conf=CONF, extra=""):
        self.rig = rig
        self.folder = tempfile.mkdtemp(prefix="ombud-desk-")
        self.conf = f"{self.folder}/ombud.conf"
        self.log = f"{self.folder}/ombudd.log"
        self.daemon = None
        self.seen = {}
        hostname = os.uname().nodename
        text = conf.format(folder=self.folder, ca=rig.ca, hostname=hostname, **rig.port) + extra
        with open(os.open(self.conf, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(text)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *ignored):
        self.stop()
        subprocess.run(["rm", "-rf", self.folder], check=False)

    # --- the daemon ---

    def start(self):
        """Starts ombudd in a process group of its own, so that all of it can be killed at once."""
        with open(self.log, "ab") as log:
            self.daemon = subprocess.Popen(
                [f"{build_folder()}/daemon/ombudd", "-c", self.conf, "-f", "-v"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def kill(self):
        """kill -9: the supervisor and every role at the same moment."""
        os.killpg(self.daemon.pid, signal.SIGKILL)
        self.daemon.wait()
        self.daemon = None

    def stop(self):
        if not self.daemon:
            return
        self.daemon.terminate()
        try:
            self.daemon.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Unexpected("ombudd did not end within 15 s of SIGTERM") from None
        self.daemon = None

    def ctl(self, *argv):
        """ombudctl's standard output."""
        done = subprocess.run([f"{build_folder()}/ctl/ombudctl", "-c", self.conf, *argv],
                              capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise Unexpected(f"ombudctl {' '.join(argv)}: exit {done.returncode}, {done.stderr}")
        return done.stdout

    def rows(self, *argv):
        """What `ombudctl … --json` prints, as a list."""
        return [json.loads(line) for line in self.ctl(*argv, "--json").splitlines()]

    def ticket(self, number):
        return self.rows("show", str(number))[0]

    def tail(self, lines=30):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-lines:])

    # --- people ---

    def wait(self, what, is_true, secs=20):
        """Waits until is_true() gives something, and returns it."""
        end = time.monotonic() + secs
        while time.monotonic() < end:
            found = is_true()
            if found:
                return found
            time.sleep(0.05)
        raise Unexpected(f"{what}: not within {secs} s; ombudd's last words:\n{self.tail()}")

    def next_mail(self, person, secs=20):
        """The next mail in a person's inbox that was not looked at yet."""
        def look():
            mails = self.rig.mails(person)
            count = self.seen.get(person, 0)
            return mails[count] if len(mails) > count else None

        raw = self.wait(f"a mail to {person}", look, secs)
        self.seen[person] = self.seen.get(person, 0) + 1
        return email.message_from_bytes(raw, policy=email.policy.default)

    def unread(self, person):
        return len(self.rig.mails(person)) - self.seen.get(person, 0)

    def post(self, mail, *recipients):
        """Sends as a mail program would, through the server that signs."""
        sender = mail["From"].addresses[0].addr_spec
        self.rig.send(sender, list(recipients) or [mail["To"].addresses[0].addr_spec],
                      mail.as_bytes(policy=email.policy.SMTP), port="outside")


def letter(sender, to, subject, text):
    """A person's new mail."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(datetime.now(timezone.utc))
    mail["Message-ID"] = make_msgid(domain=mail["From"].addresses[0].domain)
    mail["User-Agent"] = "An ordinary mail program"
    mail.set_content(text)
    return mail


def text_of(mail):
    """The text part."""
    part = mail.get_body(preferencelist=("plain",))
    return part.get_content() if part else ""


def answer(mail, sender, text):
    """A reply as mail programs make it: to Reply-To, with the references, and the mail quoted below."""
    to = mail["Reply-To"] or mail["From"]
    subject = mail["Subject"]
    if not subject.lower().startswith("re:"):
        subject = "Re: " + subject
    quoted = "".join(f"> {line}\n" for line in text_of(mail).splitlines())
    reply = letter(sender, str(to.addresses[0].addr_spec), subject,
                   f"{text}\n\nOn {mail['Date']}, {mail['From'].addresses[0].display_name} wrote:\n{quoted}")
    reply["In-Reply-To"] = mail["Message-ID"]
    reply["References"] = " ".join(filter(None, [mail["References"], mail["Message-ID"]]))
    return reply
