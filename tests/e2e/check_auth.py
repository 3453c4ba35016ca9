#!/usr/bin/env python3
"""ombudctl check --auth on real servers: a server that takes forged lines away, one that leaves them."""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rig as mail_rig  # noqa: E402
from desk import CONF, Desk, Unexpected, build_folder  # noqa: E402


def check(desk, mailbox="support"):
    done = subprocess.run([f"{build_folder()}/ctl/ombudctl", "-c", desk.conf, "check", "--auth", mailbox],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def expect(desk, code, words, mailbox="support"):
    found, text = check(desk, mailbox)
    if found != code or words not in text:
        raise Unexpected(f"check --auth: exit {found} with {text!r}; expected {code} with {words!r}")


def play(rig):
    with Desk(rig) as desk:
        # while a daemon takes the mailbox's mails, and with nobody there
        expect(desk, 0, "is not believed")
        desk.stop()
        expect(desk, 0, "is not believed")
        expect(desk, 64, "no mailbox", mailbox="nosuch")
    # the server takes no lines of this name away: whoever writes one would be believed
    with Desk(rig, CONF.replace('authserv_id = "mx.acme.example"', 'authserv_id = "other.acme.example"')) as desk:
        expect(desk, 2, "is believed")


def main():
    try:
        with mail_rig.Rig(has_milters=True) as rig:
            play(rig)
    except mail_rig.Missing as reason:
        print(f"check_auth: {reason}", file=sys.stderr)
        return mail_rig.SKIP
    except Unexpected as reason:
        print(f"expected {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
