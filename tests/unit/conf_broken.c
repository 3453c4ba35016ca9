#include "unit/conf_help.h"
#include "unit/conf_suites.h"

#define DESK    "name = 'A'; tag = 'A'; admin = 'a@b.example'; secret = '0123456789abcdef';"
#define MAILBOX "name = 'm'; address = 'm@acme.example'; "
#define ANN     "{ id = 'ann'; name = 'Ann'; email = 'ann@acme.example'; }"
#define MIA     "{ id = 'mia'; name = 'Mia'; email = 'mia@acme.example'; }"

struct broken {
	const char *text; /* over the scenarios' desk; ' for " */
	const char *expected[8];
};

/* What is no libconfig syntax, or will be by mistake. */
static const struct broken syntax[] = {
    {"desk", {"x.conf:1 syntax error"}},
    {"\n\nlimits = { burst 5; };", {"x.conf:3 '5' can't stand here"}},
    {"limits = { burst = 5; }\n}", {"x.conf:2 '}' closes nothing"}},
    {"limits = {\n burst = 5;\n", {"x.conf:1 the '{' here is never closed; add '}'"}},
    {"relays = (\n { name = 'r';\n );",
     {"x.conf:3 ')' stands where the '{' of x.conf:2 is still open; close that with '}'"}},
    {"templates = 'x;\n", {"x.conf:1 closing quote"}},
    {"templates = 'x;\nlimits = { burst = 'y'; };", {"x.conf:1 no closing quote"}},
    {"store = { path = '/x;\n dsn = '/y'; };", {"x.conf:1 no closing quote"}},
    {"commands = { mode = 'x; };\nstore = { path = 'y' };", {"x.conf:1 no closing quote"}},
    {"/* never\n closed", {"x.conf:1 comment is never closed"}},
    {"limits = { burst = 5; burst = 6; };",
     {"x.conf:1 'burst' is set twice in this block, first at x.conf:1; keep one"}},
    {"limits = { };\n\nlimits = { };", {"x.conf:3 'limits' is set twice"}},
    {"closing = { reopen = 30d; };", {"x.conf:1 text stands in quotes; write '30d'"}},
    {"closing = {\n reopen = 5m;\n solved = 6m; };",
     {"x.conf:2 write '5m'", "x.conf:3 write '6m'"}},
    {"teams = ( { name = 'support'; agents = [ann]; } );", {"x.conf:1 write 'ann'"}},
    {"teams = ( { name = 'support'; agents = ['ann']; manager = mia; } );", {"x.conf:1 'mia'"}},
    {"commands = { address = control@acme.example; };", {"x.conf:1 'control@acme.example'"}},
    {"store = { path = /var/lib/x.db; };", {"x.conf:1 write '/var/lib/x.db'"}},
    {"relays = ( { name = 'r'; url = smtps://localhost:25; } );",
     {"x.conf:1 write 'smtps://localhost:25'"}},
    {"calendars = ( { name = 'c'; holidays = [2026-12-25]; } );", {"x.conf:1 write '2026-12-25'"}},
    {"$limits = 5;", {"x.conf:1 '$' can't stand here"}},
    {"§ = 5;", {"x.conf:1 '§' can't stand here"}},
    {"5 = 3;", {"x.conf:1 '5' can't stand here"}},
    {"@includes 'x.conf'", {"x.conf:1 '@' can't stand here"}},
    {"limits = { burst = ; };", {"x.conf:1 syntax error"}},
    {"desk.tag = 'X';", {"x.conf:1 '.' can't stand here"}},
    {"teams = ( { name = 'support'; agents = ['ann', 5]; } );",
     {"x.conf:1 of different kinds; make them alike"}},
    {"a = {a={a={a={a={a={a={a={a={a={a={a={a={a={a={a={a={}}}}}}}}}}}}}}}}};",
     {"x.conf:1 nested more than 16 deep"}},
    {"# a \xff comment", {"x.conf:1 not UTF-8"}},
    {"limits = {\n\n burst = \xe4; };", {"x.conf:3 not UTF-8"}},
    {"commands = { mode = 'a\\x01b'; };", {"x.conf:1 commands.mode holds a line end or another"}},
    {"commands = { mode = 'a\\nb'; };", {"x.conf:1 commands.mode holds a line end"}},
    {"commands = { mode = 'a\nb'; };", {"x.conf:1 commands.mode holds a line end"}},
    {"commands = { mode = '\\xff'; };", {"x.conf:1 commands.mode is not UTF-8"}},
};

