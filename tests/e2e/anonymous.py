#!/usr/bin/env python3
"""An anonymous answer to a survey: it counts, its mail is gone from the server, and neither the store nor the log
holds anything of who sent it."""

import os
import re
import sqlite3
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rig as mail_rig  # noqa: E402
from desk import CONF, Desk, Unexpected, answer, letter  # noqa: E402

BOX = "support@acme.example"
SURVEYS = 'surveys = ({ name = "csat"; after = "1s"; });\n'
WHO = "private.person@customer.example"


def expect(is_true, what):
    if not is_true:
        raise Unexpected(what)


def link_of(survey):
    """The address of the survey's anonymous links."""
    html = survey.get_body(preferencelist=("html",)).get_content()
    return re.search(r"mailto:(support\+a[^?\"]*)\?", html).group(1)


def answers_of(desk):
    with sqlite3.connect(f"file:{desk.folder}/ombud.db?mode=ro", uri=True) as db:
        return db.execute("SELECT survey, name, score, words, at_us FROM answer").fetchall()


def traces_of(desk, word):
    """Files of the desk that hold the word."""
    found = subprocess.run(["grep", "-rlF", word, desk.folder], capture_output=True, text=True, check=False)
    return found.stdout.split()


def story(rig):
    with Desk(rig, extra=SURVEYS) as desk:
        desk.post(letter("cleo@customer.example", BOX, "Printer", "It is on fire.\n"))
        desk.next_mail("cleo@customer.example")
        notice = desk.next_mail("ann@acme.example")
        desk.post(answer(notice, "Ann Ash <ann@acme.example>", "#solved\n\nPut out."))
        desk.next_mail("cleo@customer.example")
        survey = desk.next_mail("cleo@customer.example")
        mail = letter(f"Private Person <{WHO}>", link_of(survey), "2/5", "Nobody listened to me.\n")
        desk.post(mail)
        kept = desk.wait("the answer", lambda: answers_of(desk))
        expect(len(kept) == 1 and kept[0][0] is None and kept[0][4] is None, "an answer of nobody, at no time")
        expect(kept[0][1:4] == ("csat", 2, "Nobody listened to me."), "survey, score and words")
        desk.wait("the mail's end on the server", lambda: len(rig.mails(BOX)) == 0)
        for folder in ("INBOX", "Processed"):
            expect(not any(WHO.encode() in raw for raw in rig.mails(BOX, folder)), f"nothing of it in {folder}")
        expect(len(rig.mails(BOX, "Processed")) == 2, "the other mails are filed away as ever")
        desk.stop()
        for word in (WHO, "Private Person", mail["Message-ID"].strip("<>")):
            expect(not traces_of(desk, word), f"no trace of \"{word}\" in the store or the log")


def main():
    try:
        with mail_rig.Rig(has_milters=True, users=[WHO]) as rig:
            story(rig)
    except mail_rig.Missing as reason:
        print(f"anonymous: {reason}", file=sys.stderr)
        return mail_rig.SKIP
    except Unexpected as reason:
        print(f"expected {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
