#include "conf/schema.h"

#include <string.h>

#include "base/clock.h"
#include "conf/conf.h"

#define AT(type, member)                                                                           \
	.offset = offsetof(struct type, member), .size = sizeof(((struct type *)0)->member)
#define KEYS(table) .keys = (table), .key_count = sizeof(table) / sizeof *(table)
#define LIST(type, items, count)                                                                   \
	.form = BLOCK_LIST, .offset = offsetof(struct conf, items), .size = sizeof(struct type),   \
	.count_offset = offsetof(struct conf, count)
#define GROUP(member)   .form = BLOCK_GROUP, .offset = offsetof(struct conf, member)
#define RANGE(from, to) .least = (from), .most = (to)

#define YEARS_US (3660 * DAY_US)
#define MEGABYTE INT64_C(1048576)

/* clang-format off */

static const struct key top_keys[] = {
	{"templates", KEY_FOLDER, AT(conf, templates),
	 .help = "folder whose mail templates go before the built-in ones"},
};

static const struct key desk_keys[] = {
	{"name", KEY_NAME, AT(conf_desk, name), .is_required = true,
	 .help = "what customers know you as"},
	{"domain", KEY_DOMAIN, AT(conf_desk, domain),
	 .help = "the desk's own mail domain; that of the first mailbox where not set"},
	{"tag", KEY_TAG, AT(conf_desk, tag), .is_required = true,
	 .help = "stands with the ticket's number in subjects: [ACME-123]"},
	{"secret", KEY_SECRETS, AT(conf_desk, secrets), .is_required = true,
	 .help = "makes the tokens that tie mails to tickets; of a list the first makes, all are accepted"},
	{"language", KEY_LANGUAGE, AT(conf_desk, language), .fallback = "en",
	 .help = "of mails where nothing nearer says another"},
	{"timezone", KEY_TIMEZONE, AT(conf_desk, timezone), .fallback = "Etc/UTC",
	 .help = "of times in mails"},
	{"admin", KEY_ADDRESS, AT(conf_desk, admin), .is_list = true, .is_required = true,
	 .help = "who gets alerts and what nobody else could take"},
	{"gnupg", KEY_PATH, AT(conf_desk, gnupg),
	 .help = "folder where GnuPG keeps agents' keys; \"gnupg\" beside the database where not set"},
	{"alert_relay", KEY_NAME_OF, AT(conf_desk, alert_relay), .target = "relays",
	 .help = "the relay for alerts; that of the first mailbox where not set"},
};

static const char *const engines[] = {"sqlite", "postgresql", NULL};

static const struct key store_keys[] = {
	{"engine", KEY_CHOICE, AT(conf_store, engine), .choices = engines, .fallback = "sqlite",
	 .help = "what keeps tickets and mails"},
	{"path", KEY_PATH, AT(conf_store, location), .fallback = "/var/lib/ombud/ombud.db",
	 .help = "SQLite: the database file, on a local disk"},
	{"dsn", KEY_TEXT, AT(conf_store, location),
	 .help = "PostgreSQL: a connection string of libpq"},
};

static const char *const bounces[] = {"mailbox", "plus", "null", NULL};

static const struct key relay_keys[] = {
	{"name", KEY_NAME, AT(conf_relay, name), .is_required = true,
	 .help = "for mailboxes.relay and the log"},
	{"url", KEY_SMTP_URL, AT(conf_relay, url), .is_required = true,
	 .help = "smtps://host[:port], or smtp:// with STARTTLS"},
	{"user", KEY_TEXT, AT(conf_relay, user),
	 .help = "login; none where not set"},
	{"password", KEY_SECRET, AT(conf_relay, password),
	 .help = "a secret; needed with user"},
	{"bounce", KEY_CHOICE, AT(conf_relay, bounce), .choices = bounces, .fallback = "mailbox",
	 .help = "envelope sender: the mailbox, its plus-address with a token, or none"},
	{"connections", KEY_NUMBER, AT(conf_relay, connections), .fallback = "2", RANGE(1, 100),
	 .help = "at most so many at a time"},
	{"per_minute", KEY_NUMBER, AT(conf_relay, per_minute), .fallback = "0", RANGE(0, 1000000),
	 .help = "mails a minute; 0: no limit"},
	{"per_day", KEY_NUMBER, AT(conf_relay, per_day), .fallback = "0", RANGE(0, 100000000),
	 .help = "mails a day; 0: no limit"},
	{"ca_file", KEY_FILE, AT(conf_relay, ca_file),
	 .help = "certificates to trust in place of the system's"},
};