/* Names that the schema does not know. */
static const struct broken names[] = {
    {"mailboxs = ();", {"x.conf:1 'mailboxs' is not known; did you mean 'mailboxes'?"}},
    {"Desk = { };", {"x.conf:1 'Desk' is not known; did you mean 'desk'?"}},
    {"template = 'x';", {"x.conf:1 did you mean 'templates'?"}},
    {"reopen = '30d';", {"x.conf:1 'reopen' is not known here; it belongs in closing"}},
    {"frobnicate = 5;",
     {"x.conf:1 'frobnicate' is not known; known here: desk, store, relays, mailboxes"}},
    {"limits = { bursts = 5; };",
     {"x.conf:1 limits: 'bursts' is not known; did you mean 'burst'?"}},
    {"limits = {\n brust = 5;\n};", {"x.conf:2 did you mean 'burst'?"}},
    {"limits = { timezone = 'x'; };",
     {"x.conf:1 limits: 'timezone' is not known here; it belongs in desk, agents, calendars"}},
    {"closing = { frob = 1; };", {"x.conf:1 known here: pending_warn, pending, solved, reopen"}},
    {"mailboxes = ( {\n " MAILBOX "\n adress = 'x';\n pool = '5s'; } );",
     {"x.conf:3 mailboxes: 'adress' is not known; did you mean 'address'?",
      "x.conf:4 did you mean 'poll'?"}},
    {"policies = ( { name = 'p'; match = { segmnt = 'x'; }; } );",
     {"x.conf:1 policies.match: 'segmnt' is not known; did you mean 'segment'?"}},
    {"surveys = ( { name = 's'; sampel = 5; } );", {"x.conf:1 did you mean 'sample'?"}},
    {"tiers = ( { name = 't'; team = 'support'; accept_within = '1h'; nxt = 'x'; } );",
     {"x.conf:1 did you mean 'next'?"}},
    {"categories = ( { name = 'c'; keyword = ['x']; } );", {"x.conf:1 did you mean 'keywords'?"}},
    {"calendars = ( { name = 'c'; hour = ['x']; } );", {"x.conf:1 did you mean 'hours'?"}},
    {"agents = ( { id = 'ann'; name = 'A'; email = 'a@b.example'; limits = { refund = '40 XYZ'; }; "
     "},"
     " { id = 'mia'; name = 'M'; email = 'm@b.example'; limits = { refund = '40,500 EUR'; hi = "
     "'yes'; bulk = '3'; }; } "
     ");",
     {"x.conf:1 'XYZ' is no currency", "x.conf:1 '40,500 EUR' has 3 decimals"}},
    {"customers = { cvs = 'x'; };", {"x.conf:1 did you mean 'csv'?"}},
    {"followup = { afer = '3d'; };", {"x.conf:1 did you mean 'after'?"}},
    {"commands = { send_dealy = '3s'; };", {"x.conf:1 did you mean 'send_delay'?"}},
};

