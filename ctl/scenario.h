/*
 * Scenario files: a desk in a text file, played on a store of its own with a clock of its own (the
 * form: ombud-scenario(5)). scenario_read.c reads, scenario.c plays and keeps time,
 * scenario_people.c writes the mails of people, scenario_expect.c compares.
 */
#ifndef CTL_SCENARIO_H
#define CTL_SCENARIO_H

#include "base/arena.h"
#include "ctl.h"
#include "flow/flow.h"
#include "mail/message.h"

/* ---- the file ---- */

struct scenario_word {
	const char *text;
	bool is_quoted;
};

struct scenario_statement {
	size_t line;
	struct scenario_word *words;
	size_t count;
	const char *text; /* behind <<WORD, each line with its LF; NULL: none */
};

/* Reads the whole file; ERR_INPUT with FILE:LINE where it is ill-formed. */
int scenario_read(const char *file, const char *source, struct arena *arena,
		  struct scenario_statement **statements, size_t *count, struct err *err);

/* ---- the play ---- */

/* A mail of ours that the relay was handed, for one envelope recipient. */
struct scenario_copy {
	int64_t outbox, ticket;
	const char *template_name, *recipient, *envelope_from, *mailbox;
	struct bytes raw;
	struct message *message; /* NULL until scenario_message */
	bool is_taken;
};

/* What the next attempts to an address get. */
struct scenario_failure {
	const char *address;
	int code; /* 0: lost */
	int64_t times;
};

struct scenario {
	struct arena arena;
	const char *file, *folder;
	FILE *out;
	const char *store_dsn; /* NULL: SQLite in memory */
	const char **conf_names, **conf_texts;
	size_t conf_count;
	struct conf **confs; /* all that were loaded; the last is conf */
	size_t loaded_count;
	struct conf *conf;
	struct template_set *templates;
	struct store *store;
	const char *gnupg; /* a folder that goes with the scenario; NULL: no agent has keys */
	int64_t now_us;
	struct flow_pass pass; /* what settles together, and each arrival */
	struct scenario_copy *copies;
	size_t copy_count;
	struct scenario_failure *failures;
	size_t failure_count;
	size_t mail_number; /* for Message-IDs of people's mails */
	size_t failed;      /* expects */
	size_t line;        /* of the statement that is played */
};

/* Plays one file. 0: all came as expected; 1: something did not (it was printed); -1: an error of
 * the file. */
int scenario_play(const char *file, const char *store_dsn, FILE *out, struct err *err);

/* Opens desk and store at first need. */
int scenario_start(struct scenario *scenario, struct err *err);

/* These bytes (CRLF) arrive in a mailbox at this moment, and the desk settles. */
int scenario_arrive(struct scenario *scenario, size_t mailbox, struct bytes raw, struct err *err);

/* Statements, by their first word; ERR_INPUT for an error of the file. */
typedef int scenario_run(struct scenario *scenario, const struct scenario_statement *statement,
			 struct err *err);
scenario_run scenario_mail, scenario_write, scenario_reply, scenario_tap, scenario_bounce;
scenario_run scenario_expect, scenario_ignore, scenario_command;

/* The newest copy to that address that fits, taken or not; NULL. template, ticket: NULL and 0 for
 * any. */
struct scenario_copy *scenario_newest(struct scenario *scenario, const char *address,
				      const char *template_name, int64_t ticket);

/* The copy, read: most are never looked at. */
const struct message *scenario_message(struct scenario *scenario, struct scenario_copy *copy);

/* Prints `FILE:LINE: expected …, got …` and counts it. */
void scenario_differs(struct scenario *scenario, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The word at `at`, or ERR_INPUT "… is missing". */
int scenario_word(const struct scenario_statement *statement, size_t at, const char *what,
		  const char **text, struct err *err);
int scenario_ticket_number(const char *text, int64_t *number, struct err *err);

/* The file's bytes, from the scenario's folder. */
int scenario_load(struct scenario *scenario, const char *path, struct bytes *out, struct err *err);

/* scenario_gnupg.c: a folder for GnuPG, made when an agent has keys, and taken away. */
const char *scenario_gnupg(struct scenario *scenario);
void scenario_gnupg_end(struct scenario *scenario);

#endif
