#include "mail/address.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/encoded_word.h"

/* One mailbox while it is read: what stood outside <>, inside <>, and in comments. */
struct mailbox {
	struct buf phrase;  /* quotes taken off */
	struct buf raw;     /* as written, without comments: where there is no <> */
	struct buf comment; /* the last one */
	struct buf angle;
	bool has_angle;
	bool has_stray_quote; /* within the whole field */
};

static void mailbox_init(struct mailbox *mailbox)
{
	buf_init(&mailbox->phrase);
	buf_init(&mailbox->raw);
	buf_init(&mailbox->comment);
	buf_init(&mailbox->angle);
	mailbox->has_angle = false;
	mailbox->has_stray_quote = false;
}

static void mailbox_reset(struct mailbox *mailbox)
{
	buf_reset(&mailbox->phrase);
	buf_reset(&mailbox->raw);
	buf_reset(&mailbox->comment);
	buf_reset(&mailbox->angle);
	mailbox->has_angle = false;
}

static void mailbox_release(struct mailbox *mailbox)
{
	buf_release(&mailbox->phrase);
	buf_release(&mailbox->raw);
	buf_release(&mailbox->comment);
	buf_release(&mailbox->angle);
}

/* The offset of the quote that ends the quoted string at `at`; value.len where there is none. */
static size_t quote_end(struct bytes value, size_t at)
{
	for (at++; at < value.len && value.data[at] != '"'; at++)
		if (value.data[at] == '\\')
			at++;
	return at < value.len ? at : value.len;
}

/* Takes a quoted string at *at. A quote that no other one ends is left out. */
static void take_quoted(struct mailbox *mailbox, struct bytes value, size_t *at)
{
	size_t start = (*at)++;

	if (mailbox->has_stray_quote || quote_end(value, start) == value.len) {
		/* No later quote has an end, either: this is looked for once. */
		mailbox->has_stray_quote = true;
		return;
	}
	for (; *at < value.len && value.data[*at] != '"'; (*at)++) {
		if (value.data[*at] == '\\' && *at + 1 < value.len)
			(*at)++;
		buf_addc(&mailbox->phrase, value.data[*at]);
	}
	if (*at < value.len)
		(*at)++;
	buf_add(&mailbox->raw, value.data + start, *at - start);
}

static void take_comment(struct mailbox *mailbox, struct bytes value, size_t *at)
{
	size_t depth = 0;

	buf_reset(&mailbox->comment);
	for (; *at < value.len; (*at)++) {
		char c = value.data[*at];

		if (c == '(' && depth++ == 0)
			continue;
		if (c == ')' && --depth == 0)
			break;
		if (c == '\\' && *at + 1 < value.len)
			c = value.data[++*at];
		buf_addc(&mailbox->comment, c);
	}
	if (*at < value.len)
		(*at)++;
	buf_addc(&mailbox->raw, ' ');
}

/* Takes <…>; where the `>` is missing the address ends at a blank or a comma after its @. */
static void take_angle(struct mailbox *mailbox, struct bytes value, size_t *at)
{
	const char *close = memchr(value.data + *at, '>', value.len - *at);
	size_t end = close ? (size_t)(close - value.data) : value.len;
	bool has_at = false, is_quoted = false;

	buf_reset(&mailbox->angle);
	mailbox->has_angle = true;
	for ((*at)++; *at < value.len; (*at)++) {
		char c = value.data[*at];

		if (c == '"')
			is_quoted = !is_quoted;
		if (!is_quoted && *at == end)
			break;
		has_at = has_at || c == '@';
		if (!close && has_at && (c == ',' || c == ';'))
			return;
		if (c == '<' && !is_quoted) {
			buf_reset(&mailbox->angle);
			continue;
		}
		buf_addc(&mailbox->angle, c);
		if (is_quoted && *at == end) {
			close = memchr(value.data + end + 1, '>', value.len - end - 1);
			end = close ? (size_t)(close - value.data) : value.len;
		}
	}
	if (*at < value.len)
		(*at)++;
}

/* A spec that stands in quotes as a whole, without them. */
static struct bytes without_quotes(struct bytes spec)
{
	char sign = spec.len > 2 ? spec.data[0] : '\0';

	if ((sign == '"' || sign == '\'') && spec.data[spec.len - 1] == sign &&
	    memchr(spec.data, '@', spec.len) && !memchr(spec.data + 1, sign, spec.len - 2)) {
		spec.data++;
		spec.len -= 2;
	}
	return spec;
}