static const char *const crossposts[] = {"link", "each", NULL};
static const char *const first_starts[] = {"quiet", "skip", "all", NULL};

static const struct key mailbox_keys[] = {
	{"name", KEY_NAME, AT(conf_mailbox, name), .is_required = true,
	 .help = "for policies, commands and the log"},
	{"address", KEY_ADDRESS, AT(conf_mailbox, address), .is_required = true,
	 .help = "where customers write to; answers come from it"},
	{"display_name", KEY_TEXT, AT(conf_mailbox, display_name),
	 .help = "in From of its mails; the desk's name where not set"},
	{"imap", KEY_IMAP_URL, AT(conf_mailbox, imap),
	 .help = "imaps://host[:port], or imap:// with STARTTLS; without it nothing is fetched"},
	{"user", KEY_TEXT, AT(conf_mailbox, user),
	 .help = "login; the address where not set"},
	{"mailbox_user", KEY_TEXT, AT(conf_mailbox, mailbox_user),
	 .help = "whose mailbox, where it is not the login's own"},
	{"password", KEY_SECRET, AT(conf_mailbox, password),
	 .help = "a secret; needed with imap"},
	{"folder", KEY_TEXT, AT(conf_mailbox, folder), .fallback = "INBOX",
	 .help = "the folder that is read"},
	{"processed", KEY_TEXT, AT(conf_mailbox, processed),
	 .help = "folder for mails that were taken; without it they stay, flagged as seen"},
	{"ca_file", KEY_FILE, AT(conf_mailbox, ca_file),
	 .help = "certificates to trust in place of the system's"},
	{"poll", KEY_DURATION, AT(conf_mailbox, poll_us), .fallback = "60s", RANGE(SECOND_US, DAY_US),
	 .help = "between looks, where the server has no IDLE"},
	{"relay", KEY_REF, AT(conf_mailbox, relay), .target = "relays",
	 .help = "sends its mails; the first relay where not set"},
	{"team", KEY_REF, AT(conf_mailbox, team), .target = "teams",
	 .help = "gets its tickets; may be left out where there is one team"},
	{"plus", KEY_BOOL, AT(conf_mailbox, plus), .fallback = "true",
	 .help = "address+detail@domain comes here too"},
	{"authserv_id", KEY_TEXT, AT(conf_mailbox, authserv_id),
	 .help = "whose Authentication-Results are believed; \"microsoft\": lines without an id"},
	{"border", KEY_DOMAIN, AT(conf_mailbox, border), .is_list = true,
	 .help = "hosts, or ends of their names, of every mail server of your own"},
	{"internal_header", KEY_HEADER, AT(conf_mailbox, internal_header),
	 .help = "a header that your border strips from strangers' mails"},
	{"join_cc", KEY_BOOL, AT(conf_mailbox, join_cc), .fallback = "false",
	 .help = "whoever is in copy of a customer's mail takes part at once"},
	{"forms", KEY_ADDRESS, AT(conf_mailbox, forms), .is_list = true,
	 .help = "senders of web forms, whose Reply-To is the customer"},
	{"spam", KEY_TEXT, AT(conf_mailbox, spam), .is_list = true,
	 .help = "headers of your spam filter, as \"Name: value\" with globs, whose mail goes to quarantine"},
	{"language", KEY_LANGUAGE, AT(conf_mailbox, language),
	 .help = "of its mails; the desk's where not set"},
	{"scope", KEY_PROSE, AT(conf_mailbox, scope),
	 .help = "in acknowledgements: what this desk can and can't do"},
	{"crosspost", KEY_CHOICE, AT(conf_mailbox, crosspost), .choices = crossposts, .fallback = "link",
	 .help = "a mail that came to another mailbox too: noted there, or a ticket of its own"},
	{"first_start", KEY_CHOICE, AT(conf_mailbox, first_start), .choices = first_starts, .fallback = "quiet",
	 .help = "mails older than the first look: up to 14 days without acknowledgement, none, or all"},
	{"max_size", KEY_SIZE, AT(conf_mailbox, max_size), .fallback = "50 MB", RANGE(16384, 2047 * MEGABYTE),
	 .help = "of a mail; of larger ones only the headers are read"},
};

