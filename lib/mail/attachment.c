#include "mail/attachment.h"

#include <string.h>

#include "base/ids.h"
#include "base/text.h"

enum { NAME_LIMIT = 255 };

/* A name that is too long loses its middle: what the file is stands at its end. */
static const char *cut_name(const char *name, size_t len, struct arena *arena)
{
	enum { ENDING_MAX = 16 };
	const char *dot = memrchr(name, '.', len);
	size_t ending = dot ? (size_t)(name + len - dot) : 0;

	if (len <= NAME_LIMIT)
		return arena_strndup(arena, name, len);
	if (ending > ENDING_MAX)
		ending = 0;
	return arena_printf(arena, "%.*s%.*s", (int)text_cut_len(name, len, NAME_LIMIT - ending),
			    name, (int)ending, name + len - ending);
}

const char *attachment_name(const char *name, struct arena *arena)
{
	size_t len = strlen(name), from;
	const char *last;

	while (len && strchr(" /\\", name[len - 1]))
		len--;
	for (from = len; from && name[from - 1] != '/' && name[from - 1] != '\\';)
		from--;
	from += strspn(name + from, " ");
	last = name + from;
	len -= from < len ? from : len;
	if (strspn(last, ".") >= len)
		len = 0;
	return cut_name(last, len, arena);
}

/* Types that their first bytes give away. */
static const struct {
	const char *magic;
	size_t len;
	const char *type;
} magics[] = {
    {"\x89PNG\r\n\x1a\n", 8, "image/png"},
    {"\xff\xd8\xff", 3, "image/jpeg"},
    {"GIF87a", 6, "image/gif"},
    {"GIF89a", 6, "image/gif"},
    {"%PDF-", 5, "application/pdf"},
    {"\x78\x9f\x3e\x22", 4, "application/ms-tnef"},
};

/* Types that say nothing much, so that certain bytes say more. */
static bool is_vague(const char *type)
{
	return strcmp(type, "application/octet-stream") == 0 || strcmp(type, "text/plain") == 0 ||
	       strncmp(type, "application/x-", 14) == 0 || strncmp(type, "image/", 6) == 0;
}

const char *attachment_type(const char *declared, struct bytes content)
{
	for (size_t i = 0; is_vague(declared) && i < sizeof magics / sizeof *magics; i++)
		if (content.len >= magics[i].len &&
		    memcmp(content.data, magics[i].magic, magics[i].len) == 0)
			return magics[i].type;
	return declared;
}

struct attachment *attachment_add(struct reading *reading, struct bytes content)
{
	struct message *message = reading->message;
	struct attachment *attachment;

	message->attachments = arena_grow(reading->arena, message->attachments,
					  message->attachment_count, sizeof *message->attachments);
	attachment = &message->attachments[message->attachment_count++];
	*attachment = (struct attachment){
	    .name = "", .type = "", .content = content, .size = content.len, .encoding = "7bit"};
	ids_sha256(content.data, content.len, attachment->sha256);
	return attachment;
}

/* Mail programs show a part with a Content-ID within the text, whatever its disposition. */
static bool is_inline(const struct part *part)
{
	return strcmp(part->disposition, "attachment") != 0 &&
	       (part->content_id || strcmp(part->disposition, "inline") == 0);
}

static void read_part(struct reading *reading, const struct part *part)
{
	struct bytes body = mime_body(reading, part);
	struct attachment *attachment;
	bool is_damaged = false;

	attachment =
	    attachment_add(reading, decode_body(body, part->encoding, reading->arena, &is_damaged));
	if (part->name)
		attachment->name = attachment_name(part->name, reading->arena);
	attachment->content_id = part->content_id;
	attachment->is_inline = is_inline(part);
	attachment->raw_offset = part->body;
	attachment->raw_len = body.len;
	attachment->encoding = encoding_name(part->encoding);
	attachment->type = attachment_type(part->type, attachment->content);
	if (is_damaged)
		reading_defect(reading, "attachment %zu: %s with errors",
			       reading->message->attachment_count, attachment->encoding);
}

void attachment_read(struct reading *reading, const struct mime *mime, const enum part_use *uses)
{
	for (size_t i = 0; i < mime->count; i++)
		if (uses[i] == PART_ATTACHMENT || uses[i] == PART_TEXT_AND_FILE)
			read_part(reading, &mime->parts[i]);
}