/*
 * An addr-spec as it is kept: no blanks, comments or controls, no route (RFC 5322, 4.4), no
 * mailto:.
 */
static const char *tidy_spec(struct bytes spec, struct arena *arena)
{
	bool is_quoted = false;
	size_t depth = 0;
	struct buf out;
	const char *copy;

	spec = without_quotes(spec);

	if (spec.len > 7 && strncasecmp(spec.data, "mailto:", 7) == 0) {
		spec.data += 7;
		spec.len -= 7;
	}
	if (spec.len && spec.data[0] == '@') {
		const char *colon = memchr(spec.data, ':', spec.len);

		if (colon) {
			spec.len -= (size_t)(colon + 1 - spec.data);
			spec.data = colon + 1;
		}
	}
	buf_init(&out);
	for (size_t i = 0; i < spec.len; i++) {
		char c = spec.data[i];

		if (c == '"')
			is_quoted = !is_quoted;
		if (!is_quoted && (c == '(' || (c == ')' && depth)))
			depth += c == '(' ? 1 : (size_t)-1;
		else if (!depth && (is_quoted || (unsigned char)c > ' '))
			buf_addc(&out, c);
	}
	copy = text_clean_dup(arena, out.data, out.len, TEXT_LINE);
	buf_release(&out);
	return copy;
}

/* The end of the domain after the @ at `at`; blanks around its dots pass (RFC 5322, 4.4). */
static size_t domain_end(struct bytes raw, size_t at)
{
	size_t end = at + 1, next;

	while (end < raw.len) {
		while (end < raw.len && (unsigned char)raw.data[end] > ' ')
			end++;
		for (next = end; next < raw.len && (unsigned char)raw.data[next] <= ' ';)
			next++;
		if (next == raw.len || (raw.data[next] != '.' && raw.data[end - 1] != '.'))
			break;
		end = next;
	}
	return end;
}

/*
 * The addr-spec in text without <>: the run without blanks around its last @, or a quoted local
 * part. *rest_len is where it begins, so that what is before it can be the name.
 */
static struct bytes bare_spec(struct bytes raw, size_t *start)
{
	const char *mark = memrchr(raw.data, '@', raw.len);
	size_t from, to;

	*start = raw.len;
	if (!mark)
		return (struct bytes){"", 0};
	from = (size_t)(mark - raw.data);
	to = domain_end(raw, from);
	if (from && raw.data[from - 1] == '"') {
		const char *quote = memrchr(raw.data, '"', from - 1);

		from = quote ? (size_t)(quote - raw.data) : from;
	}
	while (from && (unsigned char)raw.data[from - 1] > ' ')
		from--;
	*start = from;
	return (struct bytes){raw.data + from, to - from};
}

/* A name without the single quotes that Outlook puts around it. */
static const char *tidy_name(const char *name, struct arena *arena)
{
	size_t len = strlen(name);

	if (len > 2 && name[0] == '\'' && name[len - 1] == '\'')
		return arena_strndup(arena, name + 1, len - 2);
	return name;
}

static void add_address(struct reading *reading, struct address_list *list, const char *name,
			const char *email)
{
	struct message *message = reading->message;
	bool is_sender =
	    list == &message->from || list == &message->sender || list == &message->reply_to;
	size_t *count = is_sender ? &list->count : &reading->addresses;

	/* Recipients are counted over all fields; whom the mail is from must not be lost to them.
	 */
	if (*count >= reading->limits.addresses) {
		reading_defect(reading, "more than %zu addresses", reading->limits.addresses);
		return;
	}
	reading->addresses += !is_sender;
	list->items = arena_grow(reading->arena, list->items, list->count, sizeof *list->items);
	list->items[list->count++] = (struct address){tidy_name(name, reading->arena), email};
}

static const char *words(struct reading *reading, struct buf *text, size_t len, const char *charset)
{
	bool is_cleaned = false;
	const char *name = encoded_word_checked((struct bytes){text->data, len}, charset,
						reading->arena, &is_cleaned);

	if (is_cleaned)
		reading_defect(reading, "control signs taken out of a name");
	return name;
}

/* False where there is a phrase alone: the part before a comma in an unquoted name, perhaps. */
static bool finish_mailbox(struct reading *reading, struct mailbox *mailbox, const char *charset,
			   struct address_list *list)
{
	const char *name = "", *email;
	size_t start;

