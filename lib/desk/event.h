/* What happens to the desk, what it needs to know for its decision, and what it knows. */
#ifndef DESK_EVENT_H
#define DESK_EVENT_H

#include "base/arena.h"
#include "conf/conf.h"
#include "desk/survey.h"
#include "desk/ticket.h"
#include "mail/message.h"

enum event_kind {
	EVENT_MAIL,     /* a mail came into a mailbox */
	EVENT_DUE,      /* a deadline of a ticket, or a timer, is due */
	EVENT_ALERT,    /* something outside the desk is for the admin to mend */
	EVENT_QUIET,    /* the mails that a mailbox held at the first start have all been taken, in
			   silence */
	EVENT_ADMIN,    /* an admin did something with a ticket that changes nothing on it */
	EVENT_GIVEN_UP, /* a mail of ours will not be delivered: the relay refused it, or 5 days are
			   over */
};

/* What an admin does with a ticket and its journal is to hold. */
enum admin_deed { ADMIN_EXPORTED, ADMIN_ERASED };

/* A deadline as it is stored: what is due when, on which ticket. */
struct deadline {
	int64_t id;
	int64_t ticket;   /* 0: of the desk as a whole (desk/timer.h) */
	const char *kind; /* "close" … */
	int64_t due_us;
	const char *data; /* the kind's own; NULL */
};

/* The signature of a mail, as it was verified (flow/signature.h). */
struct signature {
	const char *fingerprint;     /* of the key, pinned for the agent of From; NULL */
	const char *digest;          /* of the signature itself: each one counts once */
	const char *text;            /* what was signed, with its own subject */
	const char *fault;           /* "unknown" (a key that is not theirs, or nothing that holds),
					"replayed"; NULL: it is good */
	int64_t made_us, expires_us; /* TIME_NONE */
};

struct event {
	enum event_kind kind;
	struct signature *signature; /* EVENT_MAIL: of an agent who has keys; NULL: not signed */
	size_t mailbox;              /* EVENT_MAIL, EVENT_ALERT, EVENT_QUIET: index in conf */
	const char *alert_subject, *alert_text; /* EVENT_ALERT */
	struct message *message;                /* EVENT_MAIL */
	bool is_old; /* EVENT_MAIL: from before this store saw the mailbox (first_start = quiet) */
	int64_t oversize;        /* EVENT_MAIL: its size, where it was too large to be fetched; 0 */
	const char *unreadable;  /* EVENT_MAIL: why nothing can be made of it; NULL */
	const char *fingerprint; /* EVENT_MAIL: of the content; for the copy in a second mailbox */
	const struct deadline *deadline; /* EVENT_DUE */
	int64_t admin_ticket;            /* EVENT_ADMIN: 0 for none */
	enum admin_deed admin_deed;      /* EVENT_ADMIN */
	int64_t sent;                    /* EVENT_GIVEN_UP: the outbox row */
	const char *sent_to, *reason;    /* EVENT_GIVEN_UP: the recipient, the server's words */
};

/* The closed list of what the desk may ask for. Each list may be empty. */
struct wants {
	int64_t *tickets; /* numbers */
	size_t ticket_count;
	int64_t *sent; /* outbox rows */
	size_t sent_count;
	const char **message_ids; /* stored messages, and the tickets that they stand on */
	size_t message_id_count;
	const char *contact;   /* address: the person */
	const char *answer_to; /* address: automatic mail to it in 24 h */
	const char *usual_of;  /* a category: how long its tickets waited for a first answer */
	int64_t
	    answers_of; /* a ticket among these: automatic mail to where its answers go in 24 h */
	const char *new_tickets_of; /* a mailbox: its tickets in state new */
	const char
	    *copy_id; /* a Message-ID: was it stored in another mailbox in the last 7 days? */
	const char *drafts_of;  /* an agent: their newest draft on each of the tickets */
	const char *repeats_of; /* address: how many tickets its person opened within repeats_us */
	const char *repeats_category; /* a category: how many tickets of it within repeats_us */
	int64_t repeats_us;
	const char *overseen_by; /* an agent: the live tickets whose escalation owner they are */
	const char *twin_id; /* a Message-ID: was it taken before from refusals_of, and believed? */
	bool quarantine;     /* what the admin was told of it */
	const char *refusals_of; /* an agent: mails in their name that were refused */
	const char *queue_of;    /* an agent: their tickets that are to be worked on */
	const char **uses;       /* arguments of #use: each is rendered for each of the tickets */
	size_t use_count;
	bool answered;       /* the messages that the mails of `sent` were made for */
	const char *undo_of; /* an agent: what they did last on each of the tickets */
	const char *person;  /* address: another person outside than the sender */
	bool incidents;      /* those that a new ticket may belong to */
	bool children;       /* of the tickets that are incidents */
	bool loads;          /* agents' loads, counts of the mailbox */
	int64_t *surveys;    /* ids, and their tickets */
	size_t survey_count;
	bool surveys_of_tickets; /* all that were sent for each of the tickets */
	const char *optout_of;   /* an address: do they want no more of that kind? */
	const char *optout_kind;
	int64_t praise_span_us; /* what agents were thanked for in this time; 0 */
	bool has_involved;      /* the agents who worked on that ticket */
	int64_t asked_of; /* a ticket: what its customer was asked lately, and whether they want it
			     no more */
};

/* A ticket of an incident. */
struct child {
	int64_t parent, ticket;
	bool is_live;
};

struct facts {
	struct ticket **tickets;
	size_t ticket_count;
	struct sent_mail *sent;
	size_t sent_count;
	struct stored_message *messages;
	size_t message_count;
	struct draft_text *drafts;
	size_t draft_count;
	struct kept_message *kept; /* wants.answered, in the order of sent; then wants.undo_of */
	size_t kept_count;
	struct canned_text *canned; /* of wants.uses */
	size_t canned_count;
	struct contact *person;               /* NULL */
	struct contact *contact;              /* NULL: never seen */
	const struct conf_customer *customer; /* what is known of wants.contact beforehand; NULL */
	struct challenge *challenge; /* that the first of `sent` that is one asks for; NULL */
	struct counted refusals, quarantine;
	const struct stored_message *twin; /* NULL */
	struct ticket **incidents;         /* those that are live */
	size_t incident_count;
	struct child *children; /* of those tickets that are incidents */
	size_t child_count;
	struct agent_load *loads;
	size_t load_count;
	int64_t auto_to_address_day; /* to wants.answer_to, or of wants.answers_of */
	bool is_unwritable;          /* wants.answer_to: no mail can be sent to such an address */
	int64_t auto_of_mailbox_hour;
	int64_t usual_us; /* of wants.usual_of: the median of 90 days; 0: too few to say */
	const struct stored_message *copy; /* NULL */
	int64_t repeats;                   /* of wants.repeats_of, or of repeats_category */
	struct survey *surveys;            /* by id, the oldest first */
	size_t survey_count;
	struct conf_strings involved; /* ids: they owned it, or wrote on it */
	int64_t asked_us;  /* wants.asked_of: when their last survey was sent; TIME_NONE */
	bool is_opted_out; /* wants.asked_of: no surveys, no follow-ups; wants.optout_of */
	struct praise *praises;
	size_t praise_count;
};

#endif
