/*
 * What the sender wrote now. The text is cut into stretches of own words and of quote; what is
 * left out is the quote below the words (or above them, or one between them), and the signature.
 * Answers between the lines of a quote are kept with it.
 */
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/phrases_reply.h"
#include "mail/reader.h"
#include "mail/reply_lines.h"
#include "mail/reply_opener.h"
#include "mail/reply_signature.h"

/* A stretch of lines: own words, or a quote with the lines that open it. */
struct stretch {
	size_t from, to;
	size_t words; /* of a quote: the line after its opener */
	bool is_quote;
	bool is_opened; /* a quote with an opener, or known to be ours */
	bool is_forward;
};

struct reply {
	struct lines lines;
	struct stretch *items;
	size_t count;
	size_t tries;        /* of openers */
	struct arena *arena; /* for the time of the work */
};

static void add_stretch(struct reply *reply, struct stretch stretch)
{
	if (stretch.from == stretch.to)
		return;
	reply->items = arena_grow(reply->arena, reply->items, reply->count, sizeof *reply->items);
	reply->items[reply->count++] = stretch;
}

/* The end of a run of quoted lines; blank ones within it belong to it. */
static size_t quote_end(const struct lines *lines, size_t from)
{
	size_t end = from;

	for (size_t i = from; i < lines->count; i++) {
		if (lines->items[i].is_quoted)
			end = i + 1;
		else if (!lines->items[i].is_blank)
			break;
	}
	return end;
}

/* Outlook marks no line of a quote: answers between the lines show only where the quote is known.
 */
static size_t last_answer(const struct lines *lines, size_t from)
{
	size_t answer = 0, pending = 0;
	bool has_known = false;

	for (size_t i = from; i < lines->count; i++) {
		const struct line *line = &lines->items[i];

		if (line->is_known) {
			has_known = true;
			answer = pending ? pending : answer;
			pending = 0;
		} else if (has_known && !line->is_blank && !line->is_quoted) {
			pending = i + 1;
		}
	}
	return answer;
}

static bool is_quoted_below(const struct lines *lines, size_t at)
{
	size_t first = lines_skip_blank(lines, at, lines->count);

	return first < lines->count && lines->items[first].is_quoted;
}

/*
 * The quote at `at`, opened or marked; `from` of the result is SIZE_MAX where there is none. After
 * an opener without marked lines everything is quote.
 */
static struct stretch read_quote(struct reply *reply, size_t at)
{
	const struct lines *lines = &reply->lines;
	struct stretch quote = {.from = SIZE_MAX, .is_quote = true};
	struct opener opener = {.kind = OPENER_NONE};
	size_t first;

	if (!lines->items[at].is_quoted || lines->items[at].is_known)
		opener = opener_read(lines, at, &reply->tries, reply->arena);
	if (opener.is_weak && !is_quoted_below(lines, opener.end))
		opener.kind = OPENER_NONE;
	if (opener.kind == OPENER_NONE) {
		if (!lines->items[at].is_quoted)
			return quote;
		quote = (struct stretch){.from = at, .words = at, .is_quote = true};
		quote.to = quote_end(lines, at);
		quote.is_opened = lines->items[at].is_known;
		return quote;
	}
	quote.from = at;
	quote.words = opener.end;
	quote.is_opened = true;
	quote.is_forward = opener.is_forward;
	first = lines_skip_blank(lines, opener.end, lines->count);
	if (opener.kind == OPENER_ATTRIBUTION && first < lines->count &&
	    lines->items[first].is_quoted)
		quote.to = quote_end(lines, first);
	else if (!last_answer(lines, opener.end))
		quote.to = lines->count;
	else
		quote.to = quote_end(lines, first);
	if (quote.to < quote.words)
		quote.to = quote.words;
	return quote;
}

static void cut_stretches(struct reply *reply)
{
	size_t at = 0, text = 0;

	while (at < reply->lines.count) {
		struct stretch quote = {.from = SIZE_MAX};

		if (!reply->lines.items[at].is_blank)
			quote = read_quote(reply, at);
		if (quote.from == SIZE_MAX) {
			at++;
			continue;
		}
		add_stretch(reply, (struct stretch){.from = text, .to = at});
		add_stretch(reply, quote);
		at = text = quote.to;
	}
	add_stretch(reply, (struct stretch){.from = text, .to = at});
}

static bool is_blank_range(const struct reply *reply, size_t from, size_t to)
{
	return lines_skip_blank(&reply->lines, from, to) == to;
}

/* The index after the last stretch of own words that is more than a signature. */
static size_t own_count(const struct reply *reply)
{
	size_t own = 0;

	for (size_t i = 0; i < reply->count; i++) {
		const struct stretch *one = &reply->items[i];
		size_t first;

		if (one->is_quote || is_blank_range(reply, one->from, one->to))
			continue;
		/* Below a quote a signature may stand without any words above it. */
		first = lines_skip_blank(&reply->lines, one->from, one->to);
		if (i && signature_is_at(&reply->lines, first, one->to, reply->arena))
			continue;
		own = i + 1;
	}
	return own;
}

