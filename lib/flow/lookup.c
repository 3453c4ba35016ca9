/*
 * The look-up of customers over HTTP. It is asked before the transaction that takes the mails, once
 * for each sender whom customers.csv does not know; all of a batch together wait no longer than
 * customers.lookup.timeout. What it answered is kept in the store, and read from there.
 */
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "flow/internal.h"
#include "net/http.h"
#include "tmpl/value_json.h"

enum { ANSWER_MAX = 64 * 1024 };
static const int64_t retry_us = MINUTE_US; /* of a look-up that failed */

/* One batch's look-ups. */
struct looking {
	struct flow *flow;
	const struct conf_lookup *conf;
	struct arena *arena;
	int64_t now_us, left_us;
};

/* The address in the place of {email}. */
static const char *url_for(const struct looking *at, const char *email)
{
	static const char mark[] = "{email}";
	const char *url = at->conf->url, *place = strstr(url, mark);

	if (!place)
		return url;
	return arena_printf(at->arena, "%.*s%s%s", (int)(place - url), url,
			    http_escape(at->arena, email), place + strlen(mark));
}

/* An answer that can be kept: an object; "{}" where nobody of that address is known. */
static const char *answer_of(struct looking *at, const struct http_get *get, const struct buf *body,
			     struct err *err)
{
	struct value *value;

	if (get->status == 404)
		return "{}";
	if (get->status != 200) {
		err_set(err, ERR_TEMPORARY, "it answers with status %ld", get->status);
		return NULL;
	}
	if (!text_is_utf8(body->data, body->len)) {
		err_set(err, ERR_INPUT, "its answer is no UTF-8");
		return NULL;
	}
	if (value_from_json(at->arena, body->data, body->len, JSON_TEXTS, &value, err) < 0)
		return NULL;
	if (value->kind == VALUE_MAP)
		return buf_dup(body, at->arena);
	err_set(err, ERR_INPUT, "its answer is no JSON object");
	return NULL;
}

static const char *ask(struct looking *at, const char *email)
{
	struct http_get get = {
	    .url = url_for(at, email), .ca_file = at->conf->ca_file, .timeout_us = at->left_us};
	const char *answer = NULL;
	struct err err = {0};
	struct buf body;

	buf_init_max(&body, ANSWER_MAX);
	if ((at->conf->token.kind == SECRET_NONE ||
	     conf_secret(&at->conf->token, at->arena, &get.token, &err) == 0) &&
	    http_get(&get, &body, &err) == 0)
		answer = answer_of(at, &get, &body, &err);
	buf_release(&body);
	at->left_us -= get.spent_us;
	if (!answer)
		log_event(LOG_LEVEL_WARNING, "flow", "a customer can't be looked up", "why",
			  err.text, NULL);
	return answer;
}

static int keep(struct looking *at, const char *email, const struct customer_row *row,
		struct err *err)
{
	struct store *store = at->flow->store;

	if (store_begin(store, err) == 0 && store_customer_keep(store, email, row, err) == 0 &&
	    store_commit(store, err) == 0)
		return 0;
	store_rollback(store);
	return -1;
}

/* What can't be kept is asked again with the next mail: nothing is lost. */
static void look_up(struct looking *at, const char *email)
{
	struct customer_row row;
	struct err err = {0};

	if (conf_customer_of(at->flow->conf, email) ||
	    store_customer_find(at->flow->store, email, at->arena, &row, &err) < 0 ||
	    (row.until_us != TIME_NONE && row.until_us > at->now_us) || at->left_us <= 0)
		return;
	row.answer = ask(at, email);
	row.until_us = at->now_us + (row.answer ? at->conf->cache_us : retry_us);
	if (keep(at, email, &row, &err) < 0)
		log_event(LOG_LEVEL_WARNING, "flow", "a look-up can't be kept", "why", err.text,
			  NULL);
}

static bool is_customer(const struct conf *conf, const struct message *message)
{
	const char *email;

	if (!message || message->kind != MAIL_HUMAN || message->from.count != 1)
		return false;
	email = message->from.items[0].email;
	return strchr(email, '@') && conf_agent_by_address(conf, email) == CONF_NO_INDEX &&
	       conf_mailbox_by_address(conf, email) == CONF_NO_INDEX;
}

void lookup_senders(struct flow *flow, const struct message *const *messages, size_t count,
		    int64_t now_us)
{
	struct looking at = {.flow = flow,
			     .conf = &flow->conf->customers.lookup,
			     .now_us = now_us,
			     .left_us = flow->conf->customers.lookup.timeout_us};
	struct arena arena;

	if (!at.conf->url)
		return;
	arena_init(&arena);
	at.arena = &arena;
	for (size_t i = 0; i < count; i++)
		if (is_customer(flow->conf, messages[i]))
			look_up(&at, messages[i]->from.items[0].email);
	arena_release(&arena);
}
