/*
 * What the desk knows about its tickets and people: plain structs that store fills and desk reads.
 * All strings live in the arena of whoever loaded them; NULL only where a comment says so.
 */
#ifndef DESK_TICKET_H
#define DESK_TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/money.h"

/* What each state means: doc/ombud.7. "open" to an agent's count is each of the first four. */
enum ticket_status {
	STATUS_NEW,
	STATUS_OPEN,
	STATUS_PENDING,
	STATUS_HOLD,
	STATUS_SOLVED,
	STATUS_CLOSED,
};

const char *ticket_status_name(enum ticket_status status);
bool ticket_status_parse(const char *name, enum ticket_status *status);

/* True while somebody still works on it or waits: neither solved nor closed. */
bool ticket_status_is_live(enum ticket_status status);

enum ticket_priority { PRIORITY_LOW, PRIORITY_NORMAL, PRIORITY_HIGH, PRIORITY_URGENT };

const char *ticket_priority_name(enum ticket_priority priority);
bool ticket_priority_parse(const char *name, enum ticket_priority *priority);

#define SUPPRESSED_SPAM    "spam"
#define SUPPRESSED_ADDRESS "no mail can be sent to such an address"

/* A person outside: one row a person, several addresses. id 0: not stored yet. */
struct contact {
	int64_t id;
	const char *email;     /* the address that answers go to, as the person wrote it */
	const char *name;      /* "" */
	const char *language;  /* NULL: not known */
	int64_t away_until_us; /* TIME_NONE */
	/* The address that answers go to (of a sender: that they write from) gets no mail, for this
	 * reason: SUPPRESSED_SPAM, SUPPRESSED_ADDRESS, or what its server said. */
	bool is_suppressed;
	const char *suppressed_for; /* NULL */
};

enum participant_role {
	PARTICIPANT_REQUESTER, /* the contact of ticket.requester; kept here too, with each other
				  address of theirs */
	PARTICIPANT_CC,        /* recorded from a mail: gets nothing and may do nothing */
	PARTICIPANT_MEMBER,    /* a CC that an agent has let in */
	PARTICIPANT_WATCHER,   /* an agent who gets copies; `agent` is set */
};

const char *participant_role_name(enum participant_role role);
bool participant_role_parse(const char *name, enum participant_role *role);

struct participant {
	enum participant_role role;
	int64_t contact;   /* 0 for a watcher, and for one who is not stored yet */
	const char *email; /* address */
	const char *name;
	const char *agent; /* NULL but for a watcher */
};

/* A named value that a rule keeps on a ticket and nothing is looked up by: "summary", "wants" … */
struct ticket_field {
	const char *name, *value;
};

enum promise_state { PROMISE_OPEN, PROMISE_KEPT, PROMISE_BROKEN, PROMISE_RENEWED, PROMISE_VOID };

const char *promise_state_name(enum promise_state state);
bool promise_state_parse(const char *name, enum promise_state *state);

enum offer_state { OFFER_GIVEN, OFFER_PENDING, OFFER_APPROVED, OFFER_DENIED, OFFER_EXPIRED };

const char *offer_state_name(enum offer_state state);
bool offer_state_parse(const char *name, enum offer_state *state);

/* What an agent offered a customer: desk/offer.h. */
struct offer {
	int64_t id; /* 0: not stored yet */
	int64_t ticket;
	const char *agent, *kind;
	struct money amount; /* nothing in no currency, where it is an exception to a policy */
	const char *policy;  /* NULL */
	const char *reason;  /* "" */
	enum offer_state state;
	int64_t made_us;
	const char *approver; /* agent id; NULL: nobody was asked */
	int64_t decided_us;   /* TIME_NONE */
	const char *verdict;  /* the approver's words; NULL */
	const char *words;    /* the agent's text that goes to the customer with it; "" */
	bool has_files;       /* that mail had attachments */
	int64_t message;      /* that mail, as it is stored; 0 */
};

/* "40 EUR", or "policy returns". */
const char *offer_worth(struct arena *arena, const struct offer *offer);

/* A time that a customer was told: desk/promise.h. */
struct promise {
	int64_t id;       /* 0: not stored yet */
	const char *kind; /* "acknowledgement", "eta", "handoff", "update", "delay" … */
	const char *by;   /* who gave it: WHO of the journal */
	int64_t made_us, until_us;
	enum promise_state state;
	int64_t settled_us; /* TIME_NONE while it is open */
	int64_t delays; /* how often the desk itself has told the customer of a later time so far */
};

