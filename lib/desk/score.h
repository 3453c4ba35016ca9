/* Answers to questions that we asked by mail, read from a person's own words: doc/ombud.7,
 * "Surveys". Scores are 1 to 5, 5 the best. What is not certain is not read. */
#ifndef DESK_SCORE_H
#define DESK_SCORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "conf/conf.h"

/* The question whether the words may be quoted: its answers are yes and no. */
#define QUESTION_QUOTE "quote-ok"

/* The answer to one question. */
struct score {
	int64_t score;     /* 0: none */
	const char *words; /* what was said to it; "" */
};

/*
 * Reads the answers to these questions, as many as there are of them, in the order of the list:
 *	4 thanks, quick			a number, "4/5", "four", "great"; to "overall", else the
 *first 5 3 4				one number for each question
 *	1) 5 2) 3 3) too slow		by their numbers
 *	clarity: 3			by their names
 * Text may follow. False where no question got an answer; then scores are all empty.
 */
bool score_read(const struct conf_strings *questions, const char *text, struct score *scores,
		struct arena *arena);

/* One answer for one question: "5 - very good, thanks", "yes" where it is QUESTION_QUOTE. */
bool score_read_one(const char *question, const char *text, struct score *score,
		    struct arena *arena);

/* The place of the question that a lone score is for. */
size_t score_main_question(const struct conf_strings *questions);

/* The first line is one word, and it says: no more of these. */
bool score_is_stop(const char *text, struct arena *arena);

/* The text begins with "anonymous", in any of the languages; what stands behind it, else NULL. */
const char *score_behind_anonymous(const char *text, struct arena *arena);

/* Each word of a short text says that all is well, or belongs to the writer's name: "Yes, works,
 * thank you! Cleo" */
bool score_is_praise(const char *text, const char *name, struct arena *arena);

#endif
