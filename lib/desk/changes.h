/*
 * What the desk decided. Tickets are named by pointer: a new one has number 0 until flow has given
 * it one. Flow carries all of it out in one transaction.
 */
#ifndef DESK_CHANGES_H
#define DESK_CHANGES_H

#include "desk/event.h"

struct ticket_change {
	struct ticket *after;        /* as it is to be */
	const struct ticket *before; /* NULL: new */
};

/* WHO of the journal is an agent's id or one of these. */
#define BY_CUSTOMER "customer"
#define BY_CLOCK    "clock"
#define BY_INTAKE   "intake"
#define BY_ADMIN    "admin"

struct journal_row {
	struct ticket *ticket; /* NULL: about no ticket */
	int64_t at_us;
	const char *event, *by;
	const char *rule, *from, *to;   /* NULL */
	const char *arguments;          /* "key=value key=value" by the alphabet; NULL */
	const struct ticket *to_ticket; /* a new one, whose number is to be `to`; NULL */
};

enum message_by { MESSAGE_CUSTOMER, MESSAGE_AGENT, MESSAGE_DRAFT, MESSAGE_THIRD, MESSAGE_MACHINE };

const char *message_by_name(enum message_by by);

/* The event's mail, stored on a ticket. */
struct message_change {
	struct ticket *ticket; /* NULL: no message is stored */
	enum message_by by;
	const char *agent; /* NULL */
	bool is_public;
	const char *words;  /* what the ticket shows: the reply text without commands */
	int64_t sent_draft; /* this stored draft is none any more; 0 */
	const char *undo;   /* how its commands can be taken back; NULL */
	int64_t id;         /* set by flow */
};

/* A stored message goes to another ticket, or is taken back: it is a draft again. */
struct kept_change {
	int64_t message;
	struct ticket *to; /* NULL: it stays where it is */
	bool is_withdrawn;
	bool is_undone; /* it can't be taken back once more */
};

/* All that was another person's is the requester's of the ticket. */
struct person_change {
	const struct ticket *ticket;
	int64_t was; /* a contact */
};

/* What an agent asked for: flow answers it in the mail, from the store as it is after the changes.
 */
enum query_kind {
	QUERY_SHOW,
	QUERY_HISTORY,
	QUERY_LIST,
	QUERY_SEARCH,
	QUERY_WHO,
	QUERY_INCIDENT, /* argument: since when, in microseconds */
	QUERY_TIERS,
	QUERY_HELP
};

struct mail_query {
	enum query_kind kind;
	const char *title;    /* the command's line */
	int64_t ticket;       /* QUERY_SHOW, QUERY_HISTORY, QUERY_WHO */
	const char *owner;    /* QUERY_LIST: agent id; NULL: all */
	const char *team;     /* QUERY_LIST: NULL: all */
	const char *argument; /* QUERY_SEARCH: words; QUERY_HELP: a command, or "" */
};

enum audience { AUDIENCE_CUSTOMER, AUDIENCE_AGENT, AUDIENCE_ADMIN };

struct mail_pair {
	const char *key, *value; /* a dotted name of the template's data, and its text */
};

struct mail_line {
	const char *line, *result; /* of a transcript or digest */
	int64_t ticket;            /* a link to write to it goes along; 0 */
};

