#!/usr/bin/env python3
"""lib/net against a real Dovecot and Postfix, through the netprobe program, and against bad TLS."""

import base64
import hashlib
import os
import ssl
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bad_tls  # noqa: E402
import rig  # noqa: E402

PROBE = os.environ.get("NETPROBE", os.path.join(os.getcwd(), "tests/e2e/netprobe"))
MAIL = "From: Cleo <cleo@customer.example>\r\nTo: support@acme.example\r\nSubject: hi\r\n\r\nHello\r\n"


def probe(*argv):
    """Runs netprobe; its exit code and its lines."""
    done = subprocess.run([PROBE, *argv], capture_output=True, text=True, timeout=120, check=False)
    if done.stderr:
        raise AssertionError(done.stderr)
    return done.returncode, done.stdout.splitlines()


def expect(got, *wanted):
    """Each wanted text occurs in its line."""
    code, lines = got
    text = "\n".join(lines)
    assert len(lines) == len(wanted), f"{len(wanted)} lines wanted, got {code}:\n{text}"
    for line, words in zip(lines, wanted):
        assert words in line, f"{words!r} is not in {line!r}; all:\n{text}"


def wait_for(what, is_true, secs=20):
    end = time.monotonic() + secs
    while not is_true():
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.02)


class Imap:
    """The tests of the IMAP client on one rig."""

    def __init__(self, mail, folder):
        self.mail, self.folder = mail, folder
        self.tls = f"url=imaps://localhost:{mail.port['imaps']}"
        self.start_tls = f"url=imap://localhost:{mail.port['imap']}"
        self.ca = f"ca={mail.ca}"

    def as_user(self, user, *argv, url=None, password="pw"):
        return probe("imap", url or self.tls, self.ca, f"user={user}", f"password={password}", *argv)

    def test_mails_come_byte_for_byte(self):
        """Over imaps and STARTTLS alike, small and large, with what looks like protocol inside."""
        user = "ann@acme.example"
        bodies = [MAIL.encode(), MAIL.encode() + b"* BYE\r\n)\r\n1 OK done {99}\r\n" * 9,
                  MAIL.encode() + b"x" * 70000 + b"\r\n", MAIL.encode() + b"y\r\n" * 1000000]
        for body in bodies:
            path = f"{self.folder}/append.eml"
            with open(path, "wb") as file:
                file.write(body)
            expect(self.as_user(user, f"append={path}"), "open")
        wanted = [f"{len(body)} {hashlib.sha256(body).hexdigest()}" for body in bodies]
        for url in (self.tls, self.start_tls):
            expect(self.as_user(user, "select=INBOX", "list=0", "fetch", url=url),
                   "open idle=1 move=1", "exists=4", "list 4", *wanted)

    def test_filing_moves(self):
        user = "mia@acme.example"
        self.mail.send("cleo@customer.example", user, MAIL)
        self._await_mail(user)
        expect(self.as_user(user, "select=INBOX", "list=0", "file=Nowhere"), "open", "exists=1",
               "list 1", "not-found")
        expect(self.as_user(user, "select=INBOX", "list=0", "create=Erledigt & für immer",
                            "file=Erledigt & für immer", "list=0"),
               "open", "exists=1", "list 1", "list 0")
        assert len(self.mail.mails(user, '"Erledigt &- f&APw-r immer"')) == 1

    def _await_mail(self, user):
        wait_for("a mail", lambda: self.mail.mails(user))

    def test_idle_sees_a_mail(self):
        user = "ben@acme.example"
        argv = [PROBE, "imap", self.tls, self.ca, f"user={user}", "password=pw", "select=INBOX",
                "list=0", "idle=60", "list=0"]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as child:
            for words in ("open", "select", "list 0"):
                assert words in child.stdout.readline()
            self.mail.send("cleo@customer.example", user, MAIL)
            assert "idle news" in child.stdout.readline()
            assert "list 1" in child.stdout.readline()

    def test_idle_ends_by_time(self):
        expect(self.as_user("admin@acme.example", "select=INBOX", "list=0", "idle=1"), "open",
               "select", "list 0", "idle timeout")

    def test_another_mailbox(self):
        """user logs in, mailbox_user is whose mailbox it is."""
        self.mail.send("cleo@customer.example", "sales@acme.example", MAIL)
        self._await_mail("sales@acme.example")
        expect(self.as_user(self.mail.master_user, "as=sales@acme.example", "select=INBOX", "list=0"),
               "open", "exists=1", "list 1")

    def test_wrong_password(self):
        expect(self.as_user("ann@acme.example", password="wrong"), "refused: can't log in")
        expect(self.as_user("ann@acme.example", "as=mia@acme.example"), "refused: can't log in")

    def test_wrong_token(self):
        expect(self.as_user("ann@acme.example", "oauth=token"), "refused")

    def test_bad_certificate(self):
        """Not our CA; a name that is not in the certificate; STARTTLS as well."""
        for url in (self.tls, self.start_tls.replace("localhost", "127.0.0.2"),
                    self.tls.replace("localhost", "127.0.0.2")):
            ca = [] if "localhost" in url else [self.ca]
            expect(probe("imap", url, *ca, "user=ann@acme.example", "password=pw"),
                   "refused: can't connect")

    def test_dead_server(self):
        expect(probe("imap", "url=imap://127.0.0.1:1", "user=ann", "password=pw"), "temporary")

    def test_server_dies(self):
        """A server that is killed ends IDLE with an error, not with a spin."""
        user = "control@acme.example"
        argv = [PROBE, "imap", self.tls, self.ca, f"user={user}", "password=pw", "select=INBOX",
                "list=0", "idle=60"]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as child:
            for words in ("open", "select", "list 0"):
                assert words in child.stdout.readline()
            self.mail.stop_server("dovecot")
            line = child.stdout.readline()
            assert "temporary" in line, line
        self.mail.start_server("dovecot")


