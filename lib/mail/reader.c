#include "mail/reader.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "mail/address.h"
#include "mail/attachment.h"
#include "mail/auth_results.h"
#include "mail/away.h"
#include "mail/body.h"
#include "mail/bounce.h"
#include "mail/charset.h"
#include "mail/date.h"
#include "mail/encoded_word.h"
#include "mail/ids_list.h"
#include "mail/kind.h"
#include "mail/language.h"
#include "mail/reading.h"

enum { SUBJECT_MAX = 998 };

struct mail_limits mail_limits_default(void)
{
	return (struct mail_limits){.header_block = 256 * 1024,
				    .header_line = 64 * 1024,
				    .comment_depth = 10,
				    .mime_depth = 50,
				    .parts = 1000,
				    .addresses = 1000,
				    .references = 200,
				    .raw = 50 * 1024 * 1024};
}

/* A mail whose lines end with CR alone, as old Macs wrote, with LF in their place. */
static struct bytes with_line_ends(struct bytes raw, struct arena *arena)
{
	char *copy, *at;

	if (!raw.len || memchr(raw.data, '\n', raw.len) || !memchr(raw.data, '\r', raw.len))
		return raw;
	copy = arena_strndup(arena, raw.data, raw.len);
	for (at = copy; (at = memchr(at, '\r', (size_t)(copy + raw.len - at))); at++)
		*at = '\n';
	return (struct bytes){copy, raw.len};
}

static void empty_message(struct message *message)
{
	*message = (struct message){
	    .subject = "",
	    .date_us = TIME_NONE,
	    .kind = MAIL_HUMAN,
	    .kind_reason = "",
	    .away_until_us = TIME_NONE,
	    .text = "",
	    .reply = "",
	    .quoted = "",
	    .signature = "",
	    .charset = "",
	};
}

static void read_headers(struct reading *reading, const struct field_list *fields)
{
	struct message *message = reading->message;

	message->headers = arena_array(reading->arena, fields->count, sizeof *message->headers);
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->items[i];
		struct bytes value = field_unfold(field, reading->arena);

		message->headers[i] = (struct header){
		    text_clean_dup(reading->arena, field->name.data, field->name.len, TEXT_LINE),
		    text_clean_dup(reading->arena, value.data, value.len, TEXT_LINE)};
	}
	message->header_count = fields->count;
}

static const struct {
	const char *name;
	size_t offset;
	bool is_single; /* RFC 5322, 3.6: only the first counts */
} address_fields[] = {
    {"from", offsetof(struct message, from), true},
    {"to", offsetof(struct message, to), false},
    {"cc", offsetof(struct message, cc), false},
    {"reply-to", offsetof(struct message, reply_to), true},
    {"sender", offsetof(struct message, sender), true},
    {"delivered-to", offsetof(struct message, delivered_to), false},
    {"x-original-to", offsetof(struct message, delivered_to), false},
    {"envelope-to", offsetof(struct message, delivered_to), false},
};

static void read_addresses(struct reading *reading, const struct field *field, const char *charset)
{
	for (size_t i = 0; i < sizeof address_fields / sizeof *address_fields; i++) {
		struct address_list *list;

		if (!field_is(field, address_fields[i].name))
			continue;
		list = (struct address_list *)((char *)reading->message + address_fields[i].offset);
		if (list->count && address_fields[i].is_single)
			reading_defect(reading, "two %s fields: the first is used",
				       address_fields[i].name);
		else
			address_list_read(reading, field_unfold(field, reading->arena), charset,
					  list);
	}
}

/* True for signs that belong to the one before them: accents, joiners, colours of emoji. */
static bool is_joined(uint32_t point)
{
	int8_t type = u_charType((UChar32)point);

	return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
	       type == U_COMBINING_SPACING_MARK || point == 0x200d ||
	       (point >= 0x1f3fb && point <= 0x1f3ff);
}

/* Where to cut at most max bytes off, so that no sign that a person sees is cut in two. */
static size_t cut_len(const char *text, size_t max)
{
	enum { LOOK_BACK = 64 };
	size_t len = strlen(text), cut = text_cut_len(text, len, max), at, back = cut;

	while (cut < len && back && cut - back < LOOK_BACK) {
		at = back;
		if (!is_joined(text_next(text, len, &at)) &&
		    !(back > 3 && memcmp(text + back - 3, "\xe2\x80\x8d", 3) == 0))
			return back;
		back = text_cut_len(text, back, back - 1);
	}
	return cut;
}

static void read_subject(struct reading *reading, const struct field *field, const char *charset)
{
	bool is_cleaned = false;
	const char *subject = encoded_word_checked(field_unfold(field, reading->arena), charset,
						   reading->arena, &is_cleaned);
	size_t len = cut_len(subject, SUBJECT_MAX);

	if (is_cleaned)
		reading_defect(reading, "control signs taken out of the subject");
	if (subject[len]) {
		reading_defect(reading, "subject cut at %d bytes", SUBJECT_MAX);
		subject = arena_strndup(reading->arena, subject, len);
	}
	reading->message->subject = subject;
}

static void read_date(struct reading *reading, const struct field *field)
{
	bool is_odd;

	reading->message->date_us = date_read(field_unfold(field, reading->arena), &is_odd);
	if (reading->message->date_us == TIME_NONE)
		reading_defect(reading, "the date can't be read");
	else if (is_odd)
		reading_defect(reading, "an odd date");
}