static const char *const notifies[] = {"owner", "all", NULL};

static const struct key team_keys[] = {
	{"name", KEY_NAME, AT(conf_team, name), .is_required = true,
	 .help = "for mailboxes.team, commands and reports"},
	{"agents", KEY_REFS, AT(conf_team, agents), .count_offset = offsetof(struct conf_team, agent_count),
	 .target = "agents", .help = "ids; the order decides where all else is equal"},
	{"manager", KEY_REF, AT(conf_team, manager), .target = "agents",
	 .help = "id of who gets what nobody of the team can take"},
	{"notify", KEY_CHOICE, AT(conf_team, notify_all), .choices = notifies, .fallback = "owner",
	 .help = "who gets the mail of a new ticket"},
};

static const char *const update_needs[] = {"did", "next", "when", NULL};
static const char *const transcripts[] = {"always", "changes", "errors", NULL};

static const struct key agent_keys[] = {
	{"id", KEY_ID, AT(conf_agent, id), .is_required = true,
	 .help = "short name, for commands and the journal"},
	{"name", KEY_NAME, AT(conf_agent, name), .is_required = true,
	 .help = "what customers and colleagues see"},
	{"email", KEY_ADDRESS, AT(conf_agent, email), .is_required = true,
	 .help = "where mail to them goes; customers never see it"},
	{"addresses", KEY_ADDRESS, AT(conf_agent, addresses), .is_list = true,
	 .help = "others that they write from"},
	{"roles", KEY_ID, AT(conf_agent, roles), .is_list = true,
	 .help = "names of roles: what they may do; all day-to-day work where not set"},
	{"limits", KEY_PAIRS, AT(conf_agent, limits),
	 .help = "what they may do up to, by command"},
	{"keys", KEY_PGP_KEY, AT(conf_agent, keys), .is_list = true,
	 .help = "fingerprints or files of the keys that prove a mail to be theirs"},
	{"language", KEY_LANGUAGE, AT(conf_agent, language),
	 .help = "of mails to them; the desk's where not set"},
	{"timezone", KEY_TIMEZONE, AT(conf_agent, timezone),
	 .help = "of times in mails to them; the desk's where not set"},
	{"hours", KEY_NAME_OF, AT(conf_agent, hours), .target = "calendars",
	 .help = "the calendar of their working hours"},
	{"transcript", KEY_TEXT, AT(conf_agent, transcript), .choices = transcripts,
	 .help = "when they get the results of their commands; as commands.transcript where not set"},
	{"digest", KEY_TEXT, AT(conf_agent, digest),
	 .help = "when they get their queue by mail, by their own clock; never, where not set"},
};

static const struct key role_keys[] = {
	{"name", KEY_ID, AT(conf_role, name), .is_required = true,
	 .help = "for agents.roles"},
	{"commands", KEY_TEXT, AT(conf_role, commands), .is_list = true,
	 .help = "what its agents may change by; \"*\" for all day-to-day commands, as where not set"},
	{"teams", KEY_REFS, AT(conf_role, teams.items), .count_offset = offsetof(struct conf_role, teams.count),
	 .target = "teams", .help = "whose tickets its agents may change; all where not set"},
};

static const struct key closing_keys[] = {
	{"pending_warn", KEY_DURATION, AT(conf_closing, pending_warn_us), RANGE(0, YEARS_US),
	 .help = "a pending ticket's customer is warned after this"},
	{"pending", KEY_DURATION, AT(conf_closing, pending_us), RANGE(0, YEARS_US),
	 .help = "a pending ticket is closed after this"},
	{"solved", KEY_DURATION, AT(conf_closing, solved_us), RANGE(0, YEARS_US),
	 .help = "a solved ticket is closed after this"},
	{"reopen", KEY_DURATION, AT(conf_closing, reopen_us), .fallback = "30d", RANGE(0, YEARS_US),
	 .help = "a mail to a closed ticket opens it again within this, later a new one"},
};