struct output {
	struct buf reply, quoted, signature;
};

static void add_lines(const struct reply *reply, struct buf *out, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		buf_add(out, reply->lines.items[i].text.data, reply->lines.items[i].text.len);
		buf_addc(out, '\n');
	}
}

/* Own words, with those lines set aside that the HTML tree calls a signature. */
static void add_own(const struct reply *reply, struct output *output, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		add_lines(reply,
			  reply->lines.items[i].is_signature ? &output->signature : &output->reply,
			  i, i + 1);
}

static void add_text(const struct reply *reply, struct output *output, const struct stretch *text,
		     bool is_last, bool is_after_cut)
{
	size_t from = text->from, signature = text->to;

	if (is_after_cut)
		from = lines_skip_blank(&reply->lines, from, text->to);
	if (is_last)
		signature = signature_find(&reply->lines, from, text->to, reply->arena);
	add_own(reply, output, from, signature);
	add_lines(reply, &output->signature, signature, text->to);
}

/*
 * own: stretches from here on are quote and signature. A single opened quote before that is left
 * out; several, or one that nothing opens, are what the words answer to.
 */
static void write_stretches(const struct reply *reply, size_t own, struct output *output)
{
	size_t quotes = 0;
	bool is_single, is_after_cut = false;

	for (size_t i = 0; i < reply->count; i++)
		quotes += reply->items[i].is_quote;
	is_single = quotes == 1;
	for (size_t i = 0; i < reply->count; i++) {
		const struct stretch *one = &reply->items[i];

		bool is_cut = is_single && one->is_quote && one->is_opened;

		if (i >= own) {
			add_lines(reply, one->is_quote ? &output->quoted : &output->signature,
				  one->from, one->to);
		} else if (!one->is_quote) {
			add_text(reply, output, one, i + 1 == own, is_after_cut);
		} else if (is_cut) {
			add_lines(reply, &output->quoted, one->from, one->to);
		} else {
			add_lines(reply, &output->reply, one->words, one->to);
		}
		is_after_cut = is_cut;
	}
}

static const char *trimmed(struct arena *arena, const struct buf *text)
{
	const char *from = text->data, *first;
	size_t len = text->len;

	while (len && (from[len - 1] == '\n' || from[len - 1] == ' ' || from[len - 1] == '\t'))
		len--;
	/* Whole blank lines go; the indent of the first line stays. */
	for (first = from; first < from + len; first++) {
		if (*first == '\n')
			from = first + 1;
		else if (*first != ' ' && *first != '\t')
			break;
	}
	return arena_strndup(arena, from, (size_t)(text->data + len - from));
}

static bool is_blank_text(const struct buf *text)
{
	return strspn(text->data, " \t\n") == text->len;
}

static bool has_forward_subject(const struct message *message, struct arena *arena)
{
	const char *subject = fold_text(message->subject, arena);

	for (const char *const *words = reply_forward_subjects; *words; words++)
		if (strncmp(subject, *words, strlen(*words)) == 0)
			return true;
	return false;
}

static bool is_forward(const struct message *message, const struct reply *reply)
{
	bool has_block = false;

	for (size_t i = 0; i < reply->count; i++) {
		has_block = has_block || reply->items[i].is_quote;
		if (reply->items[i].is_forward)
			return true;
	}
	if (!has_forward_subject(message, reply->arena))
		return false;
	for (size_t i = 0; i < message->attachment_count; i++)
		has_block =
		    has_block || strcmp(message->attachments[i].type, "message/rfc822") == 0;
	return has_block;
}

/* A mail that is only a quote or a forward is what the sender had to say. */
static void keep_all(const struct reply *reply, struct output *output)
{
	buf_reset(&output->reply);
	buf_reset(&output->quoted);
	buf_reset(&output->signature);
	add_lines(reply, &output->reply, 0, reply->lines.count);
}

static void work_out(struct reply *reply, struct message *message, const char *known,
		     struct output *output)
{
	const char *text = message->marked_text ? message->marked_text : message->text;

	if (!lines_read(&reply->lines, text, reply->arena)) {
		buf_adds(&output->reply, message->text);
		return;
	}
	if (known && *known)
		lines_mark_known(&reply->lines, known, reply->arena);
	cut_stretches(reply);
	write_stretches(reply, own_count(reply), output);
	message->is_forward = is_forward(message, reply);
	message->is_quote_alone = !output->reply.len || is_blank_text(&output->reply);
	if (message->is_quote_alone)
		keep_all(reply, output);
}

void mail_reply_text(struct message *message, const char *known, struct arena *arena)
{
	struct arena scratch;
	struct reply reply = {.arena = &scratch};
	struct output output;

	arena_init(&scratch);
	buf_init(&output.reply);
	buf_init(&output.quoted);
	buf_init(&output.signature);
	work_out(&reply, message, known, &output);
	message->reply = trimmed(arena, &output.reply);
	message->quoted = trimmed(arena, &output.quoted);
	message->signature = trimmed(arena, &output.signature);
	buf_release(&output.reply);
	buf_release(&output.quoted);
	buf_release(&output.signature);
	arena_release(&scratch);
}