/* Values of a wrong type, or out of range. */
static const struct broken values[] = {
    {"limits = { burst = 99999999999999; };",
     {"x.conf:1 limits.burst is out of range; it can be from 1 to 100000000"}},
    {"limits = {\n burst = 4294967297;\n};", {"x.conf:2 limits.burst is out of range"}},
    {"limits = { burst = 4294967297L; };", {"x.conf:1 out of range"}},
    {"limits = { burst = 99999999999999999999999999; };", {"x.conf:1 out of range"}},
    {"limits = { burst = -99999999999999999999999999; };", {"x.conf:1 out of range"}},
    {"limits = { burst = 0xffffffffffffffffff; };", {"x.conf:1 out of range"}},
    {"limits = { burst = -1; };", {"x.conf:1 out of range"}},
    {"limits = { burst = 0; };", {"x.conf:1 out of range"}},
    {"limits = { parts = 0; addresses = 0; };",
     {"x.conf:1 limits.parts is out", "x.conf:1 limits.addresses is out"}},
    {"limits = { burst = 5.5; };", {"x.conf:1 limits.burst takes a whole number without quotes"}},
    {"limits = { burst = 5e3; };", {"x.conf:1 takes a whole number"}},
    {"limits = { burst = '5'; };", {"x.conf:1 takes a whole number without quotes"}},
    {"limits = { burst = true; };", {"x.conf:1 takes a whole number"}},
    {"limits = { burst = [5]; };", {"x.conf:1 takes a whole number"}},
    {"limits = { burst = { }; };", {"x.conf:1 takes a whole number"}},
    {"limits = { header_line = '9 TB'; };", {"x.conf:1 takes a size such as '50 MB'"}},
    {"limits = { header_line = '1'; };", {"x.conf:1 from 1024 to 16777216"}},
    {"limits = { header_line = '-1 KB'; };", {"x.conf:1 takes a size"}},
    {"limits = { header_line = 1.5; };", {"x.conf:1 takes a size"}},
    {"limits = { header_line = '99999999 GB'; };", {"x.conf:1 takes a size"}},
    {"mailboxes = ( { " MAILBOX "poll = 99999999999999; } );",
     {"x.conf:1 mailboxes.poll takes a duration in quotes such as '60s'"}},
    {"mailboxes = ( { " MAILBOX "poll = 4294967297; } );", {"x.conf:1 takes a duration"}},
    {"mailboxes = ( { " MAILBOX "poll = 5.5; } );", {"x.conf:1 takes a duration"}},
    {"mailboxes = ( { " MAILBOX "poll = '5'; } );", {"x.conf:1 mailboxes.poll: '5' is not a"}},
    {"mailboxes = ( { " MAILBOX "poll = '0s'; } );", {"x.conf:1 it can be from 1s to 1d"}},
    {"mailboxes = ( { " MAILBOX "poll = '2d'; } );", {"x.conf:1 out of range"}},
    {"closing = { reopen = '30 days'; };", {"x.conf:1 '30 days' is not a duration"}},
    {"closing = { reopen = ''; };", {"x.conf:1 closing.reopen: '' is not a duration"}},
    {"closing = { reopen = '99999d'; };", {"x.conf:1 is not a duration"}},
    {"mailboxes = ( { " MAILBOX "plus = 1; } );",
     {"x.conf:1 mailboxes.plus takes true or false, without quotes"}},
    {"mailboxes = ( { " MAILBOX "plus = 'yes'; } );", {"x.conf:1 takes true or false"}},
    {"mailboxes = ( { " MAILBOX "plus = yes; } );",
     {"x.conf:1 write 'yes'", "x.conf:1 takes true or false"}},
    {"mailboxes = ( { " MAILBOX "first_start = 'never'; } );",
     {"x.conf:1 mailboxes.first_start: 'never' is not known here; write 'quiet', 'skip' or 'all'"}},
    {"mailboxes = ( { " MAILBOX "first_start = 1; } );", {"x.conf:1 write 'quiet', 'skip' or"}},
    {"mailboxes = ( { " MAILBOX "crosspost = 'both'; } );", {"x.conf:1 write 'link' or 'each'"}},
    {"mailboxes = ( { " MAILBOX "max_size = 5; } );", {"x.conf:1 from 16384 to"}},
    {"mailboxes = ( { " MAILBOX "max_size = '4 GB'; } );", {"x.conf:1 mailboxes.max_size is out"}},
    {"commands = { transcript = 'never'; };",
     {"x.conf:1 commands.transcript: 'never' is not known here; write 'always', 'changes'"}},
    {"commands = { mode = 5; };", {"x.conf:1 commands.mode takes a text in quotes"}},
    {"commands = { mode = ['a']; };", {"x.conf:1 commands.mode takes a text in quotes"}},
    {"commands = { mode = ''; };", {"x.conf:1 commands.mode is empty"}},
    {"store = { engine = 'mysql'; };", {"x.conf:1 write 'sqlite' or 'postgresql'"}},
    {"surveys = ( { name = 's'; sample = '101%'; } );", {"x.conf:1 takes a percentage"}},
    {"surveys = ( { name = 's'; sample = 101; low = 5; } );",
     {"x.conf:1 surveys.sample is out of range", "x.conf:1 surveys.low is out of range"}},
    {"policies = ( { name = 'p'; first = '1d'; resolve = '1w'; } );",
     {"x.conf:1 policies.first: '1d' is no working time", "x.conf:1 policies.resolve: '1w'"}},
    {"policies = ( { name = 'p'; first = 60; } );", {"x.conf:1 takes working time in quotes"}},
    {"policies = ( { name = 'p'; warn = ['75%', 'soon', '101%']; } );",
     {"x.conf:1 policies.warn: 'soon' is no warning", "x.conf:1 policies.warn: '101%'"}},
    {"policies = ( { name = 'p'; match = 'vip'; } );", {"x.conf:1 policies.match takes a block"}},
    {"calendars = ( { name = 'c'; hours = ['Mon-Fri 09:00-17:00', 'Mo 9:00-17:00']; } );",
     {"x.conf:1 calendars.hours: 'Mo' is no day"}},
    {"calendars = ( { name = 'c'; hours = 'Mon-Fri'; } );",
     {"x.conf:1 calendars.hours: 'Mon-Fri' has no hours"}},
    {"calendars = ( { name = 'c'; hours = 'Mon 9-17'; } );",
     {"x.conf:1 calendars.hours: '9-17' is no span of hours"}},
    {"calendars = ( { name = 'c'; hours = 'Mon 09:00-24:01'; } );",
     {"x.conf:1 calendars.hours: '09:00-24:01' is no span of hours"}},
    {"calendars = ( { name = 'c'; hours = 'Mon 22:00-06:00'; } );",
     {"x.conf:1 calendars.hours: '22:00-06:00' ends before it begins"}},
    {"calendars = ( { name = 'c'; hours = 'Mon 09:00-12:00 11:59-13:00'; } );",
     {"x.conf:1 calendars.hours: '11:59-13:00' begins before the span before it ends"}},
    {"calendars = ( { name = 'c';\nhours = [\n'Mon 09:00-12:00',\n'Mon- 09:00-12:00']; } );",
     {"x.conf:4 calendars.hours: 'Mon-' is no day"}},
    {"calendars = ( { name = 'c'; holidays = ['2026-02-29', '25.12.2026']; } );",
     {"x.conf:1 '2026-02-29' is no date", "x.conf:1 '25.12.2026' is no date"}},
    {"tiers = ( { name = 't'; team = 'support'; accept_within = '1h'; authority = 5; } );",
     {"x.conf:1 tiers.authority takes a block"}},
    {"tiers = ( { name = 't'; team = 'support'; accept_within = '1h'; authority = { refund = "
     "['x']; }; } );",
     {"x.conf:1 'refund' takes one value"}},
};

