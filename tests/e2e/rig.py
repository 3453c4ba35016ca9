#!/usr/bin/env python3
"""A whole mail server in a temporary folder: Postfix, Dovecot and, where asked, OpenDKIM and OpenDMARC.

It runs on loopback, on ports of its own, as root, beside whatever the system runs, and reads nothing
of the system's own configuration. Several rigs may run at once. Everything it starts is its own
child and ends with it; the folder goes as well.

    with rig.Rig(has_milters=True) as mail:
        mail.send("cleo@customer.example", "support@acme.example", text, port="outside")

    rig.py start [--dir DIR] [--milters] …    prints JSON, stays until stdin closes or a signal comes
"""

import argparse
import imaplib
import json
import os
import random
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rig_conf  # noqa: E402

USERS = (
    "support@acme.example",
    "sales@acme.example",
    "control@acme.example",
    "ann@acme.example",
    "ben@acme.example",
    "mia@acme.example",
    "admin@acme.example",
    "cleo@customer.example",
    "carl@customer.example",
)
MASTER_USER = "master@acme.example"
POSTFIX_MASTER = "/usr/lib/postfix/sbin/master"
SKIP = 77  # automake's exit code for a test that could not be run
OFFSETS = {"smtp": 0, "smtps": 1, "imap": 2, "imaps": 3, "outside": 9}
RESERVED = 8  # held open as long as the rig lives, so that no other rig takes the same base


class Missing(Exception):
    """The rig can't run here; the text says why."""


def find_program(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/lib/postfix/sbin")
    if not path:
        raise Missing(f"{name} is not installed")
    return path


def check_possible(has_milters=False):
    """Raises Missing where a rig can't be started."""
    if os.geteuid() != 0:
        raise Missing("the mail rig needs root (Postfix and Dovecot change users)")
    if not os.path.exists(POSTFIX_MASTER):
        raise Missing("postfix is not installed")
    for name in ("dovecot", "openssl") + (("opendkim", "opendmarc") if has_milters else ()):
        find_program(name)
    if not os.path.exists("/usr/lib/dovecot/imap") or not os.path.exists("/usr/lib/dovecot/lmtp"):
        raise Missing("dovecot-imapd or dovecot-lmtpd is not installed")


def listen(port):
    """A listening socket, or None where the port is taken."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(("127.0.0.1", port))
        sock.listen(1)
    except OSError:
        sock.close()
        return None
    return sock


def find_base():
    """A free base of ten ports, and the socket that keeps it ours."""
    for _ in range(200):
        base = random.randrange(1100, 3200) * 10  # below the range of outgoing connections
        held = listen(base + RESERVED)
        if not held:
            continue
        others = [listen(base + offset) for offset in OFFSETS.values()]
        for sock in filter(None, others):
            sock.close()
        if all(others):
            return base, held
        held.close()
    raise Missing("no ten free ports in a row on 127.0.0.1")


def run(*argv, text=None):
    """Runs a short program; its output, or an error with what it said."""
    done = subprocess.run(argv, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{argv[0]} failed: {done.stderr.strip()}")
    return done.stdout


# Reads the groups that were started; should the rig's process be killed outright, ends them and
# removes the folder. (PR_SET_PDEATHSIG does not last: Postfix's master changes its effective user.)
GUARD = """\
trap '' INT TERM HUP
groups=' '
while read -r word group; do
	case $word in
	started) groups="$groups$group " ;;
	ended) groups=${groups%% $group *}' '${groups#* $group } ;;
	done) exit ;;
	esac
