/*
 * The configuration as one checked, read-only struct. Every pointer lives in conf->arena; a reload
 * makes a new struct and leaves the old one alone. Strings are never NULL unless a comment says so.
 * Times are microseconds.
 */
#ifndef CONF_CONF_H
#define CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct conf_strings {
	const char **items;
	size_t count;
};

/* Free names with free values, in the order of the file. */
struct conf_pair {
	const char *name, *value;
};

struct conf_pairs {
	struct conf_pair *items;
	size_t count;
};

/* Entries of another block, as indexes. */
struct conf_indexes {
	size_t *items;
	size_t count;
};

/* A secret is kept as its source and read when it is needed (conf_secret). */
enum conf_secret_kind { SECRET_NONE, SECRET_TEXT, SECRET_FILE, SECRET_COMMAND, SECRET_CREDENTIAL };

struct conf_secret {
	enum conf_secret_kind kind;
	const char *value;           /* the text, the file's path, or the credential's name */
	struct conf_strings command; /* argv */
};

struct conf_desk {
	const char *name, *domain, *tag;
	struct conf_strings secrets; /* the first makes tokens, all are accepted */
	const char *language;        /* "en" */
	const char *timezone;        /* an IANA name */
	struct conf_strings admin;   /* addresses */
	const char *gnupg;           /* folder of GnuPG's */
	const char *alert_relay;     /* NULL: the relay of the first mailbox */
};

enum conf_engine { ENGINE_SQLITE, ENGINE_POSTGRESQL };

struct conf_store {
	enum conf_engine engine;
	const char *location; /* path or dsn */
};

enum conf_bounce { BOUNCE_MAILBOX, BOUNCE_PLUS, BOUNCE_NULL };

struct conf_relay {
	const char *name, *url, *user; /* user: NULL for none */
	struct conf_secret password;
	enum conf_bounce bounce;
	int64_t connections, per_minute, per_day; /* 0: no limit */
	const char *ca_file;                      /* NULL: the system's */
};

enum conf_first_start { FIRST_START_QUIET, FIRST_START_SKIP, FIRST_START_ALL };
enum conf_crosspost { CROSSPOST_LINK, CROSSPOST_EACH };

struct conf_mailbox {
	const char *name, *address;
	const char *display_name;        /* in From of our mails; the desk's name where not set */
	const char *imap;                /* URL; NULL: nothing is fetched (deliver alone) */
	const char *user, *mailbox_user; /* NULL: as address; NULL: as user */
	struct conf_secret password;
	const char *folder, *processed; /* processed: NULL: mails stay, flagged \Seen */
	const char *ca_file;            /* NULL: the system's */
	int64_t poll_us;                /* between looks where the server has no IDLE */
	size_t relay, team;             /* indexes */
	bool plus;
	const char *authserv_id; /* NULL: no proof "aligned" */
	struct conf_strings border;
	const char *internal_header; /* NULL */
	struct conf_strings forms;
	struct conf_strings spam; /* "X-Spam-Flag: YES": such mail goes to quarantine */
	bool join_cc;             /* whoever is in copy of a customer's mail takes part */
	const char *language;     /* the desk's where not set */
	const char *scope;        /* what the desk can't do, for acknowledgements; NULL */
	enum conf_crosspost crosspost;
	enum conf_first_start first_start;
	int64_t max_size; /* bytes */
};

struct conf_team {
	const char *name;
	size_t *agents; /* indexes */
	size_t agent_count;
	size_t manager; /* an index, or CONF_NO_INDEX */
	bool notify_all;
};

struct conf_agent {
	const char *id, *name, *email;
	struct conf_strings addresses; /* others of theirs, besides email */
	struct conf_strings roles;
	struct conf_strings keys;        /* fingerprints, or paths of key files */
	struct conf_pairs limits;        /* what they may do up to, by command */
	const char *language, *timezone; /* the desk's where not set */
	const char *hours;               /* NULL, or a calendar's name */
	const char *transcript;          /* as conf_commands.transcript; NULL: that one */
	const char *digest;              /* "08:00", by their own clock; NULL: none */
};

/* What the agents of a role may do. */
struct conf_role {
	const char *name;
	struct conf_strings commands; /* names, or "*": all day-to-day ones; empty: those too */
	struct conf_indexes teams;    /* on the tickets of these; empty: of all */
};

struct conf_closing {
	int64_t pending_warn_us, pending_us, solved_us; /* 0: off */
	int64_t reopen_us;                              /* 30 days where not set */
};

struct conf_limits {
	int64_t auto_per_sender_day, auto_per_ticket, auto_per_mailbox_hour, burst;
	int64_t incident_per_minute;
	/* what the reader of mails takes: bytes, or a number */
	int64_t header_block, header_line, comment_depth, mime_depth, parts, addresses, references;
};