/* Texts of a wrong shape. */
static const struct broken shapes[] = {
    {"desk = { " DESK " domain = 'http://acme.example'; };", {"x.conf:1 is no domain"}},
    {"desk = { " DESK " domain = 'a@acme.example'; };", {"x.conf:1 is no domain; write it as"}},
    {"desk = { " DESK " domain = 'acme..example'; };", {"x.conf:1 is no domain"}},
    {"desk = { " DESK " domain = '-acme.example'; };", {"x.conf:1 is no domain"}},
    {"desk = { " DESK " domain = 'acme.example.'; };", {"x.conf:1 is no domain"}},
    {"desk = { " DESK " language = 'english'; };",
     {"x.conf:1 desk.language: 'english' is no language; write a tag such as 'en'"}},
    {"desk = { " DESK " language = 'de_DE'; };", {"x.conf:1 is no language"}},
    {"desk = { " DESK " language = 'en-'; };", {"x.conf:1 is no language"}},
    {"desk = { " DESK " timezone = 'Europe/Berln'; };", {"x.conf:1 did you mean 'Europe/Berlin'?"}},
    {"desk = { " DESK " timezone = 'GMT+2'; };", {"x.conf:1 'GMT+2' is no time zone"}},
    {"desk = { " DESK " timezone = 'Etc/Unknown'; };", {"x.conf:1 is no time zone"}},
    {"desk = { " DESK " timezone = 'Middle Earth'; };",
     {"x.conf:1 is no time zone; write an IANA name such as 'Europe/Berlin'"}},
    {"desk = { name = 'A'; tag = 'A B'; admin = 'a@b.example'; secret = '0123456789abcdef'; };",
     {"x.conf:1 desk.tag: 'A B' is no tag"}},
    {"desk = { name = 'A'; tag = '[A]'; admin = 'a@b.example'; secret = '0123456789abcdef'; };",
     {"x.conf:1 is no tag"}},
    {"desk = { name = 'A'; tag = 'A-'; admin = 'a@b.example'; secret = '0123456789abcdef'; };",
     {"x.conf:1 is no tag"}},
    {"desk = { name = 'A'; tag = 'A'; admin = 'root'; secret = '0123456789abcdef'; };",
     {"x.conf:1 desk.admin: 'root' is no address; write 'name@domain'"}},
    {"desk = { name = 'A'; tag = 'A'; admin = []; secret = '0123456789abcdef'; };",
     {"x.conf:1 desk.admin is empty; name at least one"}},
    {"desk = { name = 'A'; tag = 'A'; admin = 'a@b.example'; secret = 'short'; };",
     {"x.conf:1 desk.secret is shorter than 16 signs"}},
    {"desk = { name = 'A'; tag = 'A'; admin = 'a@b.example';\n secret = ['0123456789abcdef',\n "
     "'old']; };",
     {"x.conf:3 desk.secret is shorter than 16 signs"}},
    {"desk = { name = 'A'; tag = 'A'; admin = 'a@b.example'; secret = []; };",
     {"x.conf:1 desk.secret is empty"}},
    {"desk = { name = 'A'; tag = 'A'; admin = 'a@b.example'; secret = 5; };",
     {"x.conf:1 desk.secret takes a secret"}},
    {"mailboxes = ( { name = 'm'; address = 'Support <m@acme.example>'; } );",
     {"x.conf:1 mailboxes.address: 'Support <m@acme.example>' is no address"}},
    {"mailboxes = ( { name = 'm'; address = 'm@'; } );", {"x.conf:1 is no address"}},
    {"mailboxes = ( { name = 'm'; address = 'm@a@acme.example'; } );", {"x.conf:1 is no address"}},
    {"mailboxes = ( { name = 'm'; address = 'm..x@acme.example'; } );", {"x.conf:1 is no address"}},
    {"mailboxes = ( { " MAILBOX "imap = 'mail.acme.example'; password = 'p'; } );",
     {"x.conf:1 is no URL of an IMAP server; write 'imaps://host'"}},
    {"mailboxes = ( { " MAILBOX "imap = 'https://mail.acme.example'; password = 'p'; } );",
     {"x.conf:1 is no URL of an IMAP server"}},
    {"mailboxes = ( { " MAILBOX "imap = 'imaps://u:p@mail.acme.example'; password = 'p'; } );",
     {"x.conf:1 is no URL"}},
    {"mailboxes = ( { " MAILBOX "imap = 'imaps://mail.acme.example/INBOX'; password = 'p'; } );",
     {"x.conf:1 is no URL"}},
    {"mailboxes = ( { " MAILBOX "imap = 'imaps://localhost:99999'; password = 'p'; } );",
     {"x.conf:1 is no URL"}},
    {"relays = ( { name = 'r'; url = 'smtps://'; } );", {"x.conf:1 is no URL of an SMTP server"}},
    {"relays = ( { name = 'r'; url = 'smtp://[::1'; } );", {"x.conf:1 is no URL"}},
    {"mailboxes = ( { " MAILBOX "internal_header = 'X-A: yes'; } );",
     {"x.conf:1 is no header's name"}},
    {"mailboxes = ( { " MAILBOX "border = ['mx one']; } );", {"x.conf:1 'mx one' is no domain"}},
    {"agents = ( " MIA ", { id = 'ann ash'; name = 'A'; email = 'ann@acme.example'; } );",
     {"scenario.conf:28 teams.agents: 'ann' is not in agents",
      "x.conf:1 agents.id: 'ann ash' is no short name"}},
    {"teams = ( { name = 'a\\'b'; agents = ['ann']; } );",
     {"scenario.conf:24 mailboxes.team: 'support' is not in teams", "x.conf:1 is no name"}},
};

