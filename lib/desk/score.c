#include "desk/score.h"

#include <ctype.h>
#include <string.h>

#include "base/fold.h"
#include "base/text.h"
#include "desk/score_words.h"

enum { BEST = 5, CLAUSE_MAX = 80, PRAISE_MAX = 240, GREETING_WORDS = 4 };

/* ---- small readers ---- */

static const char *skip_blanks(const char *at)
{
	for (;;)
		if (*at == ' ' || *at == '\t' || *at == '\n')
			at++;
		else if (strncmp(at, "\xe3\x80\x80", 3) == 0) /* ideographic space */
			at += 3;
		else
			return at;
}

/* Bytes of a sign that ends a clause; 0. */
static size_t stop_len(const char *at)
{
	static const char *const wide[] = {"。", "，", "、", "！", "？", "；", "：", "–", "—", "…"};

	if (*at == '-' || *at == '/')
		return at[1] == ' ' || at[1] == '\n' || !at[1];
	if (*at && strchr(".,;:!?()\n\"*", *at))
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (strncmp(at, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

/* What parts a score from the words about it. */
static const char *skip_stops(const char *at)
{
	size_t len;

	for (;;) {
		at = skip_blanks(at);
		len = stop_len(at);
		if (!len)
			return at;
		at += len;
	}
}

/* Up to the next sign that ends a clause, without case. */
static const char *folded_clause(const char *at, size_t *len, struct arena *arena)
{
	size_t end;

	for (*len = 0; at[*len] && *len < CLAUSE_MAX && !stop_len(at + *len);)
		(*len)++;
	for (end = *len; end && at[end - 1] == ' ';)
		end--;
	return fold_bytes((struct bytes){at, end}, arena);
}

static bool is_in(const char *const *list, const char *word)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static const char *words_at(const char *at, struct arena *arena)
{
	size_t len;

	at = skip_stops(at);
	for (len = strlen(at); len && isspace((unsigned char)at[len - 1]);)
		len--;
	return arena_strndup(arena, at, len);
}

/* ---- a number ---- */

/* ASCII or full-width; moves *at. -1: none, 100: over that. */
static int read_number(const char **at)
{
	int number = -1;

	for (;; number = number > 99 ? 100 : number) {
		int digit;

		if (isdigit((unsigned char)**at)) {
			digit = *(*at)++ - '0';
		} else if (strncmp(*at, "\xef\xbc", 2) == 0 && (unsigned char)(*at)[2] >= 0x90 &&
			   (unsigned char)(*at)[2] <= 0x99) {
			digit = (unsigned char)(*at)[2] - 0x90;
			*at += 3;
		} else {
			return number;
		}
		number = number < 0 ? digit : number * 10 + digit + (number == 0 ? 100 : 0);
	}
}

/* The rest of a keycap emoji. */
static const char *skip_keycap(const char *at)
{
	if (strncmp(at, "\xef\xb8\x8f", 3) == 0)
		at += 3;
	return strncmp(at, "\xe2\x83\xa3", 3) == 0 ? at + 3 : at;
}

/* "/5", "out of 5": *at moves behind it. False where another number than 5 stands there. */
static bool read_best(const char **at)
{
	const char *next = skip_blanks(*at);

	if (*next == '/') {
		next = skip_blanks(next + 1);
		if (read_number(&next) != BEST)
			return false;
		*at = next;
		return true;
	}
	for (const char *const *of = score_of; *of; of++) {
		const char *behind = next + strlen(*of);

		if (!text_starts_nocase(next, *of) || *behind != ' ')
			continue;
		behind = skip_blanks(behind);
		switch (read_number(&behind)) {
		case -1:
			continue;
		case BEST:
			*at = behind;
			return true;
		default:
			return false;
		}
	}
	return true;
}

/* "5 days" is no score, nor is "4 or 5". */
static bool is_measure(const char *at, struct arena *arena)
{
	const char *next = skip_blanks(at), *word;
	size_t len = strcspn(next, " \n\t.,;:!?()");

	word = fold_bytes((struct bytes){next, len}, arena);
	for (const char *const *unit = score_units; *unit; unit++) {
		bool is_wide = (unsigned char)**unit >= 0xe3;

		if (is_wide ? strncmp(word, *unit, strlen(*unit)) == 0 : strcmp(word, *unit) == 0)
			return true;
	}
	return *next == '%' || isdigit((unsigned char)*next);
}

/* What may stand right behind a score. */
static bool ends_number(const char *at)
{
	static const char *const points[] = {"分", "点", "點", "점"};

	if (strchr(".,:", *at) && *at && isdigit((unsigned char)at[1]))
		return false;
	if (*at == ')' && isdigit((unsigned char)*skip_blanks(at + 1)))
		return false;
	if (*skip_blanks(at) == '-')
		return !isdigit((unsigned char)*skip_blanks(skip_blanks(at) + 1));
	if (!*at || isspace((unsigned char)*at) || strchr(")]*'\"", *at) || stop_len(at))
		return true;
	for (size_t i = 0; i < sizeof points / sizeof *points; i++)
		if (strncmp(at, points[i], strlen(points[i])) == 0)
			return true;
	return false;
}

static const char *skip_points(const char *at)
{
	return strncmp(at, "分", 3) == 0 || strncmp(at, "点", 3) == 0 ||
		       strncmp(at, "點", 3) == 0 || strncmp(at, "점", 3) == 0
		   ? at + 3
		   : at;
}

/* 1 with a score, 0 where no number stands there, -1 where it is none to be believed. */
static int number_score(const char *at, struct score *score, struct arena *arena)
{
	int number = read_number(&at);

	if (number < 0)
		return 0;
	at = skip_keycap(at);
	if (number < 1 || number > BEST || !read_best(&at) || !ends_number(at) ||
	    is_measure(at, arena))
		return -1;
	at = skip_points(at);
	score->score = number;
	score->words = words_at(strchr(")]*'\"", *at) && *at ? at + 1 : at, arena);
	return 1;
}

/* A run of stars. */
static bool star_score(const char *at, struct score *score, struct arena *arena)
{
	int count = 0;

	for (;;)
		if (*at == '*')
			at++, count++;
		else if (strncmp(at, "★", 3) == 0 || strncmp(at, "⭐", 3) == 0)
			at = skip_keycap(at + 3), count++;
		else if (count && strncmp(at, "☆", 3) == 0)
			at += 3;
		else
			break;
	if (count < 1 || count > BEST || (*at && !isspace((unsigned char)*at)))
		return false;
	score->score = count;
	score->words = words_at(at, arena);
	return true;
}

/* ---- words ---- */

static int word_value(const char *clause)
{
	for (const struct score_word *word = score_words; word->word; word++)
		if (strcmp(word->word, clause) == 0)
			return word->score;
	return 0;
}

/* Without the words that say nothing. */
static const char *without_fillers(const char *clause, struct arena *arena)
{
	const char *kept = "";

	while (*clause) {
		size_t len = strcspn(clause, " ");
		const char *word = arena_strndup(arena, clause, len);

		if (len && !is_in(score_fillers, word))
			kept = arena_printf(arena, "%s%s%s", kept, *kept ? " " : "", word);
		clause += len + (clause[len] == ' ');
	}
	return kept;
}

static bool word_score(const char *at, struct score *score, struct arena *arena)
{
	size_t len;
	const char *clause = folded_clause(at, &len, arena);

	score->score = word_value(clause);
	if (!score->score)
		score->score = word_value(without_fillers(clause, arena));
	if (!score->score)
		return false;
	score->words = words_at(at, arena);
	return true;
}

/* ---- one answer ---- */

/* "score: 4", "my rating - 4" */
static const char *behind_name(const char *at, const char *const *names, struct arena *arena)
{
	size_t len = strcspn(at, ":=\n");

	if ((at[len] != ':' && at[len] != '=') || len > CLAUSE_MAX)
		return NULL;
	return is_in(names, fold_bytes((struct bytes){at, len}, arena)) ? at + len + 1 : NULL;
}

static const char *skip_opening(const char *at)
{
	at = skip_blanks(at);
	while (*at && strchr("\"'([", *at))
		at = skip_blanks(at + 1);
	return at;
}

static bool read_consent(const char *at, struct score *score, struct arena *arena)
{
	size_t len;
	const char *clause = folded_clause(at, &len, arena);
	const char *first = arena_strndup(arena, clause, strcspn(clause, " "));

	if (is_in(score_no, clause) || is_in(score_no, first))
		score->words = "no";
	else if (is_in(score_yes, clause) || is_in(score_yes, first))
		score->words = "yes";
	else
		return false;
	return true;
}

bool score_read_one(const char *question, const char *text, struct score *score,
		    struct arena *arena)
{
	const char *at = skip_opening(text), *behind = behind_name(at, score_names, arena);

	*score = (struct score){.words = ""};
	if (strcmp(question, QUESTION_QUOTE) == 0)
		return read_consent(at, score, arena);
	if (behind)
		at = skip_opening(behind);
	switch (number_score(at, score, arena)) {
	case 1:
		return true;
	case 0:
		if (star_score(at, score, arena) || word_score(at, score, arena))
			return true;
		break;
	default:
		break;
	}
	*score = (struct score){.words = ""};
	return false;
}

/* ---- several answers ---- */

size_t score_main_question(const struct conf_strings *questions)
{
	for (size_t i = 0; i < questions->count; i++)
		if (strcmp(questions->items[i], "overall") == 0)
			return i;
	return 0;
}

/* "2)" at this place; its length. */
static size_t marker_len(const char *at, size_t number)
{
	const char *end = at;

	if (read_number(&end) != (int)number)
		return 0;
	if (*end == ')' || *end == ']')
		return (size_t)(end + 1 - at);
	if (strncmp(end, "）", 3) == 0)
		return (size_t)(end + 3 - at);
	return (*end == '.' || *end == ':') && end[1] == ' ' ? (size_t)(end + 2 - at) : 0;
}

/* The next marker, at a line's start or (with a bracket) behind a blank; NULL. */
static const char *find_marker(const char *at, size_t number)
{
	for (; *at; at++) {
		size_t len;

		if (*at != '\n' && *at != ' ')
			continue;
		len = marker_len(skip_blanks(at), number);
		if (len && (*at == '\n' || !strchr(".: ", skip_blanks(at)[len - 1])))
			return skip_blanks(at);
	}
	return NULL;
}

/* What is said to a question without a score is kept as words. */
static bool read_segment(const char *question, const char *from, const char *to,
			 struct score *score, struct arena *arena)
{
	const char *text = to ? arena_strndup(arena, from, (size_t)(to - from)) : from;
	bool is_read = score_read_one(question, text, score, arena);

	if (!is_read)
		score->words = words_at(text, arena);
	return is_read;
}

/* 1) 5 2) 3 3) too slow */
static bool read_numbered(const struct conf_strings *questions, const char *at,
			  struct score *scores, struct arena *arena)
{
	bool is_read = false;

	if (!marker_len(at, 1))
		return false;
	for (size_t i = 0; i < questions->count && at; i++) {
		const char *from = at + marker_len(at, i + 1);
		const char *next = find_marker(from, i + 2);

		is_read |= read_segment(questions->items[i], from, next, &scores[i], arena);
		at = next;
	}
	return is_read;
}

/* A number for each question: "5 3 4", "5, 3, 4". */
static bool read_list(const struct conf_strings *questions, const char *at, struct score *scores,
		      struct arena *arena)
{
	int numbers[20];

	if (questions->count < 2 || questions->count > sizeof numbers / sizeof *numbers)
		return false;
	for (size_t i = 0; i < questions->count; i++) {
		at += strspn(at, " ,;");
		numbers[i] = read_number(&at);
		if (numbers[i] < 1 || numbers[i] > BEST || (*at && !strchr(" ,;.\n", *at)))
			return false;
	}
	if (is_measure(at, arena))
		return false;
	for (size_t i = 0; i < questions->count; i++)
		scores[i] = (struct score){.score = numbers[i], .words = ""};
	scores[score_main_question(questions)].words = words_at(at, arena);
	return true;
}

/* Lines "clarity: 3". */
static bool read_named(const struct conf_strings *questions, const char *text, struct score *scores,
		       struct arena *arena)
{
	bool is_read = false;

	for (const char *line = skip_blanks(text); *line; line = skip_blanks(line)) {
		size_t len = strcspn(line, "\n");

		for (size_t i = 0; i < questions->count; i++) {
			const char *const names[] = {fold_text(questions->items[i], arena), NULL};
			const char *behind = behind_name(line, names, arena);

			if (behind)
				is_read |= read_segment(questions->items[i], behind, line + len,
							&scores[i], arena);
		}
		line += len;
	}
	return is_read;
}

/* "Dear Ann," */
static const char *skip_greeting(const char *text)
{
	size_t len = strcspn(text, "\n"), words = 1;

	while (len && text[len - 1] == ' ')
		len--;
	for (size_t i = 0; i < len; i++)
		words += text[i] == ' ';
	if (!len || !text[len] || words > GREETING_WORDS || !strchr(",!", text[len - 1]) ||
	    isdigit((unsigned char)*text))
		return text;
	return skip_blanks(text + len);
}

/* A line that is nothing but a number, where there is one such line. */
static bool read_lone_line(const char *text, struct score *score, struct arena *arena)
{
	size_t found = 0;

	for (const char *line = skip_blanks(text); *line; line = skip_blanks(line)) {
		size_t len = strcspn(line, "\n");
		struct score one = {0};

		if (isdigit((unsigned char)*line)) {
			if (number_score(arena_strndup(arena, line, len), &one, arena) < 1 ||
			    *one.words)
				return false;
			*score = one;
			found++;
		}
		line += len;
	}
	if (found != 1)
		*score = (struct score){.words = ""};
	else
		score->words = words_at(text, arena);
	return found == 1;
}

bool score_read(const struct conf_strings *questions, const char *text, struct score *scores,
		struct arena *arena)
{
	size_t main_question = score_main_question(questions);
	const char *at = skip_opening(text), *inner = skip_greeting(at);

	for (size_t i = 0; i < questions->count; i++)
		scores[i] = (struct score){.words = ""};
	if (!questions->count)
		return false;
	if (read_numbered(questions, inner, scores, arena) ||
	    read_list(questions, inner, scores, arena) ||
	    read_named(questions, text, scores, arena))
		return true;
	for (size_t i = 0; i < questions->count; i++)
		scores[i] = (struct score){.words = ""};
	return score_read_one(questions->items[main_question], at, &scores[main_question], arena) ||
	       score_read_one(questions->items[main_question], inner, &scores[main_question],
			      arena) ||
	       read_lone_line(text, &scores[main_question], arena);
}

/* ---- other words ---- */

bool score_is_stop(const char *text, struct arena *arena)
{
	const char *at = skip_opening(text);
	size_t len = strcspn(at, "\n");
	const char *line;

	while (len && strchr(" .!\"')]", at[len - 1]))
		len--;
	if (!len || len > CLAUSE_MAX)
		return false;
	line = fold_bytes((struct bytes){at, len}, arena);
	return is_in(score_stops, line);
}

const char *score_behind_anonymous(const char *text, struct arena *arena)
{
	const char *at = skip_opening(text);
	const char *folded = fold_bytes((struct bytes){at, strcspn(at, "\n")}, arena);

	for (const char *const *word = score_anonymous; *word; word++) {
		size_t len = strlen(*word);

		if (strncmp(folded, *word, len) == 0 &&
		    ((unsigned char)**word >= 0xe3 || !folded[len] ||
		     strchr(" :,.;-!", folded[len])))
			return skip_stops(at + len);
	}
	return NULL;
}

static bool is_word_of(const char *name, const char *word, struct arena *arena)
{
	const char *folded = fold_text(name, arena);
	const char *at = strstr(folded, word);

	return at && (at == folded || strchr(" .-", at[-1])) &&
	       (!at[strlen(word)] || strchr(" .-@", at[strlen(word)]));
}

bool score_is_praise(const char *text, const char *name, struct arena *arena)
{
	const char *folded = fold_text(text, arena);
	size_t known = 0;

	if (strlen(folded) > PRAISE_MAX || strstr(folded, "?") || strstr(folded, "？"))
		return false;
	while (*(folded = skip_stops(folded))) {
		const char *word;
		size_t len = 0;

		while (folded[len] && !isspace((unsigned char)folded[len]) &&
		       !stop_len(folded + len))
			len++;
		word = arena_strndup(arena, folded, len);
		if (is_in(score_praise, word))
			known++;
		else if (!is_word_of(name, word, arena))
			return false;
		folded += len;
	}
	return known > 0;
}
