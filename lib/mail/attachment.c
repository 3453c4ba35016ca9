#include "mail/attachment.h"

#include <string.h>

#include "base/ids.h"
#include "base/text.h"

enum { NAME_LIMIT = 255 };

const char *attachment_name(const char *name, struct arena *arena)
{
	const char *last = name, *at;
	size_t len;

	for (at = name; *at; at++)
		if ((*at == '/' || *at == '\\') && at[1])
			last = at + 1;
	while (*last == ' ' || *last == '/' || *last == '\\')
		last++;
	len = text_cut_len(last, strlen(last), NAME_LIMIT);
	while (len && (last[len - 1] == ' ' || last[len - 1] == '/' || last[len - 1] == '\\'))
		len--;
	if (strspn(last, ".") >= len)
		len = 0;
	return arena_strndup(arena, last, len);
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

static bool is_vague(const char *type)
{
	return strcmp(type, "application/octet-stream") == 0 || strcmp(type, "text/plain") == 0 ||
	       strncmp(type, "application/x-", 14) == 0;
}

static const char *type_of(const struct part *part, struct bytes content)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (content.len >= magics[i].len &&
		    memcmp(content.data, magics[i].magic, magics[i].len) == 0) {
			/* A declared type that says more about the same kind is left alone. */
			if (is_vague(part->type) || strncmp(part->type, "image/", 6) == 0)
				return magics[i].type;
			return part->type;
		}
	return part->type;
}

/* message/rfc822 without a name is called after the subject of the mail inside, so is kept as such.
 */
static const char *name_of(const struct part *part, struct arena *arena)
{
	return part->name ? attachment_name(part->name, arena) : "";
}

static void add_attachment(struct reading *reading, const struct part *part)
{
	struct message *message = reading->message;
	struct bytes body = mime_body(reading, part);
	struct attachment *attachment;
	bool is_damaged = false;

	message->attachments = arena_grow(reading->arena, message->attachments,
					  message->attachment_count, sizeof *message->attachments);
	attachment = &message->attachments[message->attachment_count++];
	*attachment = (struct attachment){
	    .name = name_of(part, reading->arena),
	    .content_id = part->content_id,
	    .is_inline = strcmp(part->disposition, "attachment") != 0 &&
			 (part->content_id || strcmp(part->disposition, "inline") == 0),
	    .raw_offset = part->body,
	    .raw_len = body.len,
	    .encoding = encoding_name(part->encoding),
	};
	attachment->content = decode_body(body, part->encoding, reading->arena, &is_damaged);
	attachment->size = attachment->content.len;
	attachment->type = type_of(part, attachment->content);
	ids_sha256(attachment->content.data, attachment->content.len, attachment->sha256);
	if (is_damaged)
		reading_defect(reading, "attachment %zu: %s with errors", message->attachment_count,
			       attachment->encoding);
}

void attachment_read(struct reading *reading, const struct mime *mime, const enum part_use *uses)
{
	for (size_t i = 0; i < mime->count; i++)
		if (uses[i] == PART_ATTACHMENT)
			add_attachment(reading, &mime->parts[i]);
}