/* What is missing, and what does not fit together. */
static const struct broken together[] = {
    {"desk = { };",
     {"x.conf:1 desk.name is missing", "x.conf:1 desk.tag is missing",
      "x.conf:1 desk.secret is missing", "x.conf:1 desk.admin is missing"}},
    {"desk = ();", {"x.conf:1 desk is a block; write desk = { … };"}},
    {"relays = ( );", {"x.conf:1 relays is empty; add at least one"}},
    {"relays = { name = 'r'; };",
     {"x.conf:1 relays is a list of blocks; write relays = ( { … } );"}},
    {"relays = ['a'];", {"x.conf:1 relays takes blocks"}},
    {"relays = 5;", {"x.conf:1 relays is a list of blocks"}},
    {"relays = ( { } );", {"x.conf:1 relays.name is missing", "x.conf:1 relays.url is missing"}},
    {"relays = (\n { name = 'r'; url = 'smtp://localhost'; },\n { name = 'R'; url = "
     "'smtp://localhost'; } );",
     {"x.conf:3 relays.name: 'R' is there twice"}},
    {"relays = ( { name = 'r'; url = 'smtp://localhost'; user = 'u'; } );",
     {"x.conf:1 relays.user has no password"}},
    {"relays = ( { name = 'r'; url = 'smtp://localhost'; password = 'p'; } );",
     {"x.conf:1 relays.password is of no use without user"}},
    {"mailboxes = ( { " MAILBOX "imap = 'imaps://localhost'; } );",
     {"x.conf:1 mailboxes.imap has no password"}},
    {"mailboxes = ( { " MAILBOX "relay = 'rely'; } );",
     {"x.conf:1 mailboxes.relay: 'rely' is not in relays; did you mean 'relay'?"}},
    {"mailboxes = ( { " MAILBOX "\n team = 'sales'; } );",
     {"x.conf:2 mailboxes.team: 'sales' is not in teams; add it there or name another"}},
    {"mailboxes = ( { " MAILBOX "team = 5; } );", {"x.conf:1 mailboxes.team takes a name"}},
    {"mailboxes = ( { " MAILBOX "processed = 'INBOX'; } );",
     {"x.conf:1 mailboxes.processed is the folder that is read"}},
    {"mailboxes = ( { " MAILBOX "},\n { name = 'n'; address = 'M@ACME.example'; } );",
     {"x.conf:2 mailboxes.address: 'M@ACME.example' is already in mailboxes ('m'); one must go"}},
    {"mailboxes = ( { name = 'm'; address = 'ann@acme.example'; } );",
     {"scenario.conf:31 agents.email: 'ann@acme.example' is already in mailboxes ('m')"}},
    {"mailboxes = ( { name = 'm'; address = 'admin@acme.example'; } );",
     {"scenario.conf:11 desk.admin: 'admin@acme.example' is a mailbox of this desk"}},
    {"teams = ( { name = 'support'; agents = ['ann'];  },\n { name = 'b'; agents = ['mia']; } );\n"
     "mailboxes = ( { " MAILBOX "} );",
     {"x.conf:3 mailboxes.team is missing; there are several teams"}},
    {"teams = ( { name = 'support'; agents = ['ann', 'an', 'zoe']; manager = 'mai'; } );",
     {"x.conf:1 teams.agents: 'an' is not in agents; did you mean 'ann'?",
      "x.conf:1 teams.agents: 'zoe' is not in agents; add it",
      "x.conf:1 teams.manager: 'mai' is not in agents; did you mean 'mia'?"}},
    {"teams = ( { name = 'support'; agents = ['ann', 'ann']; } );",
     {"x.conf:1 teams.agents: 'ann' is there twice"}},
    {"teams = ( { name = 'support'; } );", {"x.conf:1 teams.agents nobody is in this team"}},
    {"agents = ( " ANN ",\n " MIA ",\n { id = 'Ann'; name = 'A'; email = 'a@acme.example'; } );",
     {"x.conf:3 agents.id: 'Ann' is there twice"}},
    {"agents = ( " ANN ",\n " MIA ",\n { id = 'bo'; name = 'B'; email = 'bo@acme.example';\n "
     "addresses = ['MIA@acme.example']; } );",
     {"x.conf:4 agents.addresses: 'MIA@acme.example' is already in agents ('mia')"}},
    {"agents = ( " ANN ", " MIA ", { id = 'clock'; name = 'C'; email = 'c@acme.example'; } );",
     {"x.conf:1 agents.id: 'clock' is what the journal calls something else"}},
    {"agents = ( " ANN ", " MIA ", { id = 'bo'; } );",
     {"x.conf:1 agents.name is missing", "x.conf:1 agents.email is missing"}},
    {"agents = ( " ANN ", " MIA ", { id = 'bo'; name = 'B'; email = 'bo@acme.example'; hours = "
     "'office'; } );",
     {"x.conf:1 agents.hours: 'office' is not in calendars"}},
    {"agents = ( " ANN ", " MIA ", { id = 'bo'; name = 'B'; email = 'bo@acme.example'; keys = "
     "'bo.asc'; } );",
     {"x.conf:1 agents.keys: '/nowhere/bo.asc' can't be read"}},
    {"commands = { address = 'ann@acme.example'; };",
     {"x.conf:1 commands.address: 'ann@acme.example' is already in agents ('ann')"}},
    {"desk = { " DESK " alert_relay = 'second'; };",
     {"x.conf:1 desk.alert_relay: 'second' is not in relays"}},
    {"store = { engine = 'postgresql'; };", {"x.conf:1 store.dsn is missing"}},
    {"store = { dsn = 'dbname=x'; };", {"x.conf:1 store.dsn is for the engine 'postgresql'"}},
    {"store = { engine = 'postgresql';\n dsn = 'dbname=x';\n path = 'x.db'; };",
     {"x.conf:3 store.path is for the engine 'sqlite'"}},
    {"closing = { pending_warn = '5d'; };", {"x.conf:1 warns of a closing that never comes"}},
    {"closing = { pending_warn = '5d'; pending = '5d'; };", {"x.conf:1 must be shorter"}},
    {"policies = ( { first = '1h'; } );", {"x.conf:1 policies.name is missing"}},
    {"policies = ( { name = 'p'; calendar = 'c'; } );",
     {"x.conf:1 policies.calendar: 'c' is not in calendars"}},
    {"tiers = ( { name = 't'; accept_within = '1h'; } );",
     {"x.conf:1 tiers.members nobody is in this tier"}},
    {"tiers = ( { name = 't'; accept_within = '1h'; members = ['zed']; } );",
     {"x.conf:1 'zed' is not in agents"}},
    {"tiers = ( { name = 't'; team = 'support'; } );",
     {"x.conf:1 tiers.accept_within this tier has no target"}},
    {"tiers = ( { name = 't'; team = 'support'; accept_within = '1h'; next = 'u'; } );",
     {"x.conf:1 tiers.next this tier has no way up: there is no tier 'u'"}},
    {"tiers = ( { name = 't'; team = 'support'; accept_within = '1h'; },\n"
     " { name = 'u'; team = 'support'; accept_within = '1h'; next = 't'; } );",
     {"x.conf:2 tiers.next this tier has no way up: 't' does not come after it"}},
    {"tiers = ( { name = 't'; team = 'support'; accept_within = '1h'; next = 't'; } );",
     {"x.conf:1 tiers.next this tier has no way up: 't' does not come after it"}},
    {"escalation = { clocks = ['third']; };", {"x.conf:1 escalation.clocks: 'third' is not known"}},
    {"escalation = { signals = ['joy']; };", {"x.conf:1 escalation.signals: 'joy' is not known"}},
    {"escalation = { owner = 'zed'; };", {"x.conf:1 'zed' is not in agents"}},
    {"categories = ( { name = 'c'; team = 'x'; } );", {"x.conf:1 'x' is not in teams"}},
    {"customers = { csv = 'none.csv'; };", {"x.conf:1 '/nowhere/none.csv' can't be read"}},
    {"templates = 'none';", {"x.conf:1 templates: '/nowhere/none' can't be read"}},
    {"templates = '/etc/passwd';", {"x.conf:1 templates: '/etc/passwd' is no folder"}},
    {"mailboxes = ( { " MAILBOX "ca_file = '/etc'; } );", {"x.conf:1 '/etc' is no file"}},
    {"mailboxes = ( { " MAILBOX "password = { }; } );", {"x.conf:1 takes a secret"}},
    {"mailboxes = ( { " MAILBOX "password = { fiel = 'x'; }; } );",
     {"x.conf:1 mailboxes.password: 'fiel' is not known; did you mean 'file'?"}},
    {"mailboxes = ( { " MAILBOX "password = { file = 'x'; command = ['y']; }; } );",
     {"x.conf:1 takes a secret"}},
    {"mailboxes = ( { " MAILBOX "password = { file = 'none'; }; } );",
     {"x.conf:1 mailboxes.password.file: '/nowhere/none' can't be read"}},
    {"mailboxes = ( { " MAILBOX "password = { command = 'pass show x'; }; } );",
     {"x.conf:1 mailboxes.password.command takes a program and its arguments"}},
    {"mailboxes = ( { " MAILBOX "password = { command = ['./none']; }; } );",
     {"x.conf:1 '/nowhere/./none' can't be run"}},
    {"mailboxes = ( { " MAILBOX "password = { credential = '../x'; }; } );",
     {"x.conf:1 is no credential's name"}},
    {"mailboxes = ( { " MAILBOX "password = 5; } );", {"x.conf:1 takes a secret"}},
    {"mailboxes = ( { " MAILBOX "password = ''; } );", {"x.conf:1 mailboxes.password is empty"}},
};