done
for group in $groups; do kill -s TERM "$group"; done
sleep 2
for group in $groups; do kill -s KILL -- "-$group"; done
rm -rf -- "$0"
"""


class Rig:
    """One rig; a context manager. Attributes: dir, port (by name), ca, users, password."""

    def __init__(self, folder=None, has_milters=False, users=(), has_idle=True, has_move=True,
                 has_uidplus=True, max_size=60000000):
        self.has_milters, self.has_idle = has_milters, has_idle
        self.has_move, self.has_uidplus = has_move, has_uidplus
        self.users = list(dict.fromkeys(USERS + tuple(users)))
        self.password, self.master_user, self.max_size = "pw", MASTER_USER, max_size
        self.dir, self.port, self.ca = folder, {}, None
        self.children = {}
        self.held = self.guard = None
        self.context = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *ignored):
        self.stop()

    # --- start -----------------------------------------------------------------------------

    def start(self):
        """Starts all servers and waits until they answer. Stops what was started on any error."""
        check_possible(self.has_milters)
        try:
            base, self.held = find_base()
            self.port = {name: base + offset for name, offset in OFFSETS.items()}
            self._make_folders()
            self._start_guard()
            self._make_certificates()
            self._write_files()
            if self.has_milters:
                self._start_milters()
            self._start_dovecot()
            self._start_postfix()
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def _make_folders(self):
        if self.dir:
            os.makedirs(self.dir, mode=0o755)  # must be new: stop removes it
            self.dir = os.path.abspath(self.dir)
        else:
            self.dir = tempfile.mkdtemp(prefix="rig.", dir="/tmp")
        os.chmod(self.dir, 0o755)
        if len(self.dir) > 60:  # unix socket paths end at 107 bytes
            raise Missing(f"{self.dir} is too long a path for unix sockets: choose a shorter one")
        for name in ("pf", "pfq", "pfd", "dc", "mail", "tls", "log", "dk"):
            os.mkdir(f"{self.dir}/{name}", 0o755)
        shutil.chown(f"{self.dir}/mail", 65534, 65534)
        shutil.chown(f"{self.dir}/pfd", "postfix")
        os.chmod(f"{self.dir}/pfd", 0o700)
        queues = "active bounce corrupt defer deferred flush hold incoming private saved trace"
        for name in queues.split():
            self._queue_folder(name, "root", 0o700)
        self._queue_folder("maildrop", "postdrop", 0o730)
        self._queue_folder("public", "postdrop", 0o710)
        os.mkdir(f"{self.dir}/pfq/pid", 0o755)

    def _queue_folder(self, name, group, mode):
        path = f"{self.dir}/pfq/{name}"
        os.mkdir(path)
        shutil.chown(path, "postfix", group)
        os.chmod(path, mode)

    def _make_certificates(self):
        tls, openssl = f"{self.dir}/tls", find_program("openssl")
        self.ca = f"{tls}/ca.pem"
        new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        self._write("tls/leaf.ext", "subjectAltName=DNS:localhost,DNS:mx.acme.example,IP:127.0.0.1\n")
        run(openssl, "req", "-x509", *new_key, "-keyout", f"{tls}/ca.key", "-out", self.ca,
            "-days", "2", "-subj", "/CN=Rig CA", "-addext", "keyUsage=critical,keyCertSign")
        run(openssl, "req", "-new", *new_key, "-keyout", f"{tls}/key.pem", "-out", f"{tls}/leaf.csr",
            "-subj", "/CN=mx.acme.example")
        run(openssl, "x509", "-req", "-in", f"{tls}/leaf.csr", "-CA", self.ca, "-CAkey",
            f"{tls}/ca.key", "-CAcreateserial", "-days", "2", "-extfile", f"{tls}/leaf.ext",
            "-out", f"{tls}/cert.pem")

    def _write(self, name, text):
        with open(f"{self.dir}/{name}", "w", encoding="utf-8") as file:
            file.write(text)

    def _write_files(self):
        self._write("pf/main.cf", rig_conf.main_cf(self))
        self._write("pf/master.cf", rig_conf.master_cf(self))
        self._write("rcpt", rig_conf.recipients(self))
        self._write("users", rig_conf.passwords(self))
        self._write("masters", f"{MASTER_USER}:{{PLAIN}}{self.password}\n")
        self._write("dc/dovecot.conf", rig_conf.dovecot_conf(self))
        # Postfix naps while one of these is younger than about 2 s.
        past = time.time() - 10
        for name in ("pf/main.cf", "pf/master.cf", "rcpt"):
            os.utime(f"{self.dir}/{name}", (past, past))

    def _start_milters(self):
        key = f"{self.dir}/dk/key.pem"
        openssl = find_program("openssl")
        run(openssl, "genrsa", "-out", key, "1024")
        public = run(openssl, "rsa", "-in", key, "-pubout")
        public = "".join(line for line in public.splitlines() if "-" not in line)
        for name, text in rig_conf.dkim_tables(key, public).items():
            self._write(f"dk/{name}", text)
        self._write("dk/sign.conf", rig_conf.dkim_sign(self))
        self._write("dk/verify.conf", rig_conf.dkim_verify(self))
        self._write("dk/dmarc.conf", rig_conf.dmarc(self))
        self._spawn("sign", [find_program("opendkim"), "-f", "-x", f"{self.dir}/dk/sign.conf"])
        self._spawn("verify", [find_program("opendkim"), "-f", "-x", f"{self.dir}/dk/verify.conf"])
        self._spawn("dmarc", [find_program("opendmarc"), "-f", "-c", f"{self.dir}/dk/dmarc.conf"])

    def _start_dovecot(self):
        self._spawn("dovecot", [find_program("dovecot"), "-F", "-c", f"{self.dir}/dc/dovecot.conf"])

    def _start_postfix(self):
        self._spawn("postfix", [POSTFIX_MASTER], MAIL_CONFIG=f"{self.dir}/pf")

    def _start_guard(self):
        self.guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, self.dir], stdin=subprocess.PIPE, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _tell_guard(self, line):
        if self.guard:
            self.guard.stdin.write(f"{line}\n".encode())
            self.guard.stdin.flush()

    def _spawn(self, name, argv, **environment):
        with open(f"{self.dir}/log/{name}.out", "wb") as log:
            child = subprocess.Popen(
                argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment})
        self.children[name] = child
        self._tell_guard(f"started {child.pid}")

    # --- wait ------------------------------------------------------------------------------

    def _wait(self):
        sockets = ["sign", "verify", "dmarc"] if self.has_milters else []
        self._until("the milters", lambda: all(
            os.path.exists(f"{self.dir}/dk/{name}.sock") for name in sockets))
        self._until("dovecot", lambda: os.path.exists(f"{self.dir}/dc/lmtp"))
        for name, port in self.port.items():
            self._until(f"{name} on port {port}", lambda port=port: self._answers(port))

    def _until(self, what, is_true, secs=20):
        end = time.monotonic() + secs
        while not is_true():
            dead = [name for name, child in self.children.items() if child.poll() is not None]
            if dead or time.monotonic() > end:
                raise RuntimeError(f"{dead[0] if dead else what} did not start:\n{self.logs()}")
            time.sleep(0.01)

    @staticmethod
    def _answers(port):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            return False
        return True

    def logs(self):
        """The end of each log, for a report of what went wrong."""
        texts = []
        for name in sorted(os.listdir(f"{self.dir}/log")):
            with open(f"{self.dir}/log/{name}", encoding="utf-8", errors="replace") as file:
                text = file.read()[-3000:]
            if text.strip():
                texts.append(f"--- {name}\n{text.strip()}")
        return "\n".join(texts)

    # --- stop ------------------------------------------------------------------------------

    def stop(self):
        """Ends every child and removes the folder. May be called twice."""
        for name in self.children:
            self.stop_server(name, wait=False)
        for child in self.children.values():
            self._reap(child)
        self.children = {}
        if self.held:
            self.held.close()
            self.held = None
        if self.guard:  # it stands for a folder that this rig made
            shutil.rmtree(self.dir, ignore_errors=True)
            self._tell_guard("done")
            self.guard.stdin.close()
            self.guard.wait()
            self.guard = None

    def stop_server(self, name, wait=True, how=signal.SIGTERM):
        """Ends one server (dovecot, postfix, sign, verify, dmarc); start_server brings it back."""
        child = self.children[name]
        # A milter takes up to 6 s over TERM, and holds nothing.
        if name in ("sign", "verify", "dmarc"):
            how = signal.SIGKILL
        if child.poll() is None:
            child.send_signal(how)
        if wait:
            self._reap(child)

    def start_server(self, name):
        """Starts a stopped server again and waits until it answers."""
        if name == "dovecot":
            self._start_dovecot()
        elif name == "postfix":
            self._start_postfix()
        self._wait()

    def _reap(self, child):
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            pass
        # Whatever is left of its group, which bears the number of the child that led it.
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        child.wait()
        self._tell_guard(f"ended {child.pid}")

    # --- for tests -------------------------------------------------------------------------

    def tls(self):
        """A TLS context that trusts this rig's CA."""
        if not self.context:
            self.context = ssl.create_default_context(cafile=self.ca)
        return self.context

    def send(self, sender, recipients, text, port="smtp"):
        """Hands a mail (str or bytes, any line ends) to Postfix; port "outside" signs it by DKIM."""
        data = text.encode() if isinstance(text, str) else text
        data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        with smtplib.SMTP("127.0.0.1", self.port[port], "client.example", timeout=30) as smtp:
            smtp.sendmail(sender, recipients, data)

    def imap(self, user):
        """An imaplib connection, logged in."""
        imap = imaplib.IMAP4_SSL("localhost", self.port["imaps"], ssl_context=self.tls(), timeout=30)
        imap.login(user, self.password)
        return imap

    def mails(self, user, folder="INBOX"):
        """The raw mails of a folder, oldest first."""
        imap = self.imap(user)
        try:
            imap.select(folder, readonly=True)
            _, parts = imap.fetch("1:*", "(BODY.PEEK[])")
            return [part[1] for part in parts if isinstance(part, tuple)]
        except imaplib.IMAP4.error:
            return []  # an empty folder
        finally:
            imap.logout()

    def describe(self):
        """What `start` prints."""
        return {"dir": self.dir, "ca": self.ca, "ports": self.port, "users": self.users,
                "password": self.password, "master_user": self.master_user,
                "logs": f"{self.dir}/log", "mail": f"{self.dir}/mail",
                "pids": {name: child.pid for name, child in self.children.items()}}


