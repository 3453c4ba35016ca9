-- The tables, version 1, for SQLite. Change this file and schema_postgresql.sql together; a store
-- that exists is changed by a step in store_migrate.c.
--
-- Times are microseconds since 1970 UTC, NULL for none. A column ..._key is what is compared: an
-- address folded, and short enough for an index. Ids of rows that belong to a parent row and are
-- few (deliveries, parts) are the parent's id times 4096 plus their place, so that the primary key
-- finds them by parent, in order.

PRAGMA application_id = 1332568676;

CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Numbers without gaps: the next one is taken in the transaction that uses it.
CREATE TABLE counter (
	name  TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO counter (name, value) VALUES ('ticket', 0), ('outbox', 0);

CREATE TABLE mailbox (
	id            INTEGER PRIMARY KEY,
	name          TEXT NOT NULL UNIQUE,
	first_seen_us INTEGER NOT NULL,
	has_quiet     INTEGER NOT NULL DEFAULT 0,
	uidvalidity   INTEGER NOT NULL DEFAULT 0,
	last_uid      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE contact (
	id            INTEGER PRIMARY KEY,
	email         TEXT NOT NULL,
	email_key     TEXT NOT NULL,
	name          TEXT NOT NULL,
	language      TEXT,
	away_until_us INTEGER,
	created_us    INTEGER NOT NULL
) STRICT;

CREATE TABLE contact_address (
	email_key TEXT PRIMARY KEY,
	contact   INTEGER NOT NULL REFERENCES contact (id),
	email     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_address_by_contact ON contact_address (contact);

-- Addresses that get no mail of ours.
CREATE TABLE suppression (
	email_key TEXT PRIMARY KEY,
	email     TEXT NOT NULL,
	reason    TEXT NOT NULL,
	at_us     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agent (
	id            TEXT PRIMARY KEY,
	live_tickets  INTEGER NOT NULL DEFAULT 0,
	assigned_us   INTEGER,
	away_until_us INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
	number          INTEGER PRIMARY KEY,
	mailbox         TEXT NOT NULL,
	status          TEXT NOT NULL,
	priority        TEXT NOT NULL,
	team            TEXT NOT NULL,
	owner           TEXT,
	tier            TEXT,
	category        TEXT,
	language        TEXT NOT NULL,
	subject         TEXT NOT NULL,
	tags            TEXT NOT NULL,
	requester       INTEGER REFERENCES contact (id),
	answer_to       TEXT,
	merged_into     INTEGER REFERENCES ticket (number),
	created_us      INTEGER NOT NULL,
	changed_us      INTEGER NOT NULL,
	status_us       INTEGER NOT NULL,
	messages        INTEGER NOT NULL,
	last_message_id TEXT,
	last_references TEXT,
	clocks          TEXT
) STRICT;

CREATE INDEX ticket_by_requester ON ticket (requester, number);
CREATE INDEX ticket_by_category ON ticket (category, created_us) WHERE category IS NOT NULL;
-- Those that are to be worked on: few, however many there were.
CREATE INDEX ticket_live ON ticket (owner, number) WHERE status <> 'solved' AND status <> 'closed';

CREATE TABLE participant (
	ticket  INTEGER NOT NULL REFERENCES ticket (number),
	place   INTEGER NOT NULL,
	role    TEXT NOT NULL,
	contact INTEGER REFERENCES contact (id),
	email   TEXT NOT NULL,
	name    TEXT NOT NULL,
	agent   TEXT,
	PRIMARY KEY (ticket, place)
) STRICT, WITHOUT ROWID;

-- Named values of a ticket; nothing is looked up by them but its escalation owner.
CREATE TABLE ticket_field (
	ticket INTEGER NOT NULL REFERENCES ticket (number),
	name   TEXT NOT NULL,
	value  TEXT NOT NULL,
	PRIMARY KEY (ticket, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_field_incident ON ticket_field (ticket) WHERE name = 'incident';
CREATE INDEX ticket_field_parent ON ticket_field (value, ticket) WHERE name = 'parent';
CREATE INDEX ticket_field_overseer ON ticket_field (value, ticket)
	WHERE name = 'escalation_owner';

CREATE TABLE message (
	id             INTEGER PRIMARY KEY,
	ticket         INTEGER NOT NULL REFERENCES ticket (number),
	mailbox        TEXT NOT NULL,
	at_us          INTEGER NOT NULL,
	author         TEXT NOT NULL,
	agent          TEXT,
	contact        INTEGER REFERENCES contact (id),
	is_public      INTEGER NOT NULL,
	date_us        INTEGER,
	message_id_key TEXT,
	from_key       TEXT NOT NULL,
	from_name      TEXT NOT NULL,
	recipients     TEXT NOT NULL,
	subject        TEXT NOT NULL,
	words          TEXT NOT NULL,
	fingerprint    TEXT,
	undo           TEXT
) STRICT;

CREATE INDEX message_by_ticket ON message (ticket, id);
CREATE INDEX message_by_message_id ON message (message_id_key) WHERE message_id_key IS NOT NULL;

-- Where each part stands in the raw mail; its bytes are not kept twice.
CREATE TABLE message_part (
	id         INTEGER PRIMARY KEY,
	message    INTEGER NOT NULL REFERENCES message (id),
	name       TEXT NOT NULL,
	type       TEXT NOT NULL,
	encoding   TEXT NOT NULL,
	content_id TEXT,
	size       INTEGER NOT NULL,
	raw_offset INTEGER NOT NULL,
	raw_len    INTEGER NOT NULL,
	sha256     TEXT NOT NULL,
	is_inline  INTEGER NOT NULL
) STRICT;

CREATE TABLE message_raw (
	message INTEGER PRIMARY KEY REFERENCES message (id),
	packed  BLOB NOT NULL
) STRICT;

-- What was taken from a mailbox. Mails without a UID (delivered by hand) have uidvalidity 0 and
-- numbers of their own.
CREATE TABLE intake_ledger (
	mailbox     INTEGER NOT NULL REFERENCES mailbox (id),
	uidvalidity INTEGER NOT NULL,
	uid         INTEGER NOT NULL,
	fingerprint TEXT,
	outcome     TEXT NOT NULL,
	reason      TEXT,
	ticket      INTEGER REFERENCES ticket (number),
	message     INTEGER REFERENCES message (id),
	taken_us    INTEGER NOT NULL,
	is_filed    INTEGER NOT NULL,
	PRIMARY KEY (mailbox, uidvalidity, uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX ledger_by_fingerprint ON intake_ledger (mailbox, fingerprint)
	WHERE fingerprint IS NOT NULL;
CREATE INDEX ledger_unfiled ON intake_ledger (mailbox, uidvalidity, uid) WHERE is_filed = 0;

CREATE TABLE journal (
	id        INTEGER PRIMARY KEY,
	ticket    INTEGER REFERENCES ticket (number),
	at_us     INTEGER NOT NULL,
	event     TEXT NOT NULL,
	author    TEXT NOT NULL,
	rule      TEXT,
	old_value TEXT,
	new_value TEXT,
	arguments TEXT
) STRICT;

CREATE INDEX journal_by_ticket ON journal (ticket, id);
CREATE INDEX journal_refused ON journal (new_value, at_us) WHERE event = 'refused';
CREATE INDEX journal_told ON journal (new_value, id)
	WHERE event = 'mail' AND arguments = 'template=refused';
CREATE INDEX journal_quarantined ON journal (id) WHERE event = 'quarantined';
CREATE INDEX journal_told_quarantine ON journal (id)
	WHERE event = 'mail' AND arguments = 'template=quarantine';

-- One a ticket and kind; ticket is NULL where it belongs to the desk as a whole.
CREATE TABLE deadline (
	id     INTEGER PRIMARY KEY,
	ticket INTEGER REFERENCES ticket (number),
	kind   TEXT NOT NULL,
	due_us INTEGER NOT NULL,
	data   TEXT
) STRICT;

CREATE UNIQUE INDEX deadline_kind ON deadline (COALESCE(ticket, 0), kind);
-- What agents offered customers: given (within their authority), pending, approved, denied, expired.
-- amount is in minor units of its currency.
CREATE TABLE offer (
	id         INTEGER PRIMARY KEY,
	ticket     INTEGER NOT NULL REFERENCES ticket (number),
	agent      TEXT NOT NULL,
	kind       TEXT NOT NULL,
	amount     INTEGER NOT NULL,
	currency   TEXT NOT NULL,
	policy     TEXT,
	reason     TEXT NOT NULL,
	state      TEXT NOT NULL,
	made_us    INTEGER NOT NULL,
	approver   TEXT,
	decided_us INTEGER,
	verdict    TEXT,
	words      TEXT NOT NULL,
	has_files  INTEGER NOT NULL,
	message    INTEGER REFERENCES message (id)
) STRICT;

CREATE INDEX offer_by_ticket ON offer (ticket, id);
CREATE INDEX offer_by_time ON offer (made_us);

-- Each time that a customer was told: open, kept, broken, renewed, void.
CREATE TABLE promise (
	id         INTEGER PRIMARY KEY,
	ticket     INTEGER NOT NULL REFERENCES ticket (number),
	kind       TEXT NOT NULL,
	author     TEXT NOT NULL,
	made_us    INTEGER NOT NULL,
	until_us   INTEGER NOT NULL,
	state      TEXT NOT NULL,
	settled_us INTEGER,
	delays     INTEGER NOT NULL
) STRICT;

CREATE INDEX promise_open ON promise (ticket) WHERE state = 'open';
CREATE INDEX promise_settled ON promise (settled_us) WHERE settled_us IS NOT NULL;

CREATE INDEX deadline_due ON deadline (due_us, ticket, id);

CREATE TABLE outbox (
	id             INTEGER PRIMARY KEY,
	ticket         INTEGER REFERENCES ticket (number),
	mailbox        TEXT NOT NULL,
	relay          TEXT NOT NULL,
	template_name  TEXT NOT NULL,
	audience       TEXT NOT NULL,
	agent          TEXT,
	is_auto        INTEGER NOT NULL,
	priority       INTEGER NOT NULL,
	message_id     TEXT NOT NULL,
	envelope_from  TEXT NOT NULL,
	head           TEXT NOT NULL,
	subject        TEXT NOT NULL,
	text_part      TEXT NOT NULL,
	html_part      TEXT,
	attachments_of INTEGER REFERENCES message (id),
	created_us     INTEGER NOT NULL,
	not_before_us  INTEGER,
	message        INTEGER REFERENCES message (id)
) STRICT;

CREATE INDEX outbox_by_ticket ON outbox (ticket);

-- One envelope recipient of an outbox row. state: ready (may be leased now), waiting (becomes ready
-- at due_us: put off, to be tried again, or leased until then), held (until the admin releases it),
-- sent, failed, bounced, suppressed.
-- auto_key is set for automatic mail alone: what went to an address lately.
CREATE TABLE delivery (
	id           INTEGER PRIMARY KEY,
	outbox       INTEGER NOT NULL REFERENCES outbox (id),
	recipient    TEXT NOT NULL,
	auto_key     TEXT,
	relay        TEXT NOT NULL,
	priority     INTEGER NOT NULL,
	created_us   INTEGER NOT NULL,
	state        TEXT NOT NULL,
	due_us       INTEGER NOT NULL,
	attempts     INTEGER NOT NULL DEFAULT 0,
	settled_us   INTEGER,
	answer       TEXT,
	lease_holder TEXT,
	fence        INTEGER NOT NULL DEFAULT 0,
	unsettled    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX delivery_ready ON delivery (relay, priority, id) WHERE state = 'ready';
CREATE INDEX delivery_waiting ON delivery (due_us) WHERE state = 'waiting';
CREATE INDEX delivery_held ON delivery (id) WHERE state = 'held';
CREATE INDEX delivery_auto ON delivery (auto_key, created_us) WHERE auto_key IS NOT NULL;

-- Automatic customer mails of a mailbox by minute (the minute that ends at minute * 60 s).
CREATE TABLE tally (
	mailbox TEXT NOT NULL,
	minute  INTEGER NOT NULL,
	mails   INTEGER NOT NULL,
	PRIMARY KEY (mailbox, minute)
) STRICT, WITHOUT ROWID;

-- The tickets that a mail lists which belongs to none of its own, or to several: its agent has a
-- token for each of them.
CREATE TABLE outbox_ticket (
	outbox INTEGER NOT NULL REFERENCES outbox (id),
	ticket INTEGER NOT NULL REFERENCES ticket (number),
	PRIMARY KEY (outbox, ticket)
) STRICT, WITHOUT ROWID;

-- What waits for its agent's word: outbox is the mail that asks for it, message the mail that is
-- held.
CREATE TABLE challenge (
	outbox     INTEGER PRIMARY KEY REFERENCES outbox (id),
	message    INTEGER NOT NULL REFERENCES message (id),
	is_control INTEGER NOT NULL,
	expires_us INTEGER NOT NULL,
	settled_us INTEGER
) STRICT;

-- Signatures that proved a mail: each one does so once.
CREATE TABLE signature (
	digest   TEXT PRIMARY KEY,
	taken_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Questions that were sent to one person: a survey, a follow-up, a debrief. kind is the mail's
-- template; agent is NULL where it went to the ticket's customer.
CREATE TABLE survey (
	id         INTEGER PRIMARY KEY,
	kind       TEXT NOT NULL,
	name       TEXT NOT NULL,
	ticket     INTEGER REFERENCES ticket (number),
	contact    INTEGER REFERENCES contact (id),
	agent      TEXT,
	sent_us    INTEGER NOT NULL,
	first_us   INTEGER,
	is_thanked INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX survey_by_ticket ON survey (ticket, id);
CREATE INDEX survey_by_contact ON survey (contact, sent_us) WHERE contact IS NOT NULL;

-- The mails about a survey: a reply to one of them answers it.
CREATE TABLE survey_mail (
	outbox INTEGER PRIMARY KEY REFERENCES outbox (id),
	survey INTEGER NOT NULL REFERENCES survey (id)
) STRICT;

-- All answers are kept; is_current says which one counts. One without a name has neither survey nor
-- moment.
CREATE TABLE answer (
	id         INTEGER PRIMARY KEY,
	survey     INTEGER REFERENCES survey (id),
	kind       TEXT NOT NULL,
	name       TEXT NOT NULL,
	question   TEXT NOT NULL,
	score      INTEGER,
	words      TEXT NOT NULL,
	is_current INTEGER NOT NULL,
	at_us      INTEGER
) STRICT;

CREATE INDEX answer_by_survey ON answer (survey, question) WHERE survey IS NOT NULL;
CREATE INDEX answer_by_moment ON answer (at_us) WHERE at_us IS NOT NULL;

-- Surveys that were answered without a name, by a mark that only the desk's secret makes.
CREATE TABLE survey_spent (
	mark TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Who wants none of these any more, for ever: "surveys" (and follow-ups), "pulse", "praise". It
-- outlives the data of the person, so the address is a digest.
CREATE TABLE optout (
	email_sha256 TEXT NOT NULL,
	kind         TEXT NOT NULL,
	at_us        INTEGER NOT NULL,
	PRIMARY KEY (email_sha256, kind)
) STRICT, WITHOUT ROWID;

-- What the look-up of customers answered (JSON; NULL: it failed), and until when that is good.
CREATE TABLE customer (
	email_key TEXT PRIMARY KEY,
	answer    TEXT,
	until_us  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
	id          INTEGER PRIMARY KEY,
	mailbox     TEXT NOT NULL,
	uidvalidity INTEGER NOT NULL,
	uid         INTEGER NOT NULL,
	reason      TEXT NOT NULL,
	sender      TEXT NOT NULL,
	subject     TEXT NOT NULL,
	at_us       INTEGER NOT NULL,
	packed      BLOB NOT NULL
) STRICT;