struct conf_commands {
	const char *mode; /* "desk" */
	int64_t send_delay_us, undo_us;
	int64_t challenge_us;   /* a challenge can be answered for so long */
	int64_t approval_us;    /* an offer waits so long for its approval */
	const char *transcript; /* "always", "changes", "errors" */
	const char *address;    /* of the control mailbox, NULL */
};

/* An answer that agents put into their mails by its name: Mustache. */
struct conf_answer {
	const char *name, *text;
};

/*
 * What the clocks, the ladder and the surveys go by. They are read and checked as all the rest; an
 * index is CONF_NO_INDEX and a time 0 where the key is not set.
 */
struct conf_span {
	int64_t begin_us, end_us; /* the end is outside */
};

struct conf_spans {
	struct conf_span *items; /* in order, apart */
	size_t count;
};

struct conf_calendar {
	const char *name, *timezone;  /* the desk's where not set */
	struct conf_strings hours;    /* "Mon-Fri 09:00-12:30 13:30-17:00" */
	struct conf_strings holidays; /* "2026-12-25" */
	struct conf_strings ics;      /* paths */
	/* what these come to: by weekday (0 = Sunday), times of the wall since midnight */
	struct conf_spans week[7];
	int64_t *closed_days; /* days since 1970-01-01, ascending: no work all day */
	size_t closed_day_count;
	struct conf_spans closures; /* moments: no work in them, whatever the day */
};

/* Empty lists match everything; the texts are globs. */
struct conf_match {
	struct conf_strings mailbox, category, priority, segment, language;
};

struct conf_policy {
	const char *name;
	struct conf_match match;
	size_t calendar;
	int64_t first_us, update_us, resolve_us, repeat_us; /* working time */
	int64_t repeat_max;
	struct conf_strings warn; /* "75%", "30m" */
};

struct conf_tier {
	const char *name;
	struct conf_indexes members; /* agents */
	size_t team, calendar;
	struct conf_strings categories;
	int64_t accept_within_us;
	const char *next, *procedure;     /* NULL */
	struct conf_strings update_needs; /* "did", "next", "when" */
	struct conf_pairs authority;
};

/* What makes a ticket climb, beside people; 0, false and empty lists: it does not. */
struct conf_escalation {
	size_t owner; /* who answers for escalated tickets; CONF_NO_INDEX: a manager */
	struct conf_strings clocks; /* "first", "update", "resolve": at `at` per cent of each */
	int64_t at;
	int64_t reopened, unanswered; /* every so many times */
	struct conf_strings signals;  /* "manager", "legal", "anger": phrases that are built in */
	struct conf_strings phrases;
	bool vip, low_score;
	int64_t repeat, repeat_category, repeat_within_us; /* tickets of one customer, or of one
							      category, within a time */
	int64_t age_us;                                    /* of the ticket */
	int64_t cap_us;   /* of the ticket: the manager is told each day */
	const char *list; /* "08:30": when those who answer for tickets get a list; NULL */
};

struct conf_category {
	const char *name;
	struct conf_strings subcategories, keywords, senders, required;
	size_t team;
};

enum conf_severity { SEVERITY_MINOR, SEVERITY_MAJOR, SEVERITY_CRITICAL, CONF_SEVERITIES };
enum conf_impact { IMPACT_ONE, IMPACT_MANY, IMPACT_ALL, CONF_IMPACTS };

/* A cell of the table of priorities that is not as built in. */
struct conf_matrix_row {
	enum conf_severity severity;
	enum conf_impact impact;
	int priority; /* enum ticket_priority of the desk: low, normal, high, urgent */
};

/* A row of customers.csv: a person, or with the email "@domain" everybody of that domain. */
struct conf_customer {
	const char *email;
	const char *name;                   /* "" */
	const char *organisation, *segment; /* NULL */
	const char *since;                  /* "2019-04-30", "2019-04", "2019"; NULL */
	const char *spent;                  /* as it was written; NULL */
	const char *language, *timezone;    /* NULL */
	bool is_vip;
	bool is_looked_up; /* by the look-up, not from the file */
	bool is_unknown;   /* the look-up has failed */
};

struct conf_customer_table;

/* A service that knows more of them. */
struct conf_lookup {
	const char *url;              /* with {email} in it; NULL: nothing is asked */
	int64_t timeout_us, cache_us; /* of all mails taken together; of an answer */
	const char *ca_file;          /* NULL: the system's */
	struct conf_secret token;
};

struct conf_customers {
	const char *csv; /* a path, or NULL */
	struct conf_lookup lookup;
	struct conf_customer_table *table; /* NULL without csv */
};

