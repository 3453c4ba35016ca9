/* Which question a mail answers: by the token in the address that it was sent to, or by the mail
 * that it is a reply to. */
#include <string.h>

#include "desk/ask.h"

static struct survey_token token_in(const struct conf *conf, const struct address_list *list)
{
	struct survey_token token = {0};

	for (size_t i = 0; i < list->count; i++)
		for (size_t m = 0; m < conf->mailbox_count; m++) {
			token = survey_token_of_address(conf, conf->mailboxes[m].address,
							list->items[i].email);
			if (token.kind)
				return token;
		}
	return token;
}

struct survey_token ask_token(const struct conf *conf, const struct message *message,
			      struct arena *arena)
{
	const struct address_list *lists[] = {&message->to, &message->cc, &message->delivered_to};
	struct survey_token token = {0};
	const char *rest;

	for (size_t i = 0; !token.kind && i < sizeof lists / sizeof *lists; i++)
		token = token_in(conf, lists[i]);
	return token.kind ? token : survey_token_of_subject(conf, message->subject, &rest, arena);
}

void ask_wants(const struct conf *conf, const struct event *event, struct wants *wants,
	       struct arena *arena)
{
	struct survey_token token = ask_token(conf, event->message, arena);

	wants->surveys_of_tickets = conf->survey_count > 0;
	if (!token.kind)
		return;
	wants->surveys = arena_grow(arena, wants->surveys, wants->survey_count, sizeof(int64_t));
	wants->surveys[wants->survey_count++] = token.survey;
}

static const struct survey *find(const struct facts *facts, int64_t id)
{
	for (size_t i = 0; i < facts->survey_count; i++)
		if (facts->surveys[i].id == id)
			return &facts->surveys[i];
	return NULL;
}

/* A customer's survey makes nobody an agent, an agent's nobody but that agent. */
static void set_standing(const struct conf *conf, const struct sender *sender,
			 struct thread *thread)
{
	const struct survey *survey = thread->survey;
	size_t agent = thread_agent(conf, sender);

	thread->standing = STANDING_THIRD;
	if (survey->agent) {
		if (agent == CONF_NO_INDEX || strcmp(conf->agents[agent].id, survey->agent) != 0)
			return;
		thread->standing = STANDING_AGENT;
		thread->has_token = true;
	} else if (thread->ticket && sender->email &&
		   thread_is_customer(thread->ticket, sender->email)) {
		thread->standing = STANDING_CUSTOMER;
	} else if (agent != CONF_NO_INDEX) {
		thread->standing = STANDING_AGENT;
	}
}

bool ask_find(const struct conf *conf, const struct facts *facts, const struct event *event,
	      const struct sender *sender, struct thread *thread, struct arena *arena)
{
	struct survey_token token = ask_token(conf, event->message, arena);
	const struct survey *survey =
	    token.kind == SURVEY_TOKEN_NAMED ? find(facts, token.survey) : NULL;

	/* A mail to agents that is about no ticket. */
	for (size_t i = 0; !survey && i < facts->sent_count; i++)
		if (facts->sent[i].survey && !facts->sent[i].ticket)
			survey = find(facts, facts->sent[i].survey);

	if (!survey)
		return false;
	*thread = (struct thread){
	    .rule = "token", .survey = survey, .ticket = facts_ticket(facts, survey->ticket)};
	set_standing(conf, sender, thread);
	return true;
}

const struct survey *ask_answered(const struct facts *facts, const struct thread *thread)
{
	return thread->answered && thread->answered->survey ? find(facts, thread->answered->survey)
							    : NULL;
}