static const struct key limit_keys[] = {
	{"auto_per_sender_day", KEY_NUMBER, AT(conf_limits, auto_per_sender_day), .fallback = "5", RANGE(0, 1000000),
	 .help = "automatic mails to one sender in 24 hours"},
	{"auto_per_ticket", KEY_NUMBER, AT(conf_limits, auto_per_ticket), .fallback = "1", RANGE(0, 1000000),
	 .help = "acknowledgements of one ticket"},
	{"auto_per_mailbox_hour", KEY_NUMBER, AT(conf_limits, auto_per_mailbox_hour), .fallback = "2000", RANGE(0, 100000000),
	 .help = "automatic mails to customers of one mailbox in an hour"},
	{"burst", KEY_NUMBER, AT(conf_limits, burst), .fallback = "1000", RANGE(1, 100000000),
	 .help = "mails to customers in one pass; the rest waits for the admin's word"},
	{"incident_per_minute", KEY_NUMBER, AT(conf_limits, incident_per_minute), .fallback = "100", RANGE(1, 1000000),
	 .help = "customers who get an incident's update in a minute"},
	{"header_block", KEY_SIZE, AT(conf_limits, header_block), .fallback = "256 KB", RANGE(4096, 16 * MEGABYTE),
	 .help = "bytes of all headers of a mail that are read"},
	{"header_line", KEY_SIZE, AT(conf_limits, header_line), .fallback = "64 KB", RANGE(1024, 16 * MEGABYTE),
	 .help = "bytes of one header that are read"},
	{"comment_depth", KEY_NUMBER, AT(conf_limits, comment_depth), .fallback = "10", RANGE(1, 100),
	 .help = "nesting of comments in headers"},
	{"mime_depth", KEY_NUMBER, AT(conf_limits, mime_depth), .fallback = "50", RANGE(1, 200),
	 .help = "nesting of parts"},
	{"parts", KEY_NUMBER, AT(conf_limits, parts), .fallback = "1000", RANGE(1, 100000),
	 .help = "parts of a mail"},
	{"addresses", KEY_NUMBER, AT(conf_limits, addresses), .fallback = "1000", RANGE(1, 100000),
	 .help = "addresses of a mail"},
	{"references", KEY_NUMBER, AT(conf_limits, references), .fallback = "200", RANGE(1, 10000),
	 .help = "References of a mail, the newest"},
};


static const struct key command_keys[] = {
	{"mode", KEY_TEXT, AT(conf_commands, mode), .fallback = "desk",
	 .help = "how command lines are read"},
	{"send_delay", KEY_DURATION, AT(conf_commands, send_delay_us), .fallback = "0s", RANGE(0, DAY_US),
	 .help = "an agent's answer waits so long for an #undo"},
	{"undo", KEY_DURATION, AT(conf_commands, undo_us), .fallback = "15m", RANGE(0, 7 * DAY_US),
	 .help = "commands can be taken back for so long"},
	{"challenge", KEY_DURATION, AT(conf_commands, challenge_us), .fallback = "15m", RANGE(MINUTE_US, 7 * DAY_US),
	 .help = "a mail that waits for its agent's word can be confirmed for so long"},
	{"approval", KEY_DURATION, AT(conf_commands, approval_us), .fallback = "7d", RANGE(MINUTE_US, YEARS_US),
	 .help = "an offer that waits for its approval expires after this"},
	{"transcript", KEY_TEXT, AT(conf_commands, transcript), .choices = transcripts, .fallback = "errors",
	 .help = "when an agent gets the results of their commands"},
	{"address", KEY_ADDRESS, AT(conf_commands, address),
	 .help = "the control mailbox's address, for commands about several tickets"},
};

static const struct key answer_keys[] = {
	{"name", KEY_ID, AT(conf_answer, name), .is_required = true,
	 .help = "for #use"},
	{"text", KEY_PROSE, AT(conf_answer, text), .is_required = true,
	 .help = "its words; {{name}} stands for a value that #use gives, or of the ticket"},
};

static const struct key calendar_keys[] = {
	{"name", KEY_NAME, AT(conf_calendar, name), .is_required = true,
	 .help = "for policies, tiers and agents"},
	{"timezone", KEY_TIMEZONE, AT(conf_calendar, timezone),
	 .help = "of the hours; the desk's where not set"},
	{"hours", KEY_TEXT, AT(conf_calendar, hours), .is_list = true,
	 .help = "days and spans, such as \"Mon-Fri 09:00-12:30 13:30-17:00\""},
	{"holidays", KEY_DATE, AT(conf_calendar, holidays), .is_list = true,
	 .help = "days without work"},
	{"ics", KEY_FILE, AT(conf_calendar, ics), .is_list = true,
	 .help = "iCalendar files with more of them"},
};

