/* What an agent's mail asks for on one ticket: tried on a copy first, then carried out or given up.
 * Private to lib/desk. */
#ifndef DESK_WORK_H
#define DESK_WORK_H

#include "desk/command.h"

struct line_result {
	const char *line, *name, *result; /* name: of the command, for the journal */
	bool is_done;
	bool is_forbidden; /* the agent's roles don't allow it */
};

struct work {
	struct command_state state; /* state.ticket NULL: about no ticket, questions alone */
	struct command_text text;
	const struct draft_text *held; /* the text was held, as this stored message; NULL: it is the
					  event's mail */
	bool is_part;                  /* one of several in a mail to the control address */
	struct line_result *results;
	size_t count;
	bool is_good;       /* each line was right */
	bool is_vague;      /* the text came back for saying too little */
	struct ticket kept; /* as it was before */
};

/* Runs its lines on the ticket's copy. The caller takes all of it back unless
 * the work is good. */
struct work work_try(struct record *record, struct ticket *ticket, size_t agent,
		     struct command_text text, const struct draft_text *held);

/* What the work needs for a proof, its text to the customer among it. */
enum command_need work_need(const struct work *work);

/* Text or attachments go to the customer. */
bool work_is_answer(const struct work *work);

/* Where nothing of work that is good can go out: adds why to its results, and it is not good. */
void work_check(struct work *work);

/* The journal of the commands; the text goes to the customer, or is kept as a note. */
void work_finish(struct work *work);

/* The journal of commands that were not carried out. */
void work_journal_held(struct work *work);

/* Each line and what became of it, for the transcript. */
void work_add_results(struct work *work, struct mail_change *mail);

/* The commands and the text as the agent wrote them, for a mail that asks for their word. */
void work_add_plan(struct work *work, struct mail_change *mail);

#endif
