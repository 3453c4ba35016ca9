#include "desk/token.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ids.h"
#include "base/text.h"

enum { DATA_MAX = 256 };

static void make_mail(const char *secret, int64_t ticket, int64_t sent, char out[IDS_TOKEN_LEN + 1])
{
	char data[DATA_MAX];
	int len = snprintf(data, sizeof data, "mail|%" PRId64 "|%" PRId64, ticket, sent);

	ids_hmac_token(secret, data, (size_t)len, out);
}

static void make_anchor(const char *secret, int64_t ticket, const char *agent,
			char out[IDS_TOKEN_LEN + 1])
{
	char data[DATA_MAX];
	int len = snprintf(data, sizeof data, "anchor|%" PRId64 "|%s|%.200s", ticket,
			   agent ? "agent" : "customer", agent ? agent : "");

	ids_hmac_token(secret, data, (size_t)len, out);
}

const char *token_bare(const struct conf *conf, int64_t ticket, const char *agent,
		       struct arena *arena)
{
	char token[IDS_TOKEN_LEN + 1];

	make_anchor(conf->desk.secrets.items[0], ticket, agent, token);
	return arena_strdup(arena, token);
}

const char *token_message_id(const struct conf *conf, int64_t ticket, int64_t sent,
			     const char *domain, struct arena *arena)
{
	char token[IDS_TOKEN_LEN + 1];

	make_mail(conf->desk.secrets.items[0], ticket, sent, token);
	return arena_printf(arena, "t%" PRId64 ".m%" PRId64 ".%s@%s", ticket, sent, token, domain);
}

const char *token_anchor(const struct conf *conf, int64_t ticket, const char *agent,
			 const char *domain, struct arena *arena)
{
	return arena_printf(arena, "t%" PRId64 ".a.%s@%s", ticket,
			    token_bare(conf, ticket, agent, arena), domain);
}

const char *token_plus_address(const struct conf *conf, const char *address, int64_t ticket,
			       const char *agent, struct arena *arena)
{
	const char *at = strrchr(address, '@');

	if (!at)
		return arena_strdup(arena, address);
	return arena_printf(arena, "%.*s+t%" PRId64 ".%s%s", (int)(at - address), address, ticket,
			    token_bare(conf, ticket, agent, arena), at);
}

/* A number of at most 18 digits; moves *text past it. */
static bool read_number(const char **text, int64_t *number)
{
	const char *at = *text;

	for (*number = 0; isdigit((unsigned char)*at) && at - *text < 18; at++)
		*number = *number * 10 + (*at - '0');
	if (at == *text || isdigit((unsigned char)*at))
		return false;
	*text = at;
	return true;
}

/* The 26 signs at text, lower-cased; they must end at `end`. */
static bool read_token(const char *text, char end, char out[IDS_TOKEN_LEN + 1])
{
	size_t i;

	for (i = 0; i < IDS_TOKEN_LEN && isalnum((unsigned char)text[i]); i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	out[i] = '\0';
	return i == IDS_TOKEN_LEN && text[i] == end;
}

/* Whose anchor it is, under any of the secrets. */
static struct token check_anchor(const struct conf *conf, int64_t ticket, const char *given)
{
	struct token found = {.kind = TOKEN_NONE, .ticket = ticket};
	char right[IDS_TOKEN_LEN + 1];

	for (size_t s = 0; s < conf->desk.secrets.count; s++) {
		const char *secret = conf->desk.secrets.items[s];

		make_anchor(secret, ticket, NULL, right);
		if (ids_token_equal(right, given))
			found.kind = TOKEN_ANCHOR;
		for (size_t a = 0; !found.kind && a < conf->agent_count; a++) {
			make_anchor(secret, ticket, conf->agents[a].id, right);
			if (!ids_token_equal(right, given))
				continue;
			found.kind = TOKEN_ANCHOR;
			found.agent = conf->agents[a].id;
		}
	}
	return found;
}

static struct token check_mail(const struct conf *conf, int64_t ticket, int64_t sent,
			       const char *given)
{
	struct token found = {.kind = TOKEN_NONE, .ticket = ticket, .sent = sent};
	char right[IDS_TOKEN_LEN + 1];

	for (size_t s = 0; s < conf->desk.secrets.count; s++) {
		make_mail(conf->desk.secrets.items[s], ticket, sent, right);
		if (ids_token_equal(right, given))
			found.kind = TOKEN_MAIL;
	}
	return found;
}

struct token token_from_id(const struct conf *conf, const char *id)
{
	struct token none = {.kind = TOKEN_NONE};
	char given[IDS_TOKEN_LEN + 1];
	int64_t ticket, sent;

	if (*id != 't' && *id != 'T')
		return none;
	id++;
	if (!read_number(&id, &ticket) || *id++ != '.')
		return none;
	if (text_starts_nocase(id, "a."))
		return read_token(id + 2, '@', given) ? check_anchor(conf, ticket, given) : none;
	if (*id != 'm' && *id != 'M')
		return none;
	id++;
	if (!read_number(&id, &sent) || *id++ != '.' || !read_token(id, '@', given))
		return none;
	return check_mail(conf, ticket, sent, given);
}

struct token token_from_address(const struct conf *conf, const char *mailbox, const char *address)
{
	struct token none = {.kind = TOKEN_NONE};
	const char *at = strrchr(mailbox, '@');
	size_t len = at ? (size_t)(at - mailbox) : 0;
	char given[IDS_TOKEN_LEN + 1];
	int64_t ticket;

	if (!len || strncasecmp(address, mailbox, len) != 0 ||
	    !text_starts_nocase(address + len, "+t"))
		return none;
	address += len + 2;
	if (!read_number(&address, &ticket) || *address++ != '.' ||
	    !read_token(address, '@', given))
		return none;
	return check_anchor(conf, ticket, given);
}

struct token token_from_bare(const struct conf *conf, int64_t ticket, const char *bare)
{
	char given[IDS_TOKEN_LEN + 1];

	if (!read_token(bare, '\0', given))
		return (struct token){.kind = TOKEN_NONE};
	return check_anchor(conf, ticket, given);
}
