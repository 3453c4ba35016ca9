/*
 * Commands that agents write in their mails: lines `#word …` at the top of the new text, or as a
 * block at its end. One table (command_table.c), one file a command or family (cmd_*.c); parser,
 * help and manual read the table.
 */
#ifndef DESK_COMMAND_H
#define DESK_COMMAND_H

#include "desk/record.h"

enum command_need {
	NEED_ANY,    /* any proof: reads, notes */
	NEED_CHANGE, /* changes the ticket or reaches a customer: the token, and aligned where the
			mailbox has an authserv_id */
	NEED_SIGNED, /* can't be undone, or reaches many: a signature, or a confirmed challenge; and
			a role that names it */
};

struct command_state {
	struct record *record;
	struct ticket *ticket; /* a copy that may be changed; all is taken back when a line fails.
				  NULL for a command of rights_is_general(): about none */
	size_t agent;          /* who writes: an index in conf */
	const char *text;      /* the mail's words without its commands */
	bool is_internal;      /* the text is a note */
	bool is_draft;         /* the text is kept and not sent */
	const struct draft_text *draft; /* what #send sends; NULL */
	bool is_public;                 /* said so: it is none */
	struct mail_query *queries;     /* what the transcript is to answer */
	size_t query_count;
	int64_t eta_us;        /* #eta: what the customer is promised; TIME_NONE */
	const char *eta_words; /* for the mail that says so; NULL */
	bool has_status;       /* a command has set the status: the answer itself does not */
	const char *canned;    /* text that goes before the agent's own; NULL */
	const char *words;     /* what is left of the text where a command has taken a part; NULL */
	bool is_for_colleagues;    /* the text is a note, unless the mail says #public */
	bool is_quiet;             /* the owner does not hear of the note */
	bool is_form;              /* the mail answers a form */
	const char *template_name; /* the form that the text goes out in; NULL: answer */
	const char *refused; /* why a command is not this agent's to give: "right", "replayed",
				"expired"; NULL */
	bool is_waiting;     /* an escalation waits for its facts: the command is held, not done */
};

/*
 * Carries a line out. arguments: what stands behind the word, ends cut. Returns true with the
 * result in words for the transcript; false with what is wrong and how to say it right.
 */
typedef bool command_run(struct command_state *state, const char *word, const char *arguments,
			 const char **result);

struct command {
	const char *name;
	const char *const *aliases; /* up to NULL; NULL for none */
	const char *arguments;      /* as help shows them, "" */
	enum command_need need;
	const char *help; /* one line */
	command_run *run;
	const char *example; /* a line as an agent writes it */
};

/* The table, by the alphabet, up to one whose name is NULL. */
extern const struct command command_table[];

/* By name, alias, or an abbreviation that fits one command alone; NULL. */
const struct command *command_find(const char *word);

/* The name nearest to a word that is none, NULL where nothing is near. */
const char *command_suggest(const char *word);

struct command_line {
	const char *line; /* as it was written */
	const char *word, *arguments;
};

/* An agent's new text, read: its command lines, and the words that are left. */
struct command_text {
	struct command_line *lines;
	size_t count;
	const char *words; /* without the command lines; `##` at a line's start is `#` */
	const char
	    *doubtful; /* a line that looks like a command, mistyped or in the wrong place; NULL */
	bool is_form;  /* it answers a form (desk/implied.h) */
};

struct command_text command_read(const char *reply, struct arena *arena);

/* A ticket's number as agents write it: 12, #12, ACME-12, [ACME-12]; 0. */
int64_t command_ticket_number(const struct conf *conf, const char *text);

/* The next word of the arguments, "" at their end; *rest is behind it. */
const char *command_next_word(struct arena *arena, const char **rest);

command_run command_on;
command_run command_talk;
command_run command_status, command_note, command_public, command_draft, command_send;
command_run command_assign, command_take, command_unassign, command_team;
command_run command_priority, command_category, command_tag, command_untag, command_subject;
command_run command_severity, command_impact;
command_run command_incident;
command_run command_offer, command_exception, command_approve, command_deny;
command_run command_cc, command_uncc, command_watch, command_unwatch;
command_run command_escalate, command_accept, command_decline, command_return, command_tiers;
command_run command_consult, command_advise;
command_run command_merge, command_link, command_spam, command_away, command_back;
command_run command_use, command_undo, command_split, command_requester;
command_run command_snooze, command_remind, command_eta;
command_run command_cause, command_debrief, command_review;
command_run command_recovered;
command_run command_show, command_history, command_list, command_search, command_who, command_help;

#endif
