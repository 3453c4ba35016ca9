#include "desk/outward.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "desk/subject.h"
#include "desk/token.h"

enum { LOCAL_MAX = 320 }; /* what is longer is no address of anybody */

/* Signs that an address may have, but that stand around one more often. */
static const char around[] = "!#$%&'*/=?^`{|}~";

static bool is_local(char c)
{
	return isalnum((unsigned char)c) || (c && strchr(".-_+", c)) || (c && strchr(around, c));
}

static size_t local_len(const char *text)
{
	size_t len = 0;

	while (is_local(text[len]))
		len++;
	return len;
}

/* Labels and dots, without a dot or hyphen at the end. */
static size_t domain_len(const char *text)
{
	size_t len = 0;

	while (isalnum((unsigned char)text[len]) || text[len] == '.' || text[len] == '-')
		len++;
	while (len && !isalnum((unsigned char)text[len - 1]))
		len--;
	return len;
}

/* A copy in which "%2B", as links write it, is "+". */
static const char *plain_plus(struct arena *arena, const char *text, size_t len)
{
	char *copy = arena_strndup(arena, text, len), *out = copy;

	for (const char *at = copy; *at; out++) {
		bool is_coded = text_starts_nocase(at, "%2B");

		*out = is_coded ? '+' : *at;
		at += is_coded ? 3 : 1;
	}
	*out = '\0';
	return copy;
}

static bool is_private(const struct conf *conf, const char *address)
{
	if (conf_agent_by_address(conf, address) != CONF_NO_INDEX ||
	    token_from_id(conf, address).kind)
		return true;
	for (size_t i = 0; i < conf->mailbox_count; i++)
		if (token_from_address(conf, conf->mailboxes[i].address, address).kind)
			return true;
	return false;
}

/* Where in the local part a private address begins: at its start, or behind a sign that stands
 * around addresses. len where none does. */
static size_t private_start(const struct conf *conf, const char *local, size_t len, size_t whole,
			    struct arena *arena)
{
	size_t start = len > LOCAL_MAX ? len - LOCAL_MAX : 0;

	for (; start < len; start++) {
		if (start && !strchr(around, local[start - 1]))
			continue;
		if (is_private(conf, plain_plus(arena, local + start, whole - start)))
			return start;
	}
	return len;
}

/* An address, or a run of the signs that begin one; returns how many bytes of the text it was. */
static size_t add_run(struct buf *out, const struct conf *conf, const char *text, size_t len,
		      const char *instead, struct arena *arena)
{
	size_t domain = text[len] == '@' ? domain_len(text + len + 1) : 0, start;

	if (!domain) {
		buf_add(out, text, len);
		return len;
	}
	start = private_start(conf, text, len, len + 1 + domain, arena);
	buf_add(out, text, start);
	if (start < len)
		buf_adds(out, instead);
	else
		buf_add(out, text + len, 1 + domain);
	return len + 1 + domain;
}

/* A tag with a token of ours, without it; 0 where there is none. */
static size_t add_tag(struct buf *out, const struct conf *conf, const char *text,
		      struct arena *arena)
{
	const char *bare;
	int64_t ticket;
	size_t bare_len, len = subject_tag_len(conf, text, &ticket, &bare, &bare_len);

	if (!len || !bare ||
	    !token_from_bare(conf, ticket, arena_strndup(arena, bare, bare_len)).kind)
		return 0;
	buf_adds(out, subject_tag(conf, ticket, arena));
	return len;
}

const char *outward_words(const struct conf *conf, const char *words, const char *instead,
			  struct arena *arena)
{
	const char *text;
	struct buf out;

	buf_init(&out);
	while (*words) {
		size_t len = local_len(words);

		if (len)
			len = add_run(&out, conf, words, len, instead, arena);
		else if (*words == '[')
			len = add_tag(&out, conf, words, arena);
		if (!len) {
			buf_addc(&out, *words);
			len = 1;
		}
		words += len;
	}
	text = buf_dup(&out, arena);
	buf_release(&out);
	return text;
}

static bool has_text(const char *content, const char *text)
{
	return *text && text_find_nocase(content, text);
}

bool outward_is_telling(const struct conf *conf, const char *type, const char *name,
			struct bytes content, struct arena *arena)
{
	const char *text;

	if (!text_equal_nocase(type, "message/rfc822") && !text_ends_nocase(name, ".eml"))
		return false;
	text = arena_strndup(arena, content.data, content.len);
	for (size_t i = 0; i < conf->agent_count; i++) {
		const struct conf_agent *agent = &conf->agents[i];

		if (has_text(text, agent->email))
			return true;
		for (size_t j = 0; j < agent->addresses.count; j++)
			if (has_text(text, agent->addresses.items[j]))
				return true;
	}
	return false;
}
