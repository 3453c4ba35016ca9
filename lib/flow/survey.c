/* Surveys on their way: what the desk is to know of them, what it decided, and what their mails
 * show. */
#include <inttypes.h>
#include <string.h>

#include "desk/score.h"
#include "desk/thread.h"
#include "flow/internal.h"

enum { SCORES = 5 };

/* ---- facts ---- */

static int find_spent(struct flow *flow, struct survey *survey, struct arena *arena,
		      struct err *err)
{
	struct conf_strings marks = survey_marks(flow->conf, survey->id, arena);

	for (size_t i = 0; i < marks.count && !survey->is_spent; i++)
		if (store_survey_is_spent(flow->store, marks.items[i], &survey->is_spent, err) < 0)
			return -1;
	return 0;
}

static int keep(struct flow *flow, const struct survey *survey, struct arena *arena,
		struct facts *facts, struct err *err)
{
	for (size_t i = 0; i < facts->survey_count; i++)
		if (facts->surveys[i].id == survey->id)
			return 0;
	facts->surveys =
	    arena_grow(arena, facts->surveys, facts->survey_count, sizeof *facts->surveys);
	facts->surveys[facts->survey_count] = *survey;
	return find_spent(flow, &facts->surveys[facts->survey_count++], arena, err);
}

int survey_load(struct flow *flow, int64_t id, struct arena *arena, struct facts *facts,
		struct err *err)
{
	struct survey survey;

	if (store_survey_load(flow->store, id, arena, &survey, err) < 0)
		return -1;
	return survey.id ? keep(flow, &survey, arena, facts, err) : 0;
}

static int load_of_tickets(struct flow *flow, struct arena *arena, struct facts *facts,
			   struct err *err)
{
	for (size_t t = 0; t < facts->ticket_count; t++) {
		struct survey *surveys;
		size_t count;

		if (store_surveys_of_ticket(flow->store, facts->tickets[t]->number, arena, &surveys,
					    &count, err) < 0)
			return -1;
		for (size_t i = 0; i < count; i++)
			if (keep(flow, &surveys[i], arena, facts, err) < 0)
				return -1;
	}
	return 0;
}

/* The customer of that ticket. */
static int load_asked(struct flow *flow, int64_t number, struct facts *facts, struct err *err)
{
	const struct ticket *ticket = facts_ticket(facts, number);

	facts->asked_us = TIME_NONE;
	if (!ticket)
		return 0;
	if (ticket->requester.id && store_survey_last(flow->store, ticket->requester.id,
						      SURVEY_SCORES, &facts->asked_us, err) < 0)
		return -1;
	return store_optout_knows(flow->store,
				  ticket->answer_to ? ticket->answer_to : ticket->requester.email,
				  survey_optout_name(SURVEY_SCORES), &facts->is_opted_out, err);
}

int surveys_load(struct flow *flow, const struct wants *wants, int64_t now_us, struct arena *arena,
		 struct facts *facts, struct err *err)
{
	for (size_t i = 0; i < facts->sent_count; i++)
		if (facts->sent[i].survey &&
		    survey_load(flow, facts->sent[i].survey, arena, facts, err) < 0)
			return -1;
	if (wants->surveys_of_tickets && load_of_tickets(flow, arena, facts, err) < 0)
		return -1;
	if (wants->has_involved &&
	    store_ticket_agents(flow->store, wants->asked_of, arena, &facts->involved, err) < 0)
		return -1;
	if (wants->optout_of &&
	    store_optout_knows(flow->store, wants->optout_of, wants->optout_kind,
			       &facts->is_opted_out, err) < 0)
		return -1;
	if (wants->praise_span_us &&
	    store_praises(flow->store, now_us - wants->praise_span_us, arena, &facts->praises,
			  &facts->praise_count, err) < 0)
		return -1;
	return wants->asked_of ? load_asked(flow, wants->asked_of, facts, err) : 0;
}

/* ---- changes ---- */

int surveys_begin(struct flow *flow, const struct changes *changes, struct err *err)
{
	for (size_t i = 0; i < changes->survey_count; i++)
		if (changes->surveys[i].is_new &&
		    store_survey_insert(flow->store, changes->surveys[i].after, err) < 0)
			return -1;
	return 0;
}

static int add_answer(struct flow *flow, const struct answer_change *answer, int64_t now_us,
		      struct arena *arena, struct err *err)
{
	struct conf_strings marks;

	if (store_answer_insert(flow->store, answer, now_us, err) < 0)
		return -1;
	if (!answer->is_anonymous)
		return 0;
	marks = survey_marks(flow->conf, answer->survey->id, arena);
	return store_survey_spend(flow->store, marks.items[0], err);
}

int surveys_end(struct flow *flow, const struct changes *changes, int64_t now_us, struct err *err)
{
	for (size_t i = 0; i < changes->survey_count; i++)
		if (!changes->surveys[i].is_new &&
		    store_survey_update(flow->store, changes->surveys[i].after, err) < 0)
			return -1;
	for (size_t i = 0; i < changes->answer_count; i++)
		if (add_answer(flow, &changes->answers[i], now_us, changes->arena, err) < 0)
			return -1;
	for (size_t i = 0; i < changes->optout_count; i++)
		if (store_optout_add(flow->store, changes->optouts[i].email,
				     changes->optouts[i].kind, now_us, err) < 0)
			return -1;
	return 0;
}