struct conf_metrics {
	const char *file; /* NULL: none is written */
};

struct conf_survey {
	const char *name;
	struct conf_match match;
	int64_t after_us, cooldown_us, remind_us, recover_us;
	struct conf_strings questions;
	int64_t sample; /* per cent */
	int64_t low;    /* this score and below is low */
};

enum conf_cause { CAUSE_ASK, CAUSE_CLOSE, CAUSE_SOLVE };

struct conf_learning {
	struct conf_strings causes; /* empty: the list of the program */
	enum conf_cause cause;      /* when an escalated ticket needs one */
	bool debrief;
	size_t reviewer;       /* an agent; CONF_NO_INDEX: nothing is reviewed */
	int64_t review_sample; /* per cent */
	bool pulse, pulse_anonymous, praise;
	const char *suggestions; /* an address; NULL */
};

struct conf_promises {
	int64_t margin_us; /* working time behind the first clock that acknowledgements promise */
	int64_t holding;   /* holding mails one after the other */
};

struct conf_followup {
	int64_t after_us; /* 0: off */
	bool escalated_only;
};

#define CONF_NO_INDEX SIZE_MAX

struct conf {
	struct arena arena;
	const char *file; /* the path it was read from */
	struct conf_desk desk;
	struct conf_store store;
	struct conf_relay *relays;
	size_t relay_count;
	struct conf_mailbox *mailboxes;
	size_t mailbox_count;
	struct conf_team *teams;
	size_t team_count;
	struct conf_agent *agents;
	size_t agent_count;
	struct conf_role *roles;
	size_t role_count;
	struct conf_closing closing;
	struct conf_limits limits;
	struct conf_commands commands;
	struct conf_answer *answers;
	size_t answer_count;
	struct conf_calendar *calendars;
	size_t calendar_count;
	struct conf_policy *policies;
	size_t policy_count;
	struct conf_tier *tiers;
	size_t tier_count;
	struct conf_escalation escalation;
	struct conf_category *categories;
	size_t category_count;
	struct conf_matrix_row *matrix;
	size_t matrix_count;
	struct conf_customers customers;
	struct conf_metrics metrics;
	struct conf_survey *surveys;
	size_t survey_count;
	struct conf_followup followup;
	struct conf_promises promises;
	struct conf_learning learning;
	const char *templates; /* a folder whose files go before the built-in ones, or NULL */
};

/* What conf_load found wrong: one text an error, `file:line: what, and how to mend it`. */
struct conf_errors {
	struct conf_strings lines; /* in the arena that was given */
};

struct conf_options {
	bool is_scenario; /* modes of files, secrets' files and lengths are not checked */
};

/*
 * Reads and checks a file with its @includes. All errors are collected; 0 with a conf (free it with
 * conf_free), or -1 with errors and *conf NULL.
 */
int conf_load(const char *path, struct arena *arena, struct conf **conf,
	      struct conf_errors *errors);

/*
 * The same from texts, the later one replacing each top-level setting that it names, whole
 * (scenarios: the default desk, then each `conf` statement). names are for the errors; folder is
 * where relative paths start.
 */
int conf_load_texts(const char *const *names, const char *const *texts, size_t count,
		    const char *folder, const struct conf_options *options, struct arena *arena,
		    struct conf **conf, struct conf_errors *errors);

/* The default desk of scenarios: conf/scenario.conf, built in. */
const char *conf_scenario_default(void);

void conf_free(struct conf *conf);

/* The text of conf/scenario.conf: the desk that scenarios have before their own `conf` texts. */
const char *conf_scenario_default(void);

/*
 * The value of a secret: text; a file's first line (refused where others may read it); a command's
 * first line of output (argv, no shell, 10 s, exit 0); a systemd credential. The value is in the
 * arena. Errors never hold it.
 */
int conf_secret(const struct conf_secret *secret, struct arena *arena, const char **value,
		struct err *err);

/* Indexes by name, CONF_NO_INDEX where there is none; addresses without case. */
size_t conf_mailbox_by_name(const struct conf *conf, const char *name);
size_t conf_mailbox_by_address(const struct conf *conf,
			       const char *address); /* plus detail ignored */
size_t conf_agent_by_id(const struct conf *conf, const char *id);
size_t conf_agent_by_address(const struct conf *conf,
			     const char *address); /* email and addresses */
size_t conf_team_by_name(const struct conf *conf, const char *name);

/* What customers.csv says of the person with that address, else of its domain; NULL: nothing, or
 * email is NULL. It costs the same for any length of the file. */
const struct conf_customer *conf_customer_of(const struct conf *conf, const char *email);

#endif
