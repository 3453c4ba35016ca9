/* Which ticket a mail belongs to, and as whom its sender speaks there: the threading rule of
 * doc/ombud.7. */
#ifndef DESK_THREAD_H
#define DESK_THREAD_H

#include "desk/event.h"
#include "desk/token.h"

enum standing {
	STANDING_CUSTOMER, /* the requester, or a CC that was let in */
	STANDING_AGENT,
	STANDING_THIRD, /* somebody who holds our mail or was written to, and takes no part */
};

/* Who writes, as the mail says: a claim, whatever it proves. */
struct sender {
	const char *email; /* NULL: nobody who could be answered */
	const char *name;  /* "" */
	bool is_plain; /* the one address of the one From, ASCII: only so somebody is an agent */
};

struct thread {
	const char *rule;            /* "token", "plus", "message-id", "tag", "new" */
	const struct ticket *ticket; /* NULL: a new one */
	enum standing standing;
	bool has_token;   /* an agent's: a mail sent to this very agent for this ticket is being
			     answered */
	bool is_anothers; /* the token is one of another agent's mail */
	bool is_expired;  /* their token was right, but its time is over */
	const struct sent_mail *answered; /* the mail of ours that is answered; NULL */
	const struct survey *survey;      /* what it answers (desk/ask.h); NULL */
	int64_t named; /* a ticket that the mail names without belonging to it; 0 */
};

/* Adds to wants what the rule will look at. */
void thread_wants(const struct conf *conf, const struct event *event, struct wants *wants,
		  struct arena *arena);

struct thread thread_find(const struct conf *conf, const struct facts *facts,
			  const struct event *event, const struct sender *sender, int64_t now_us,
			  struct arena *arena);

/* The agent who writes; CONF_NO_INDEX. */
size_t thread_agent(const struct conf *conf, const struct sender *sender);

/* The first right token of a plus-address among the recipients. */
struct token thread_plus_token(const struct conf *conf, const struct message *message);

/* The requester, with each address that is known to be theirs, or a CC that was let in. */
bool thread_is_customer(const struct ticket *ticket, const char *email);

/* A ticket among the facts by the number that was asked for; NULL. */
const struct ticket *facts_ticket(const struct facts *facts, int64_t number);
const struct sent_mail *facts_sent(const struct facts *facts, int64_t id);

void wants_ticket(struct wants *wants, int64_t number, struct arena *arena);
void wants_sent(struct wants *wants, int64_t id, struct arena *arena);

#endif