class Poor(Imap):
    """A server without IDLE, MOVE and UIDPLUS, then one with UIDPLUS."""

    def test_mails_come_byte_for_byte(self):
        expect(self.as_user("ann@acme.example", "select=INBOX"), "open idle=0 move=0", "select")

    def test_filing_moves(self):
        user = "mia@acme.example"
        self.mail.send("cleo@customer.example", user, MAIL)
        self._await_mail(user)
        expect(self.as_user(user, "select=INBOX", "list=0", "file=Processed", "list=0"), "open",
               "exists=1", "list 1", "list 1" if not self.mail.has_uidplus else "list 0")
        imap = self.mail.imap(user)
        imap.select("Processed" if self.mail.has_uidplus else "INBOX", readonly=True)
        flags = imap.fetch("1", "(FLAGS)")[1][0]
        assert self.mail.has_uidplus or b"\\Seen" in flags, flags
        imap.logout()

    def test_idle_sees_a_mail(self):
        user = "ben@acme.example"
        argv = [PROBE, "imap", self.tls, self.ca, f"user={user}", "password=pw", "select=INBOX",
                "list=0", "idle=1", "list=0"]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as child:
            for words in ("open", "select", "list 0"):
                assert words in child.stdout.readline()
            self.mail.send("cleo@customer.example", user, MAIL)
            # The mail is there before the NOOP only where the machine is not too slow.
            assert "idle" in child.stdout.readline()
            child.stdout.read()


class Smtp:
    """The tests of the SMTP client on one rig."""

    def __init__(self, mail, folder):
        self.mail, self.folder = mail, folder
        self.plain = f"url=smtp://localhost:{mail.port['smtp']}"
        self.tls = f"url=smtps://localhost:{mail.port['smtps']}"
        self.ca = f"ca={mail.ca}"
        self.path = f"{folder}/send.eml"

    def send(self, *argv, to="cleo@customer.example", body=MAIL):
        with open(self.path, "w", encoding="utf-8", newline="") as file:
            file.write(body)
        return probe("smtp", "from=support@acme.example", f"to={to}", f"mail={self.path}", *argv)

    def test_each_way_in(self):
        login = ("user=support@acme.example", "password=pw")
        for way in ((self.plain,), (self.plain, self.ca), (self.tls, self.ca),
                    (self.plain, *login), (self.plain, self.ca, *login), (self.tls, self.ca, *login)):
            expect(self.send(*way), "answer 1 done 250")

    def test_dots_and_commands_arrive(self):
        """What looks like the end of the mail stays in the mail."""
        body = MAIL + ".\r\n..\r\n.x\r\n\r\n.\r\nRCPT TO:<admin@acme.example>\r\n.QUIT"
        expect(self.send(self.plain, to="carl@customer.example", body=body), "done 250")
        wait_for("the mail", lambda: self.mail.mails("carl@customer.example"))
        got = self.mail.mails("carl@customer.example")[0]
        assert got.endswith(body.encode().split(b"\r\n\r\n", 1)[1] + b"\r\n"), got

    def test_connection_is_kept(self):
        code, lines = self.send(self.plain, "count=20")
        assert code == 0 and len(lines) == 20 and all("done 250" in line for line in lines), lines
        wait_for("the end", lambda: "mail=20 rcpt=20 data=20" in self.mail.logs())

    def test_refusals(self):
        expect(self.send(self.plain, to="nobody@acme.example"), "permanent 550 5.1.1")
        expect(self.send(self.plain, "count=2", to="x@nowhere.example"), "permanent 550",
               "permanent 550")
        expect(self.send(self.plain, body=MAIL + "x\r\n" * 80000), "permanent 552")
        expect(self.send(self.plain, body=MAIL + "x\n.\r\nQUIT\r\n"), "input")
        expect(self.send(self.plain, to="a b@acme.example"), "input")

    def test_relay_faults(self):
        expect(self.send(self.tls, self.ca, "user=support@acme.example", "password=wrong"),
               "temporary 535 relay")
        expect(self.send(self.tls), "temporary 0 relay")
        expect(self.send(self.tls.replace("localhost", "127.0.0.2"), self.ca), "temporary 0 relay")
        expect(self.send("url=smtp://127.0.0.1:1"), "temporary 0 relay")