# --- command line ----------------------------------------------------------------------------


def leave(number, _frame):
    raise SystemExit(128 + number)


def parse_arguments():
    parser = argparse.ArgumentParser(description="A mail server in a temporary folder, for tests.")
    parser.add_argument("command", choices=["start", "check"],
                        help="start: run until stdin closes; check: exit 77 where it can't run")
    parser.add_argument("--dir", help="a folder to make and remove (default: one in /tmp)")
    parser.add_argument("--milters", action="store_true", help="with OpenDKIM and OpenDMARC")
    parser.add_argument("--user", action="append", default=[], help="one more mailbox address")
    parser.add_argument("--no-idle", action="store_true", help="Dovecot offers no IDLE")
    parser.add_argument("--no-move", action="store_true", help="Dovecot offers no MOVE")
    parser.add_argument("--no-uidplus", action="store_true", help="Dovecot offers no UIDPLUS")
    parser.add_argument("--max-size", type=int, default=60000000, help="Postfix takes at most this")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        check_possible(arguments.milters)
        if arguments.command == "check":
            return 0
        with Rig(folder=arguments.dir, has_milters=arguments.milters, users=arguments.user,
                 has_idle=not arguments.no_idle, has_move=not arguments.no_move,
                 has_uidplus=not arguments.no_uidplus, max_size=arguments.max_size) as rig:
            print(json.dumps(rig.describe()), flush=True)
            while sys.stdin.buffer.read(4096):
                pass
    except Missing as reason:
        print(f"rig: {reason}", file=sys.stderr)
        return SKIP
    return 0


if __name__ == "__main__":
    sys.exit(main())