	if (mailbox->has_angle) {
		email = tidy_spec(buf_bytes(&mailbox->angle), reading->arena);
		name = words(reading, &mailbox->phrase, mailbox->phrase.len, charset);
	} else {
		email = tidy_spec(bare_spec(buf_bytes(&mailbox->raw), &start), reading->arena);
		if (!*email)
			return false;
		if (start <= mailbox->raw.len)
			name = words(reading, &mailbox->raw, start, charset);
	}
	if (!*name && mailbox->comment.len)
		name = words(reading, &mailbox->comment, mailbox->comment.len, charset);
	if (*email || *name)
		add_address(reading, list, name, email);
	return true;
}

static bool is_blank_text(const struct buf *text)
{
	return strspn(text->data, " \t") == text->len;
}

/* What stands between two separators has been read; a phrase alone waits for what comes. */
static void end_item(struct reading *reading, struct mailbox *mailbox, const char *charset,
		     struct address_list *list, bool is_last)
{
	if (finish_mailbox(reading, mailbox, charset, list)) {
		mailbox_reset(mailbox);
		return;
	}
	if (is_blank_text(&mailbox->phrase)) {
		mailbox_reset(mailbox);
		return;
	}
	if (!is_last) {
		buf_addc(&mailbox->phrase, ',');
		buf_addc(&mailbox->raw, ',');
		return;
	}
	while (mailbox->phrase.len && strchr(", \t", mailbox->phrase.data[mailbox->phrase.len - 1]))
		buf_cut(&mailbox->phrase, mailbox->phrase.len - 1);
	if (mailbox->phrase.len)
		add_address(reading, list,
			    words(reading, &mailbox->phrase, mailbox->phrase.len, charset), "");
	mailbox_reset(mailbox);
}

/* True where the colon ends a group's name: a `;` ends the group, or there is nobody in it. */
static bool is_group(const struct mailbox *mailbox, struct bytes value, size_t at)
{
	if (mailbox->has_angle || memchr(mailbox->raw.data, '@', mailbox->raw.len))
		return false;
	return memchr(value.data + at, ';', value.len - at) ||
	       !memchr(value.data + at, '@', value.len - at);
}

void address_list_read(struct reading *reading, struct bytes value, const char *charset,
		       struct address_list *list)
{
	struct mailbox mailbox;
	size_t at = 0;

	mailbox_init(&mailbox);
	while (at < value.len && list->count <= reading->limits.addresses) {
		char c = value.data[at];

		if (c == '"') {
			take_quoted(&mailbox, value, &at);
		} else if (c == '(') {
			take_comment(&mailbox, value, &at);
		} else if (c == '<') {
			/* A comma is missing. */
			if (memchr(mailbox.angle.data, '@', mailbox.angle.len))
				end_item(reading, &mailbox, charset, list, true);
			take_angle(&mailbox, value, &at);
		} else if (c == ',') {
			end_item(reading, &mailbox, charset, list, false);
			at++;
		} else if (c == ';') {
			/* The end of a group, or Outlook's comma. */
			end_item(reading, &mailbox, charset, list, true);
			at++;
		} else if (c == '>') {
			at++;
		} else if (c == ':' && is_group(&mailbox, value, at)) {
			mailbox_reset(&mailbox);
			at++;
		} else {
			buf_addc(&mailbox.phrase, c);
			buf_addc(&mailbox.raw, c);
			at++;
		}
	}
	end_item(reading, &mailbox, charset, list, true);
	mailbox_release(&mailbox);
}

const char *address_spec(struct bytes value, struct arena *arena)
{
	const char *semicolon, *open, *close;
	size_t start;

	semicolon = memchr(value.data, ';', value.len);
	if (semicolon && semicolon < (const char *)memchr(value.data, '@', value.len)) {
		value.len -= (size_t)(semicolon + 1 - value.data);
		value.data = semicolon + 1;
	}
	open = memchr(value.data, '<', value.len);
	close = open ? memchr(open, '>', (size_t)(value.data + value.len - open)) : NULL;
	if (close && memchr(open, '@', (size_t)(close - open)))
		return tidy_spec((struct bytes){open + 1, (size_t)(close - open - 1)}, arena);
	return tidy_spec(bare_spec(value, &start), arena);
}