CLEAR = [(b"* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n", b"CAPABILITY")]


class Tls:
    """No byte of a password to a server whose TLS is not right."""

    def __init__(self, mail, folder):
        self.mail = mail
        self.certs = bad_tls.Certificates(folder, mail.ca, f"{mail.dir}/tls/ca.key")

    def refused(self, cert, scheme="imaps", host="localhost", **kind):
        server = bad_tls.Server(cert, self.certs.key, **kind)
        try:
            code, lines = probe("imap", f"url={scheme}://{host}:{server.port}", f"ca={self.mail.ca}",
                                "user=ann", "password=secret")
        finally:
            server.close()
        assert code == 1 and "open failed" in lines[0], lines
        assert server.visits, "nobody came"
        for words in (b"secret", base64.b64encode(b"\0ann\0secret"), b"AUTHENTICATE", b"LOGIN"):
            assert words not in server.heard, server.heard

    def test_good_one_is_taken(self):
        """Else the tests below would prove nothing."""
        server = bad_tls.Server(self.certs.signed("good"), self.certs.key)
        probe("imap", f"url=imaps://localhost:{server.port}", f"ca={self.mail.ca}", "user=ann",
              "password=secret")
        server.close()
        assert b"AUTHENTICATE PLAIN" in server.heard, server.heard

    def test_self_signed(self):
        self.refused(self.certs.own("own"))

    def test_other_name(self):
        self.refused(self.certs.signed("name", san="DNS:mx.evil.example"))

    def test_name_inside_a_name(self):
        self.refused(self.certs.signed("inside", san="DNS:localhost.evil.example"))

    def test_expired(self):
        self.refused(self.certs.signed("old", dates=("20200101000000Z", "20210101000000Z")))

    def test_not_yet_valid(self):
        self.refused(self.certs.signed("new", dates=("20400101000000Z", "20410101000000Z")))

    def test_unknown_ca(self):
        self.refused(self.certs.signed("unknown", ca=self.certs.other_ca()))

    def test_ip_literal(self):
        self.refused(self.certs.signed("literal", san="DNS:127.0.0.1"), host="127.0.0.1")

    def test_old_tls(self):
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            self.refused(self.certs.signed("good"), version=version)

    def test_starttls_with_bad_certificate(self):
        ready = [(b"* CAPABILITY IMAP4rev1 STARTTLS\r\nA001 OK done\r\n", b"STARTTLS"),
                 (b"A002 OK go\r\n", None)]
        self.refused(self.certs.own("own"), scheme="imap", script=CLEAR + ready)

    def test_starttls_injected(self):
        """An answer that comes before the handshake is no answer."""
        ready = [(b"* CAPABILITY IMAP4rev1 STARTTLS\r\nA001 OK done\r\n", b"STARTTLS"),
                 (b"A002 OK go\r\nA003 OK injected\r\n", None)]
        self.refused(self.certs.signed("good"), scheme="imap", script=CLEAR + ready)

    def test_starttls_stripped(self):
        ready = [(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA001 OK done\r\n", b"never")]
        self.refused(self.certs.signed("good"), scheme="imap", script=CLEAR + ready)

    def test_preauth(self):
        self.refused(self.certs.signed("good"), scheme="imap",
                     script=[(b"* PREAUTH come in\r\n", b"never")])

    def test_plain_port(self):
        self.refused(self.certs.signed("good"), script=[(b"* OK plain\r\n", b"never")])


def run_suite(suite):
    """Runs each test of it; the number of failures."""
    failed = 0
    for name in sorted(name for name in dir(suite) if name.startswith("test_")):
        label = f"{type(suite).__name__}.{name[5:]}"
        try:
            getattr(suite, name)()
            print(f"ok {label}", flush=True)
        except Exception as error:  # each test is to be told of
            failed += 1
            print(f"FAILED {label}: {type(error).__name__}: {error}", flush=True)
    if failed:
        print(suite.mail.logs())
    return failed


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="net-e2e.") as folder:
        with rig.Rig(max_size=100000) as mail:
            for suite in (Imap, Smtp, Tls):
                failed += run_suite(suite(mail, folder))
        with rig.Rig(has_idle=False, has_move=False, has_uidplus=False) as mail:
            failed += run_suite(Poor(mail, folder))
        with rig.Rig(has_idle=False, has_move=False) as mail:
            failed += run_suite(Poor(mail, folder))
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except rig.Missing as reason:
        print(f"skipped: {reason}")
        sys.exit(rig.SKIP)