/* A mail to be rendered, composed and sent. */
struct mail_change {
	struct ticket *ticket; /* NULL */
	size_t mailbox;        /* it leaves from this one: an index in conf */
	enum audience audience;
	const char *template_name;
	struct address to;
	struct address *cc; /* each is a delivery too */
	size_t cc_count;
	const char *agent;    /* AUDIENCE_AGENT: id */
	bool is_words;        /* it carries a person's own words: no Auto-Submitted */
	bool is_answer;       /* it answers the event's mail: In-Reply-To, `Re: `, auto-replied */
	bool has_own_subject; /* the template's words stand for the subject */
	bool has_attachments; /* those of the event's mail go along */
	bool is_doubted;   /* it answers a mail that we did not believe: null sender where the relay
			      says `null` */
	const char *words; /* a person's words; NULL */
	const char *words_by; /* whose; NULL */
	struct mail_pair *pairs;
	size_t pair_count;
	struct mail_line *lines;
	size_t line_count;
	int64_t attachments_of; /* those of this stored message go along; 0 */
	struct mail_query *queries;
	size_t query_count;
	int64_t not_before_us; /* TIME_NONE: at once */
	int64_t *about;        /* the tickets that it lists: its agent gets a token for each */
	size_t about_count;
	/* It asks for the agent's word on the event's mail, which is held until then; 0: it does
	 * not. */
	int64_t challenge_until_us;
	bool is_control;                      /* it goes on at the control address */
	struct survey *survey;                /* a reply to it answers this survey; NULL */
	struct conf_strings survey_questions; /* what it asks for */
	bool survey_anonymous;                /* a plain reply to it is without a name */
	int64_t message; /* the stored message that it is about; 0: the event's */
	int64_t outbox;  /* set by flow: its row */
};

struct deadline_change {
	struct ticket *ticket;
	const char *kind;
	int64_t due_us; /* TIME_NONE: there is none any more */
	const char *data;
};

/* A row of the promise ledger: a new one (id 0), or what became of one. */
struct promise_change {
	struct ticket *ticket;
	const struct promise *promise;
};

/* A row of the ledger of offers: a new one (id 0), or what became of one. */
struct offer_change {
	struct ticket *ticket;
	struct offer *offer;
};

struct suppression {
	const char *email;
	const char *reason; /* "5.1.1 no such user"; NULL: it gets mail again */
};

/* A delivery that a bounce is about. */
struct bounced_change {
	int64_t sent; /* outbox row */
	const char *recipient, *status;
};

/* Away-until of an agent or of a contact by address. */
struct away_change {
	const char *agent; /* NULL: contact */
	const char *email;
	int64_t until_us; /* TIME_NONE: back */
};

/* Questions that are sent now, or what became of some. */
struct survey_change {
	struct survey *after;
	bool is_new;
};

struct answer_change {
	const struct survey *survey;
	bool is_anonymous; /* kept without the survey, its ticket and the moment */
	const char *question;
	int64_t score; /* 0: none */
	const char *words;
	bool is_current; /* it counts, in place of those before it */
};

/* They want none of these any more. */
struct optout_change {
	const char *email;
	const char *kind; /* survey_optout_name() */
};

/* OUTCOME_ANONYMOUS: nothing of the mail is kept, here and on its server. */
enum outcome { OUTCOME_TICKET, OUTCOME_FILED, OUTCOME_QUARANTINED, OUTCOME_ANONYMOUS };

const char *outcome_name(enum outcome outcome);

struct changes {
	struct arena *arena;
	enum outcome outcome; /* of an EVENT_MAIL: what became of the mail */
	const char *reason;   /* in words, for the ledger and the log */
	struct ticket_change *tickets;
	size_t ticket_count;
	struct message_change message;
	struct message_change *more; /* the same mail on other tickets as well */
	size_t more_count;
	struct journal_row *journal;
	size_t journal_count;
	struct mail_change *mails;
	size_t mail_count;
	struct deadline_change *deadlines;
	size_t deadline_count;
	struct promise_change *promises;
	size_t promise_count;
	struct offer_change *offers;
	size_t offer_count;
	struct bounced_change *bounced;
	size_t bounced_count;
	struct suppression *suppressions;
	size_t suppression_count;
	int64_t settled_challenge; /* its `sent`: it is answered; 0 */
	struct kept_change *kept;
	size_t kept_count;
	struct person_change *persons;
	size_t person_count;
	int64_t *cancelled; /* outbox rows that wait and are not sent any more */
	size_t cancelled_count;
	struct away_change *aways;
	size_t away_count;
	struct survey_change *surveys;
	size_t survey_count;
	struct answer_change *answers;
	size_t answer_count;
	struct optout_change *optouts;
	size_t optout_count;
};

#endif