struct ticket {
	int64_t number; /* 0: not stored yet */
	int64_t asked;  /* the number that was asked for, where a merge led here; else number */
	const char *mailbox;
	enum ticket_status status;
	enum ticket_priority priority;
	const char *team;
	const char *owner;    /* agent id; NULL */
	const char *tier;     /* NULL */
	const char *category; /* NULL */
	const char *language;
	const char *subject; /* without tag and Re: */
	const char *tags;    /* by the alphabet, parted by commas; "" */
	struct contact requester;
	const char *answer_to; /* where answers go, when not requester.email; NULL */
	int64_t merged_into;   /* 0 */
	int64_t created_us;
	int64_t changed_us;          /* of the last journal row */
	int64_t status_us;           /* since when it has this status */
	int64_t messages;            /* stored messages */
	const char *last_message_id; /* of the newest public mail from outside, without <>; NULL */
	const char *clocks;          /* the log of its clocks (desk/clock.h); NULL: none yet */
	const char *last_references; /* its References, parted by blanks, the newest last; NULL */
	struct participant *participants;
	size_t participant_count;
	struct ticket_field *fields; /* by name */
	size_t field_count;
	const struct promise *promise; /* the one that is open; NULL */
	const struct offer *offer;     /* the newest one; NULL */
};

/* What the look-up said of the customer when the ticket was opened (customers.csv is asked anew
 * each time). */
#define FIELD_SEGMENT "customer.segment"

/* The value of a field; NULL. */
const char *ticket_field(const struct ticket *ticket, const char *name);

/* True for what people want to see of a ticket; a name with a dot is a rule's own. */
bool ticket_field_is_shown(const char *name);

/* An earlier or open ticket of the same person, as agents see it. */
struct ticket_brief {
	int64_t number;
	const char *subject;
	enum ticket_status status;
	int64_t created_us;
};

/* A mail of ours that was put in the outbox: for whom it was. */
struct sent_mail {
	int64_t id;     /* outbox row */
	int64_t ticket; /* 0 */
	const char *template_name;
	const char *audience; /* "customer", "agent", "admin" */
	const char *agent;    /* NULL: it went to a person outside, or to the admin */
	int64_t created_us;
	int64_t *tickets; /* those that it lists: its agent has a token for each */
	size_t ticket_count;
	const char *email;      /* the first recipient */
	const char *recipients; /* address keys, each between blanks; NULL but for a bounce */
	const char *text;       /* its text part: what a reply may quote */
	int64_t survey;         /* the survey that it is about; 0 */
	int64_t message;        /* the stored message that it was made for; 0 */
};

/* A stored message that was found by its Message-ID. */
struct stored_message {
	int64_t id;
	int64_t ticket;
	const char *message_id;
	const char *agent;      /* who wrote it and was believed; NULL */
	const char *from;       /* address key */
	const char *recipients; /* address keys of To and Cc, each between blanks: " a@x b@y " */
	const char *mailbox;
	const char *fingerprint;
	int64_t at_us;
};

/* A stored message that an agent does something with. */
struct kept_message {
	int64_t id, ticket;
	int64_t at_us;
	const char *by;         /* message_by_name */
	const char *agent;      /* NULL */
	const char *from;       /* address key */
	const char *name;       /* "" */
	const char *message_id; /* NULL */
	const char *subject, *words;
	const char *undo; /* what its commands did (desk/undo.h); NULL: nothing that could be taken
			     back */
	bool is_public, has_attachments;
	int64_t *held; /* mails that it made and that wait to be sent: outbox rows */
	size_t held_count;
};

/* An answer of the conf, with the values of one #use, for one ticket. */
struct canned_text {
	const char *use; /* the arguments */
	int64_t ticket;
	const char *words; /* NULL: it can't be made */
	const char *why;   /* then: in words */
};

/* An agent's text that was kept and not sent. */
struct draft_text {
	int64_t message, ticket;
	const char *words;
	bool has_attachments;
};

/* A mail of an agent's that is held until they answer the mail that asks them (`sent`). */
struct challenge {
	int64_t sent, message,
	    ticket; /* message: stored on that ticket, as one that proves nothing */
	const char *agent;
	const char *words; /* its text, commands among it */
	bool has_attachments;
	bool is_control; /* it came to the control address */
	int64_t expires_us;
	int64_t settled_us; /* TIME_NONE: it waits */
};

/* What somebody is told of once an hour, with a count: mails in an agent's name that were refused,
 * mails that were put into quarantine. */
struct counted {
	int64_t hour;    /* in the last 60 minutes */
	int64_t told_us; /* when they were last told of one; TIME_NONE */
	int64_t untold;  /* since then */
};

/* An agent's load, from the store; agents without a row have none of it. */
struct agent_load {
	const char *agent;
	int64_t live_tickets;
	int64_t assigned_us;   /* TIME_NONE */
	int64_t away_until_us; /* TIME_NONE; INT64_MAX: until they are back */
};

/* One message of a ticket, for the last exchange in agents' mails and for `show`. */
struct exchange {
	int64_t id;
	int64_t at_us;
	const char *by;   /* agent id, "customer", "third" */
	const char *name; /* of the person, "" */
	const char *words;
	bool is_public;
};

#endif
