/* The words of score.c, in the languages of the reader, lower-case. Lists end with NULL. */
#ifndef DESK_SCORE_WORDS_H
#define DESK_SCORE_WORDS_H

struct score_word {
	const char *word;
	int score;
};

extern const struct score_word score_words[]; /* a whole clause that is a score */
extern const char *const score_fillers[];     /* may stand in the clause beside it */
extern const char *const score_units[];       /* make the number before them a measure */
extern const char *const score_of[];          /* between a score and the best one: 4 OF 5 */
extern const char *const score_stops[];       /* no more of these mails */
extern const char *const score_anonymous[];   /* without my name */
extern const char *const score_yes[], *const score_no[];
extern const char *const score_praise[]; /* words of those for whom all is well */
extern const char *const score_names[];  /* "score: 4" */

#endif