static const struct key match_keys[] = {
	{"mailbox", KEY_TEXT, AT(conf_match, mailbox), .is_list = true,
	 .help = "names of mailboxes"},
	{"category", KEY_TEXT, AT(conf_match, category), .is_list = true,
	 .help = "categories"},
	{"priority", KEY_TEXT, AT(conf_match, priority), .is_list = true,
	 .help = "priorities"},
	{"segment", KEY_TEXT, AT(conf_match, segment), .is_list = true,
	 .help = "segments of customers"},
	{"language", KEY_TEXT, AT(conf_match, language), .is_list = true,
	 .help = "languages"},
};

static const struct block match_block = {"match", BLOCK_GROUP, KEYS(match_keys)};

static const struct key policy_keys[] = {
	{"name", KEY_NAME, AT(conf_policy, name), .is_required = true,
	 .help = "for explain and reports"},
	{"match", KEY_GROUP, AT(conf_policy, match), .group = &match_block,
	 .help = "which tickets; the first policy that fits is taken"},
	{"calendar", KEY_REF, AT(conf_policy, calendar), .target = "calendars",
	 .help = "in whose hours the targets are counted"},
	{"first", KEY_WORKTIME, AT(conf_policy, first_us), RANGE(MINUTE_US, YEARS_US),
	 .help = "target for the first answer"},
	{"update", KEY_WORKTIME, AT(conf_policy, update_us), RANGE(MINUTE_US, YEARS_US),
	 .help = "target between answers"},
	{"resolve", KEY_WORKTIME, AT(conf_policy, resolve_us), RANGE(MINUTE_US, YEARS_US),
	 .help = "target for the solution"},
	{"warn", KEY_WARNING, AT(conf_policy, warn), .is_list = true,
	 .help = "when to warn: parts of the target, or times before it"},
	{"repeat", KEY_WORKTIME, AT(conf_policy, repeat_us), RANGE(MINUTE_US, YEARS_US),
	 .help = "warns again so long after a missed target"},
	{"repeat_max", KEY_NUMBER, AT(conf_policy, repeat_max), .fallback = "5", RANGE(0, 1000),
	 .help = "so often at most"},
};

static const struct key tier_keys[] = {
	{"name", KEY_NAME, AT(conf_tier, name), .is_required = true,
	 .help = "the order of the tiers is the ladder"},
	{"members", KEY_REFS, AT(conf_tier, members.items), .count_offset = offsetof(struct conf_tier, members.count),
	 .target = "agents", .help = "ids"},
	{"team", KEY_REF, AT(conf_tier, team), .target = "teams",
	 .help = "a team in place of members"},
	{"categories", KEY_TEXT, AT(conf_tier, categories), .is_list = true,
	 .help = "of the tickets it takes; all where not set"},
	{"accept_within", KEY_DURATION, AT(conf_tier, accept_within_us), RANGE(MINUTE_US, YEARS_US),
	 .help = "a hand-off goes on to the next person after this"},
	{"calendar", KEY_REF, AT(conf_tier, calendar), .target = "calendars",
	 .help = "in whose hours that is counted"},
	{"next", KEY_TEXT, AT(conf_tier, next),
	 .help = "where silence goes; the next tier where not set"},
	{"procedure", KEY_PROSE, AT(conf_tier, procedure),
	 .help = "text for those who take a ticket here"},
	{"update_needs", KEY_TEXT, AT(conf_tier, update_needs), .is_list = true, .choices = update_needs,
	 .help = "what an agent's words to a customer must say, a line each"},
	{"authority", KEY_PAIRS, AT(conf_tier, authority),
	 .help = "what may be offered without asking, by kind"},
};

static const char *const clock_names[] = {"first", "update", "resolve", "none", NULL};
static const char *const signal_names[] = {"manager", "legal", "anger", NULL};