/* Everything at once: nothing hides behind another, and all is told by line. */
static const struct broken many[] = {
    {"limits = {\n burst = 0;\n parts = 'x';\n};\nclosing = { reopen = 30d; };\nfoo = 1;\n"
     "relays = ( { name = 'r'; url = 'x'; } );\n",
     {"x.conf:2 limits.burst is out of range", "x.conf:3 limits.parts takes a whole number",
      "x.conf:5 write '30d'", "x.conf:6 'foo' is not known", "x.conf:7 is no URL"}},
    {"limits = {\n burst = 1;\n burst = 2;\n};\nx = {\n/* ",
     {"x.conf:3 set twice", "x.conf:6 comment is never closed"}},
};

#define BROKEN_TEST(table)                                                                         \
	START_TEST(broken_##table)                                                                 \
	{                                                                                          \
		struct confs confs;                                                                \
                                                                                                   \
		confs_load(&confs, table[_i].text);                                                \
		confs_expect(&confs, table[_i].expected);                                          \
		confs_release(&confs);                                                             \
	}                                                                                          \
	END_TEST

BROKEN_TEST(syntax)
BROKEN_TEST(names)
BROKEN_TEST(values)
BROKEN_TEST(shapes)
BROKEN_TEST(together)
BROKEN_TEST(many)

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *conf_broken_suite(void)
{
	Suite *suite = suite_create("conf broken");
	TCase *cases = tcase_create("broken");

	tcase_add_loop_test(cases, broken_syntax, 0, COUNT(syntax));
	tcase_add_loop_test(cases, broken_names, 0, COUNT(names));
	tcase_add_loop_test(cases, broken_values, 0, COUNT(values));
	tcase_add_loop_test(cases, broken_shapes, 0, COUNT(shapes));
	tcase_add_loop_test(cases, broken_together, 0, COUNT(together));
	tcase_add_loop_test(cases, broken_many, 0, COUNT(many));
	suite_add_tcase(suite, cases);
	return suite;
}