/* ---- mails ---- */

/* The mailto: link that answers with that subject. */
static const char *answer_url(const struct conf *conf, const struct conf_mailbox *mailbox,
			      const struct mail_change *mail, enum survey_token_kind kind,
			      const char *subject, struct arena *arena)
{
	const char *tag = "";

	if (mailbox->plus)
		return arena_printf(
		    arena, "mailto:%s?subject=%s",
		    survey_address(conf, mailbox->address, kind, mail->survey->id, arena), subject);
	if (kind == SURVEY_TOKEN_NAMED && mail->ticket)
		tag = arena_printf(arena, "-%" PRId64, mail->ticket->number);
	return arena_printf(arena, "mailto:%s?subject=[%s%s %s] %s", mailbox->address,
			    conf->desk.tag, tag, survey_token(conf, kind, mail->survey->id, arena),
			    subject);
}

static struct value *scores_of(const struct conf *conf, const struct conf_mailbox *mailbox,
			       const struct mail_change *mail, enum survey_token_kind kind,
			       const char *before, struct arena *arena)
{
	struct value *list = value_list(arena);

	for (int score = SCORES; score; score--) {
		const char *subject = arena_printf(arena, "%s%d/%d", before, score, SCORES);
		struct value *map = value_map(arena);

		value_set_number(arena, map, "score", score);
		value_set_bool(arena, map, arena_printf(arena, "is_%d", score), true);
		value_set_text(arena, map, "url",
			       answer_url(conf, mailbox, mail, kind, subject, arena));
		value_append(arena, list, map);
	}
	return list;
}

static const char *flag_of(const char *name, struct arena *arena)
{
	char *flag = arena_printf(arena, "is_%s", name);

	for (char *sign = flag; (sign = strchr(sign, '-'));)
		*sign = '_';
	return flag;
}

/* "is_clarity" is true of the question that the templates have words for. */
static struct value *question_of(const struct conf *conf, const struct conf_mailbox *mailbox,
				 const struct mail_change *mail, size_t place, bool is_single,
				 struct arena *arena)
{
	const char *name = mail->survey_questions.items[place];
	const char *before = is_single ? "" : arena_printf(arena, "%s: ", name);
	struct value *map = value_map(arena);

	value_set_number(arena, map, "number", (int64_t)place + 1);
	value_set_text(arena, map, "name", name);
	value_set_bool(arena, map, flag_of(name, arena), true);
	if (strcmp(name, QUESTION_QUOTE) != 0) {
		value_set(arena, map, "scores",
			  scores_of(conf, mailbox, mail, SURVEY_TOKEN_NAMED, before, arena));
		return map;
	}
	value_set_text(
	    arena, map, "yes_url",
	    answer_url(conf, mailbox, mail, SURVEY_TOKEN_NAMED, QUESTION_QUOTE ": yes", arena));
	return map;
}

void survey_show(const struct conf *conf, const struct conf_mailbox *mailbox,
		 const struct mail_change *mail, struct arena *arena, struct value *map)
{
	const struct conf_strings *names = &mail->survey_questions;
	struct value *questions = value_list(arena);

	for (size_t i = 0; i < names->count; i++)
		value_append(arena, questions,
			     question_of(conf, mailbox, mail, i, names->count == 1, arena));
	if (names->count)
		value_set(arena, map, "questions", questions);
	value_set_bool(arena, map, "is_single", names->count == 1);
	value_set_text(arena, map, "month", mail->survey->name);
	value_set(arena, map, "anonymous",
		  scores_of(conf, mailbox, mail, SURVEY_TOKEN_ANONYMOUS, "", arena));
	value_set_text(arena, map, "yes_url",
		       answer_url(conf, mailbox, mail, SURVEY_TOKEN_NAMED, "yes", arena));
	value_set_text(arena, map, "no_url",
		       answer_url(conf, mailbox, mail, SURVEY_TOKEN_NAMED, "no", arena));
	value_set_text(arena, map, "stop_url", survey_stop_url(conf, mailbox, mail, arena));
}

const char *survey_stop_header(const struct conf *conf, const struct conf_mailbox *mailbox,
			       const struct mail_change *mail, struct arena *arena)
{
	const char *url = survey_stop_url(conf, mailbox, mail, arena), *encoded = "";

	for (; *url; url++)
		encoded = strchr(" []", *url) ? arena_printf(arena, "%s%%%02X", encoded, *url)
					      : arena_printf(arena, "%s%c", encoded, *url);
	return encoded;
}

const char *survey_stop_url(const struct conf *conf, const struct conf_mailbox *mailbox,
			    const struct mail_change *mail, struct arena *arena)
{
	return answer_url(conf, mailbox, mail, SURVEY_TOKEN_NAMED, "unsubscribe", arena);
}