static const struct key escalation_keys[] = {
	{"owner", KEY_REF, AT(conf_escalation, owner), .target = "agents",
	 .help = "id of who answers for escalated tickets; a manager where not set"},
	{"clocks", KEY_TEXT, AT(conf_escalation, clocks), .is_list = true, .choices = clock_names,
	 .fallback = "first update resolve",
	 .help = "clocks whose missed target makes a ticket climb: first, update, resolve, or none"},
	{"at", KEY_PERCENT, AT(conf_escalation, at), .fallback = "100", RANGE(1, 100),
	 .help = "so much of the target over is enough; below 100 one of the policy's warn"},
	{"reopened", KEY_NUMBER, AT(conf_escalation, reopened), .fallback = "0", RANGE(0, 1000),
	 .help = "climbs each time it was opened again so often; 0: never"},
	{"unanswered", KEY_NUMBER, AT(conf_escalation, unanswered), .fallback = "0", RANGE(0, 1000),
	 .help = "climbs at so many mails of the customer without an answer; 0: never"},
	{"signals", KEY_TEXT, AT(conf_escalation, signals), .is_list = true, .choices = signal_names,
	 .help = "climbs by a customer's words that ask for a manager, threaten with law, or are angry"},
	{"phrases", KEY_TEXT, AT(conf_escalation, phrases), .is_list = true,
	 .help = "phrases of your own that do the same"},
	{"vip", KEY_BOOL, AT(conf_escalation, vip), .fallback = "false",
	 .help = "new tickets of VIPs climb at once"},
	{"repeat", KEY_NUMBER, AT(conf_escalation, repeat), .fallback = "0", RANGE(0, 1000),
	 .help = "a customer's ticket climbs when it is their so-manieth within repeat_within; 0: never"},
	{"repeat_category", KEY_NUMBER, AT(conf_escalation, repeat_category), .fallback = "0", RANGE(0, 100000),
	 .help = "each so-manieth ticket of a category within repeat_within climbs; 0: never"},
	{"repeat_within", KEY_DURATION, AT(conf_escalation, repeat_within_us), .fallback = "30d", RANGE(MINUTE_US, YEARS_US),
	 .help = "the window of repeat and repeat_category"},
	{"low_score", KEY_BOOL, AT(conf_escalation, low_score), .fallback = "false",
	 .help = "a low score in a survey makes its ticket climb"},
	{"age", KEY_DURATION, AT(conf_escalation, age_us), RANGE(0, YEARS_US),
	 .help = "a ticket of this age climbs; never where not set"},
	{"cap", KEY_DURATION, AT(conf_escalation, cap_us), .fallback = "30d", RANGE(0, YEARS_US),
	 .help = "a ticket of this age climbs, and is told to the manager each day; 0: never"},
	{"list", KEY_HOUR, AT(conf_escalation, list),
	 .help = "when whoever answers for escalated tickets gets the list of them, each day"},
};

static const struct key category_keys[] = {
	{"name", KEY_NAME, AT(conf_category, name), .is_required = true,
	 .help = "for policies, tiers and reports"},
	{"subcategories", KEY_NAME, AT(conf_category, subcategories), .is_list = true,
	 .help = "finer names within it"},
	{"team", KEY_REF, AT(conf_category, team), .target = "teams",
	 .help = "gets its tickets; the mailbox's where not set"},
	{"keywords", KEY_TEXT, AT(conf_category, keywords), .is_list = true,
	 .help = "words in a customer's mail that put a ticket here"},
	{"senders", KEY_TEXT, AT(conf_category, senders), .is_list = true,
	 .help = "addresses, as globs, whose mail is of this category whatever it says"},
	{"required", KEY_ID, AT(conf_category, required), .is_list = true, .fallback = "summary tried impact",
	 .help = "facts that an escalation needs"},
};

static const char *const severities[] = {"minor", "major", "critical", NULL};
static const char *const impacts[] = {"one", "many", "all", NULL};
static const char *const priorities[] = {"low", "normal", "high", "urgent", NULL};

static const struct key matrix_keys[] = {
	{"severity", KEY_CHOICE, AT(conf_matrix_row, severity), .choices = severities, .is_required = true,
	 .help = "how bad it is"},
	{"impact", KEY_CHOICE, AT(conf_matrix_row, impact), .choices = impacts, .is_required = true,
	 .help = "for how many"},
	{"priority", KEY_CHOICE, AT(conf_matrix_row, priority), .choices = priorities, .is_required = true,
	 .help = "what that makes it"},
};

