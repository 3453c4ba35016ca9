#include "mail/choose.h"

#include <ctype.h>
#include <string.h>

struct chooser {
	struct reading *reading;
	const struct mime *mime;
	enum part_use *uses;
};

static bool is_text(const struct part *part)
{
	return part_is(part, "text/plain") || part_is(part, "text/html") ||
	       part_is(part, "text/enriched") || part_is(part, "text/richtext");
}

static bool is_attached(const struct part *part)
{
	return strcmp(part->disposition, "attachment") == 0 || (part->name && *part->name);
}

static void use_all(struct chooser *chooser, size_t index, enum part_use use)
{
	for (size_t i = index; i < chooser->mime->parts[index].after; i++)
		chooser->uses[i] = chooser->mime->parts[i].is_multipart ? PART_CONTAINER : use;
}

static void choose(struct chooser *chooser, size_t index);

static bool is_blank_part(struct chooser *chooser, size_t index)
{
	const struct part *part = &chooser->mime->parts[index];
	struct bytes body = mime_body(chooser->reading, part);

	for (size_t i = 0; i < body.len; i++)
		if (!isspace((unsigned char)body.data[i]))
			return false;
	return true;
}

/* True where a text to read stands in this part or, in a container, in what is inside it. */
static bool has_text(struct chooser *chooser, size_t index, const char *type)
{
	const struct mime *mime = chooser->mime;

	for (size_t i = index; i < mime->parts[index].after; i++)
		if (part_is(&mime->parts[i], type) &&
		    strcmp(mime->parts[i].disposition, "attachment") != 0 &&
		    !is_blank_part(chooser, i))
			return true;
	return false;
}

/* Of alternatives the plain text is best read, HTML next; what is neither is a file. */
static void choose_alternative(struct chooser *chooser, size_t index)
{
	static const char *const wanted[] = {"text/plain", "text/html", "text/enriched",
					     "text/richtext"};
	const struct mime *mime = chooser->mime;
	size_t best = SIZE_MAX;

	for (size_t w = 0; w < 4 && best == SIZE_MAX; w++)
		for (size_t i = index + 1; i < mime->parts[index].after; i = mime->parts[i].after)
			if (has_text(chooser, i, wanted[w])) {
				best = i;
				break;
			}
	for (size_t i = index + 1; i < mime->parts[index].after; i = mime->parts[i].after) {
		const struct part *part = &mime->parts[i];

		if (i == best)
			choose(chooser, i);
		else if (part->is_multipart) {
			/* The other reading may hold the pictures and the invitation. */
			for (size_t j = i; j < part->after; j++)
				chooser->uses[j] =
				    mime->parts[j].is_multipart ? PART_CONTAINER
				    : is_text(&mime->parts[j]) && !is_attached(&mime->parts[j])
					? PART_ALTERNATIVE
					: PART_ATTACHMENT;
		} else {
			chooser->uses[i] = is_text(part) || part_is(part, "text/x-amp-html") ||
						   part_is(part, "text/watch-html")
					       ? PART_ALTERNATIVE
					       : PART_ATTACHMENT;
		}
	}
}

static void choose_related(struct chooser *chooser, size_t index)
{
	const struct mime *mime = chooser->mime;
	bool has_root = false;

	for (size_t i = index + 1; i < mime->parts[index].after; i = mime->parts[i].after) {
		const struct part *part = &mime->parts[i];

		if (!has_root && (part->is_multipart || is_text(part))) {
			choose(chooser, i);
			has_root = true;
		} else {
			use_all(chooser, i, PART_ATTACHMENT);
		}
	}
}

static void choose(struct chooser *chooser, size_t index)
{
	const struct mime *mime = chooser->mime;
	const struct part *part = &mime->parts[index];

	if (!part->is_multipart) {
		chooser->uses[index] =
		    is_text(part) && !is_attached(part) ? PART_TEXT : PART_ATTACHMENT;
		return;
	}
	chooser->uses[index] = PART_CONTAINER;
	if (part_is(part, "multipart/alternative")) {
		choose_alternative(chooser, index);
	} else if (part_is(part, "multipart/related")) {
		choose_related(chooser, index);
	} else {
		for (size_t i = index + 1; i < part->after; i = mime->parts[i].after)
			choose(chooser, i);
	}
}

/* A text that has a file name but no attachment's disposition, where nothing else is text. */
static void choose_named(struct chooser *chooser)
{
	const struct mime *mime = chooser->mime;

	for (size_t i = 0; i < mime->count; i++)
		if (chooser->uses[i] == PART_TEXT)
			return;
	for (size_t i = 0; i < mime->count; i++)
		if (chooser->uses[i] == PART_ATTACHMENT && is_text(&mime->parts[i]) &&
		    strcmp(mime->parts[i].disposition, "attachment") != 0) {
			chooser->uses[i] = PART_TEXT;
			return;
		}
}

enum part_use *choose_parts(struct reading *reading, const struct mime *mime)
{
	struct chooser chooser = {reading, mime, NULL};

	chooser.uses = arena_array(reading->arena, mime->count, sizeof *chooser.uses);
	choose(&chooser, 0);
	choose_named(&chooser);
	return chooser.uses;
}
