/* Questions that go to one person by mail, and their answers, as the store keeps them. */
#ifndef DESK_SURVEY_H
#define DESK_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "conf/conf.h"

/* Each has the name of its mail's template. */
enum survey_kind {
	SURVEY_SCORES,   /* "survey": the customer, after the solution */
	SURVEY_FOLLOWUP, /* "followup": the customer, some days later */
	SURVEY_DEBRIEF,  /* "debrief": those who worked on an escalated ticket */
	SURVEY_REVIEW,   /* "review": a reviewer, about one of these */
	SURVEY_PULSE,    /* "pulse": every agent, monthly */
	SURVEY_PRAISE,   /* "praise": every agent, weekly; it asks nothing and can be stopped */
};

const char *survey_kind_name(enum survey_kind kind);
bool survey_kind_parse(const char *name, enum survey_kind *kind);

/* What somebody who wants no more of a kind is kept under: "surveys" is follow-ups too. */
const char *survey_optout_name(enum survey_kind kind);

struct survey {
	int64_t id; /* 0: not stored yet */
	enum survey_kind kind;
	const char *name;  /* of the survey in the conf; else that of its kind, or a month */
	int64_t ticket;    /* 0 */
	int64_t contact;   /* whom it went to; 0 */
	const char *agent; /* the same of an agent; NULL */
	int64_t sent_us;
	int64_t first_us; /* of the first answer; TIME_NONE */
	bool is_thanked;
	bool is_spent; /* it was answered without a name */
};

/* What an agent was thanked for. */
struct praise {
	const char *agent;
	int64_t thanks, saves, good; /* thank-yous, low scores made good, scores of 4 and 5 */
	int64_t streak;              /* good ones in a row, up to now */
	bool is_broken;
	struct conf_strings quotes; /* short words of theirs, the newest first */
};

/* The key of the anonymous answer to a survey: nothing but the secret and the id make it. One for
 * each secret, the newest first. */
struct conf_strings survey_marks(const struct conf *conf, int64_t id, struct arena *arena);

enum survey_token_kind { SURVEY_TOKEN_NONE, SURVEY_TOKEN_NAMED, SURVEY_TOKEN_ANONYMOUS };

struct survey_token {
	enum survey_token_kind kind;
	int64_t survey;
};

/* What stands behind the plus of an address, or with the tag in a subject: s7.TOKEN, a7.TOKEN. */
const char *survey_token(const struct conf *conf, enum survey_token_kind kind, int64_t survey,
			 struct arena *arena);

/* support+s7.TOKEN@acme.example */
const char *survey_address(const struct conf *conf, const char *address,
			   enum survey_token_kind kind, int64_t survey, struct arena *arena);

/* Reads an address of that mailbox; a subject anywhere, and *rest is the subject without it. */
struct survey_token survey_token_of_address(const struct conf *conf, const char *mailbox,
					    const char *address);
struct survey_token survey_token_of_subject(const struct conf *conf, const char *subject,
					    const char **rest, struct arena *arena);

#endif