static const struct key lookup_keys[] = {
	{"url", KEY_HTTP_URL, AT(conf_lookup, url),
	 .help = "asked for each new sender, with {email} in it"},
	{"timeout", KEY_DURATION, AT(conf_lookup, timeout_us), .fallback = "2s", RANGE(SECOND_US / 10, MINUTE_US),
	 .help = "no mails wait longer for it"},
	{"cache", KEY_DURATION, AT(conf_lookup, cache_us), .fallback = "1h", RANGE(0, 30 * DAY_US),
	 .help = "an answer is good for so long"},
	{"ca_file", KEY_FILE, AT(conf_lookup, ca_file),
	 .help = "certificates to trust in place of the system's"},
	{"token", KEY_SECRET, AT(conf_lookup, token),
	 .help = "a secret, sent as a bearer's"},
};

static const struct block lookup_block = {"lookup", BLOCK_GROUP, KEYS(lookup_keys)};

static const struct key customer_keys[] = {
	{"csv", KEY_FILE, AT(conf_customers, csv),
	 .help = "columns email,name,organisation,segment,vip,since,spent,language,timezone"},
	{"lookup", KEY_GROUP, AT(conf_customers, lookup), .group = &lookup_block,
	 .help = "a service that is asked about those who are not there"},
};

static const struct key metrics_keys[] = {
	{"file", KEY_PATH, AT(conf_metrics, file),
	 .help = "is written once a minute, for node_exporter"},
};

static const struct key survey_keys[] = {
	{"name", KEY_NAME, AT(conf_survey, name), .is_required = true,
	 .help = "for reports"},
	{"match", KEY_GROUP, AT(conf_survey, match), .group = &match_block,
	 .help = "which tickets"},
	{"after", KEY_DURATION, AT(conf_survey, after_us), RANGE(0, YEARS_US),
	 .help = "is sent so long after the ticket was solved"},
	{"questions", KEY_TEXT, AT(conf_survey, questions), .is_list = true, .fallback = "overall",
	 .help = "names of the questions"},
	{"sample", KEY_PERCENT, AT(conf_survey, sample), .fallback = "100", RANGE(0, 100),
	 .help = "per cent of the tickets"},
	{"cooldown", KEY_DURATION, AT(conf_survey, cooldown_us), RANGE(0, YEARS_US),
	 .help = "nobody is asked twice within this"},
	{"remind", KEY_DURATION, AT(conf_survey, remind_us), RANGE(0, YEARS_US),
	 .help = "one reminder after this; none where not set"},
	{"recover", KEY_DURATION, AT(conf_survey, recover_us), .fallback = "1d", RANGE(MINUTE_US, YEARS_US),
	 .help = "a low score is to be made good within this"},
	{"low", KEY_NUMBER, AT(conf_survey, low), .fallback = "2", RANGE(1, 4),
	 .help = "this score and below becomes work"},
};

static const char *const followed[] = {"all", "escalated", NULL};

static const struct key followup_keys[] = {
	{"after", KEY_DURATION, AT(conf_followup, after_us), RANGE(0, YEARS_US),
	 .help = "asks whether the solution held, so long after it"},
	{"who", KEY_CHOICE, AT(conf_followup, escalated_only), .choices = followed, .fallback = "all",
	 .help = "customers of all solved tickets, or of those that were escalated"},
};

static const char *const cause_moments[] = {"ask", "close", "solve", NULL};

static const struct key learning_keys[] = {
	{"causes", KEY_ID, AT(conf_learning, causes), .is_list = true,
	 .help = "codes that #cause takes; a shipped list where not set"},
	{"cause", KEY_CHOICE, AT(conf_learning, cause), .choices = cause_moments, .fallback = "ask",
	 .help = "an escalated ticket needs a cause before an agent may close it, or solve it; or it is asked for"},
	{"debrief", KEY_BOOL, AT(conf_learning, debrief), .fallback = "true",
	 .help = "those who worked on an escalated ticket are asked when it is closed"},
	{"reviewer", KEY_REF, AT(conf_learning, reviewer), .target = "agents",
	 .help = "reviews a sample of the escalations; none where not set"},
	{"review_sample", KEY_PERCENT, AT(conf_learning, review_sample), .fallback = "20", RANGE(0, 100),
	 .help = "per cent of the escalations"},
	{"pulse", KEY_BOOL, AT(conf_learning, pulse), .fallback = "false",
	 .help = "agents are asked each month how it goes"},
	{"pulse_anonymous", KEY_BOOL, AT(conf_learning, pulse_anonymous), .fallback = "true",
	 .help = "their answers are kept without a name"},
	{"praise", KEY_BOOL, AT(conf_learning, praise), .fallback = "false",
	 .help = "agents get each week's praise, saves and streaks"},
	{"suggestions", KEY_ADDRESS, AT(conf_learning, suggestions),
	 .help = "where agents write what should be done better"},
};