static void read_message_id(struct reading *reading, const struct field *field)
{
	struct string_list ids = {0};

	ids_list_read(reading, field_unfold(field, reading->arena), &ids);
	if (ids.count)
		reading->message->message_id = ids.items[0];
}

static void read_return_path(struct reading *reading, const struct field *field)
{
	reading->message->return_path =
	    address_spec(field_unfold(field, reading->arena), reading->arena);
}

static void read_in_reply_to(struct reading *reading, const struct field *field)
{
	ids_list_read(reading, field_unfold(field, reading->arena), &reading->message->in_reply_to);
}

static void read_references(struct reading *reading, const struct field *field)
{
	ids_list_read(reading, field_unfold(field, reading->arena), &reading->message->references);
}

/* Fields of which the first counts. */
static const struct {
	const char *name;
	void (*read)(struct reading *reading, const struct field *field);
} single_fields[] = {
    {"date", read_date},
    {"message-id", read_message_id},
    {"return-path", read_return_path},
    {"in-reply-to", read_in_reply_to},
    {"references", read_references},
};
enum { SINGLE_FIELDS = sizeof single_fields / sizeof *single_fields };

static void read_fields(struct reading *reading, const struct field_list *fields,
			const char *charset)
{
	bool is_seen[SINGLE_FIELDS] = {false}, has_subject = false;

	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->items[i];

		read_addresses(reading, field, charset);
		if (field_is(field, "subject")) {
			if (has_subject)
				reading_defect(reading, "two subject fields: the first is used");
			else
				read_subject(reading, field, charset);
			has_subject = true;
		}
		for (size_t j = 0; j < SINGLE_FIELDS; j++) {
			if (!field_is(field, single_fields[j].name))
				continue;
			if (is_seen[j])
				reading_defect(reading, "two %s fields: the first is used",
					       single_fields[j].name);
			else
				single_fields[j].read(reading, field);
			is_seen[j] = true;
		}
	}
}

/* Comments nested this deep are an attack on parsers, never a person's doing. */
static const char *deep_comment(const struct reading *reading, const struct field_list *fields)
{
	static const char *const structured[] = {
	    "from", "to",         "cc",          "reply-to",   "sender",
	    "date", "references", "in-reply-to", "message-id", "return-path"};

	for (size_t i = 0; i < fields->count; i++)
		for (size_t j = 0; j < sizeof structured / sizeof *structured; j++)
			if (field_is(&fields->items[i], structured[j]) &&
			    field_comment_depth(fields->items[i].value) >
				reading->limits.comment_depth)
				return structured[j];
	return NULL;
}

/* A charset that the body declares: raw 8-bit headers are often in it. */
static const char *body_charset(const struct mime *mime)
{
	for (size_t i = 0; i < mime->count; i++) {
		const char *charset = param_find(&mime->parts[i].params, "charset");

		if (charset)
			return charset;
	}
	return NULL;
}

static void read_parts(struct reading *reading, const struct mime *mime)
{
	enum part_use *uses = choose_parts(reading, mime);

	body_read(reading, mime, uses);
	attachment_read(reading, mime, uses);
	kind_read(reading, mime, bounce_read(reading, mime));
	away_read(reading);
	mail_reply_text(reading->message, NULL, reading->arena);
	reading->message->language = language_of_text(reading->message->reply);
}

struct bytes mail_decode(struct bytes raw, const char *encoding, struct arena *arena)
{
	enum encoding known = ENCODING_7BIT;
	bool is_damaged = false;

	encoding_from_name(encoding, strlen(encoding), &known);
	return decode_body(raw, known, arena, &is_damaged);
}

int mail_read(struct bytes raw, const struct mail_limits *limits, struct arena *arena,
	      struct message **message, struct err *err)
{
	struct reading reading = {
	    .limits = *limits, .arena = arena, .message = ARENA_NEW(arena, struct message)};
	const struct field_list *fields;
	const char *deep, *charset;
	bool is_header_over;
	struct mime mime;

	charset_begin();
	*message = reading.message;
	empty_message(reading.message);
	reading.message->raw = raw;
	if (!raw.len)
		return err_set(err, ERR_INPUT, "the mail is empty");
	if (raw.len > limits->raw) {
		reading_defect(&reading, "the mail has %zu bytes, more than %zu", raw.len,
			       limits->raw);
		raw.len = limits->header_block;
	}
	reading.raw = with_line_ends(raw, arena);
	mime_read(&reading, &mime, &is_header_over);
	fields = &mime.parts[0].fields;
	read_headers(&reading, fields);
	deep = deep_comment(&reading, fields);
	if (deep) {
		reading_defect(&reading, "comments nested in %s", deep);
		return err_set(err, ERR_LIMIT, "comments nested deeper than %zu in the field %s",
			       limits->comment_depth, deep);
	}
	charset = body_charset(&mime);
	read_fields(&reading, fields, charset);
	trace_read(&reading, fields);
	if (is_header_over) {
		reading_defect(&reading, "header block over %zu bytes", limits->header_block);
		return err_set(err, ERR_LIMIT, "the header block has more than %zu bytes",
			       limits->header_block);
	}
	if (reading.message->raw.len > limits->raw)
		return err_set(err, ERR_LIMIT, "the mail has more than %zu bytes", limits->raw);
	read_parts(&reading, &mime);
	if (!fields->count)
		return err_set(err, ERR_INPUT, "the mail has no header");
	return 0;
}
