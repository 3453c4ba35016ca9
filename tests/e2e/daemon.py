"""ombudd in a temporary folder, for tests and benches: its conf, its store, its processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

sys.dont_write_bytecode = True

CONF = """\
desk = {{ name = "Acme"; domain = "acme.example"; tag = "ACME"; secret = "a secret for tests";
         admin = ["admin@acme.example"]; }};
store = {{ path = "{folder}/ombud.db"; }};
relays = ( {{ name = "relay"; url = "smtp://127.0.0.1:{smtp_port}"; connections = {connections}; }} );
mailboxes = ( {{ name = "support"; address = "{address}"; {imap}
               authserv_id = "mx.acme.example"; border = ["mx.acme.example"];
               first_start = "all"; {mailbox} }} );
teams = ( {{ name = "support"; agents = ["ann", "ben"]; manager = "mia"; }} );
agents = ( {{ id = "ann"; name = "Ann Ash"; email = "ann@acme.example"; }},
           {{ id = "ben"; name = "Ben Birch"; email = "ben@acme.example"; }},
           {{ id = "mia"; name = "Mia Moor"; email = "mia@acme.example"; }} );
limits = {{ auto_per_sender_day = 1000000; auto_per_mailbox_hour = 100000000; burst = 100000000; }};
"""


def program(name):
    """Where a program of this build is; tests run in the build folder."""
    path = os.environ.get(f"OMBUD_{os.path.basename(name).upper()}") or os.path.abspath(name)
    if not os.access(path, os.X_OK):
        raise SystemExit(f"{path} is not there: run this from the build folder, after make")
    return path


class Daemon:
    """One ombudd. imap_port None: nothing is fetched."""

    def __init__(self, folder, smtp_port, imap_port=None, address="support@acme.example",
                 password="pw", connections=2, mailbox=""):
        self.folder, self.conf = folder, f"{folder}/ombud.conf"
        self.store, self.log = f"{folder}/ombud.db", f"{folder}/ombudd.log"
        self.child = None
        self.values = {"folder": folder, "smtp_port": smtp_port, "address": address,
                       "connections": connections, "mailbox": mailbox, "imap": ""}
        if imap_port:
            self.values["imap"] = (f'imap = "imap://127.0.0.1:{imap_port}"; '
                                   f'password = "{password}";')
        self.write_conf()

    def write_conf(self):
        """(Re)writes the conf; others must not be able to read it."""
        with open(self.conf, "w", encoding="utf-8", opener=lambda path, flags:
                  os.open(path, flags, 0o600)) as file:
            file.write(CONF.format(**self.values))

    # --- its processes -----------------------------------------------------------------------

    def start(self, *options, wrapper=()):
        """Starts it in a process group of its own, with its log at the end of self.log."""
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                [*wrapper, program("daemon/ombudd"), "-f", "-c", self.conf, *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        return self

    def roles(self):
        """The pids of its roles by name, such as {"ombud-intake": 4711}."""
        found = {}
        path = f"/proc/{self.child.pid}/task/{self.child.pid}/children"
        try:
            with open(path, encoding="ascii") as file:
                pids = [int(pid) for pid in file.read().split()]
            for pid in pids:
                with open(f"/proc/{pid}/comm", encoding="ascii") as file:
                    found[file.read().strip()] = pid
        except (FileNotFoundError, ProcessLookupError):
            pass
        return found

    def peaks(self):
        """Peak memory of each of its processes in MB, by name."""
        pids = {"supervisor": self.child.pid, **self.roles()}
        return {name.removeprefix("ombud-"): peak_mb(pid) for name, pid in pids.items()}

    def kill_all(self):
        """kill -9 of the whole group, at once."""
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()

    def stop(self, secs=20):
        """SIGTERM, and its exit code; whatever is left of the group after secs is killed."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        try:
            return self.child.wait(secs)
        finally:
            try:
                os.killpg(self.child.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.child.wait()

    def log_text(self):
        """All of its log."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    # --- its store ---------------------------------------------------------------------------

    def query(self, sql, *values):
        """The rows of a query; none where there is no such table yet."""
        try:
            with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10) as store:
                return store.execute(sql, values).fetchall()
        except sqlite3.OperationalError:
            return []

    def number(self, sql, *values):
        """The first number of the first row; 0 where there is none."""
        rows = self.query(sql, *values)
        return rows[0][0] or 0 if rows else 0

    def taken(self):
        """Mails in the ledger."""
        return self.number("SELECT count(*) FROM intake_ledger")

    def unsent(self):
        """Mails that the outbox still holds."""
        return self.number(
            "SELECT (SELECT count(*) FROM delivery WHERE state = 'ready') + "
            "(SELECT count(*) FROM delivery WHERE state = 'waiting')")

    def make_due(self):
        """What waits for a second try is due now."""
        with sqlite3.connect(self.store, timeout=10) as store:
            store.execute("UPDATE delivery SET due_us = 0 WHERE state = 'waiting'")

    def wait_until(self, is_true, secs, step=0.02):
        """Waits for is_true(); False where it does not come true in time, or the daemon ended."""
        end = time.monotonic() + secs
        while not is_true():
            if time.monotonic() > end or self.child.poll() is not None:
                return False
            time.sleep(step)
        return True


def peak_mb(pid):
    """VmHWM of a process in MB; 0 where it is gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0