static const struct key promise_keys[] = {
	{"margin", KEY_DURATION, AT(conf_promises, margin_us), .fallback = "0s", RANGE(0, 30 * DAY_US),
	 .help = "working time that an acknowledgement adds to the target of the first answer"},
	{"holding", KEY_NUMBER, AT(conf_promises, holding), .fallback = "2", RANGE(0, 100),
	 .help = "mails \"nothing yet\" one after the other, before it is for the manager"},
};

const struct block schema_blocks[] = {
	{"", BLOCK_TOP, KEYS(top_keys), .help = "the file itself"},
	{"desk", KEYS(desk_keys), GROUP(desk), .is_required = true,
	 .help = "who you are"},
	{"store", KEYS(store_keys), GROUP(store),
	 .help = "where tickets and mails are kept"},
	{"relays", KEYS(relay_keys), LIST(conf_relay, relays, relay_count), .is_required = true,
	 .help = "servers that send mail"},
	{"mailboxes", KEYS(mailbox_keys), LIST(conf_mailbox, mailboxes, mailbox_count), .is_required = true,
	 .help = "where customers write to"},
	{"teams", KEYS(team_keys), LIST(conf_team, teams, team_count), .is_required = true,
	 .help = "groups of agents"},
	{"agents", KEYS(agent_keys), LIST(conf_agent, agents, agent_count), .is_required = true,
	 .help = "people who answer"},
	{"roles", KEYS(role_keys), LIST(conf_role, roles, role_count),
	 .help = "what agents may do, where that is not all day-to-day work"},
	{"closing", KEYS(closing_keys), GROUP(closing),
	 .help = "when tickets close by themselves; never, where a time is not set"},
	{"limits", KEYS(limit_keys), GROUP(limits),
	 .help = "against floods of mail, and mails that are built to harm"},
	{"commands", KEYS(command_keys), GROUP(commands),
	 .help = "the command lines in agents' mails"},
	{"answers", KEYS(answer_keys), LIST(conf_answer, answers, answer_count),
	 .help = "texts that agents put into their mails by name"},
	{"calendars", KEYS(calendar_keys), LIST(conf_calendar, calendars, calendar_count),
	 .help = "working hours"},
	{"policies", KEYS(policy_keys), LIST(conf_policy, policies, policy_count),
	 .help = "targets for answers"},
	{"tiers", KEYS(tier_keys), LIST(conf_tier, tiers, tier_count),
	 .help = "the ladder that a stuck ticket climbs"},
	{"escalation", KEYS(escalation_keys), GROUP(escalation),
	 .help = "what makes a ticket climb the ladder, beside people"},
	{"categories", KEYS(category_keys), LIST(conf_category, categories, category_count),
	 .help = "what tickets are about"},
	{"matrix", KEYS(matrix_keys), LIST(conf_matrix_row, matrix, matrix_count),
	 .help = "priorities by severity and impact, where they differ from the table that is built in"},
	{"customers", KEYS(customer_keys), GROUP(customers),
	 .help = "what is known of customers"},
	{"metrics", KEYS(metrics_keys), GROUP(metrics),
	 .help = "the desk's figures for a monitor"},
	{"surveys", KEYS(survey_keys), LIST(conf_survey, surveys, survey_count),
	 .help = "questions after a solution"},
	{"promises", KEYS(promise_keys), GROUP(promises),
	 .help = "times that customers are told"},
	{"followup", KEYS(followup_keys), GROUP(followup),
	 .help = "a word some time after"},
	{"learning", KEYS(learning_keys), GROUP(learning),
	 .help = "what is learned from escalations, and from agents"},
};

/* clang-format on */

const size_t schema_block_count = sizeof schema_blocks / sizeof *schema_blocks;

const struct block *schema_block(const char *name)
{
	for (size_t i = 0; i < schema_block_count; i++)
		if (strcmp(schema_blocks[i].name, name) == 0)
			return &schema_blocks[i];
	return NULL;
}

const struct key *schema_key(const struct block *block, const char *name)
{
	for (size_t i = 0; i < block->key_count; i++)
		if (strcmp(block->keys[i].name, name) == 0)
			return &block->keys[i];
	return NULL;
}
