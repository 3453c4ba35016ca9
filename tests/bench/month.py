#!/usr/bin/env python3
"""A month in the life of a desk, as a scenario: 10 agents with a product each, 500 tickets, working
hours with lunch, a holiday, policies with warnings and reminders, pauses, holds, reopenings, priorities. The same seed
gives the same file: month.py [TICKETS [SEED]] >month.scn; ombudctl replay month.scn"""
import random
import sys
from datetime import datetime, timedelta

AGENTS = ["ann", "ben", "cho", "dee", "eve", "fay", "gus", "hal", "ida", "jon"]
START = datetime(2026, 3, 2, 7, 0)  # the clocks change on the 29th
DAYS = 30


def conf():
    agents = ",\n  ".join('{ id = "%s"; name = "%s %s"; email = "%s@acme.example"; }'
                          % (a, a.title(), a.title() + "son", a) for a in AGENTS + ["mia"])
    boxes = ",\n  ".join('{ name = "%s"; address = "%s@acme.example"; authserv_id = "mx.acme.example"; '
                         'border = ["mx.acme.example"]; team = "%s"; }' % ("p-" + a, "p-" + a, a) for a in AGENTS)
    teams = ",\n  ".join('{ name = "%s"; agents = ["%s"]; manager = "mia"; }' % (a, a) for a in AGENTS)
    return """conf <<END
calendars = (
  { name = "office"; timezone = "Europe/Berlin"; hours = ["Mon-Fri 09:00-12:30 13:30-17:00"]; holidays = ["2026-03-19"]; },
  { name = "late"; timezone = "America/New_York"; hours = ["Mon-Sat 08:00-20:00"]; }
);
policies = (
  { name = "urgent"; match = { priority = "urgent"; }; calendar = "late"; first = "1h"; update = "4h"; resolve = "12h"; warn = ["75%%", "15m"]; repeat = "4h"; },
  { name = "standard"; calendar = "office"; first = "4h"; update = "14h"; resolve = "42h"; warn = ["50%%", "75%%", "1h"]; repeat = "7h"; }
);
closing = { pending_warn = "7d"; pending = "10d"; solved = "5d"; };
limits = { auto_per_sender_day = 1000; };
mailboxes = ( %s );
teams = ( %s );
agents = ( %s );
END
""" % (boxes, teams, agents)


def day_moment(rng):
    """People write by day, most of them before lunch."""
    day = START + timedelta(days=rng.randrange(DAYS - 4))
    return day + timedelta(seconds=int(rng.triangular(0, 12 * 3600, 3 * 3600)))


def story(rng, number):
    """(moment, what) of one ticket: what is one statement."""
    who = "customer%d@c%d.example" % (number, number)
    product = rng.choice(AGENTS)
    agent = "%s@acme.example" % product
    at = day_moment(rng)
    yield at, 'write %s p-%s "Case %d" <<END\nThe printer prints blank pages, since %d days.\nEND' % (
        who, product, number, number)
    for turn in range(rng.choice([1, 1, 2, 2, 3])):
        at += timedelta(seconds=rng.randrange(600, 30 * 3600))
        command = rng.choice(["", "", "#hold\n", "#priority urgent\n", "#open\n"])
        yield at, 'reply %s to new ticket %d <<END\n%sPlease try the other tray (%d).\nEND' % (
            agent, number, command, turn)
        at += timedelta(seconds=rng.randrange(600, 40 * 3600))
        if rng.random() < 0.7:
            yield at, 'reply %s to answer ticket %d <<END\nIt did not help (%d).\nEND' % (who, number, turn)
    at += timedelta(seconds=rng.randrange(600, 30 * 3600))
    if rng.random() < 0.8:
        yield at, 'reply %s to new ticket %d <<END\n#solved\nThe new drum is in, and it prints.\nEND' % (agent, number)


def main():
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    # Numbers are given in the order of the first mails.
    firsts = sorted(((day_moment(random.Random(rng.random())), n) for n in range(tickets)))
    out = []
    for number, (first, _) in enumerate(firsts, 1):
        events = list(story(rng, number))
        shift = first - events[0][0]
        out += [(at + shift, number, i, what) for i, (at, what) in enumerate(events)]
    print(conf())
    now = None
    for at, _, _, what in sorted(out):
        if at != now:
            print("at %sZ" % at.strftime("%Y-%m-%dT%H:%M:%S"))
            now = at
        print(what)
    print("at %sZ" % (START + timedelta(days=DAYS + 3)).strftime("%Y-%m-%dT%H:%M:%S"))
    print("expect tickets %d" % tickets)


main()
