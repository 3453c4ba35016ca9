#include "mail/bounce_ses.h"

#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "mail/bounce_text.h"

enum { JSON_MAX = 256 * 1024 };

bool bounce_ses_may_be(const struct message *message)
{
	return message->from.count &&
	       text_ends_nocase(message->from.items[0].email, "@sns.amazonaws.com");
}

static const char *string_of(struct reading *reading, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text_clean_dup(reading->arena, text, strlen(text), TEXT_LINE) : "";
}

static void add_recipient(struct reading *reading, const json_t *entry, const char *action,
			  bool is_permanent)
{
	struct bounce bounce = {
	    .recipient = json_is_string(entry) ? json_string_value(entry)
					       : string_of(reading, entry, "emailAddress"),
	    .action = string_of(reading, entry, "action"),
	    .status = string_of(reading, entry, "status"),
	    .diagnostic = string_of(reading, entry, "diagnosticCode"),
	};

	if (!*bounce.recipient)
		return;
	bounce.recipient =
	    text_clean_dup(reading->arena, bounce.recipient, strlen(bounce.recipient), TEXT_LINE);
	if (!*bounce.action)
		bounce.action = action;
	if (!*bounce.status)
		bounce.status = bounce_status(bounce.diagnostic, reading->arena);
	bounce.is_hard =
	    bounce_is_hard(bounce.action, bounce.status, bounce.diagnostic, reading->arena) ||
	    (is_permanent && !*bounce.diagnostic);
	bounce_add(reading, bounce);
}

static void read_list(struct reading *reading, const json_t *list, const char *action,
		      bool is_permanent)
{
	size_t i;
	json_t *entry;

	json_array_foreach(list, i, entry) add_recipient(reading, entry, action, is_permanent);
}

static void read_bounce(struct reading *reading, const json_t *root)
{
	const json_t *bounce = json_object_get(root, "bounce");
	const char *type = string_of(reading, bounce, "bounceType");

	read_list(reading, json_object_get(bounce, "bouncedRecipients"), "failed",
		  text_equal_nocase(type, "permanent"));
}

static void read_delivery(struct reading *reading, const json_t *root)
{
	const json_t *delivery = json_object_get(root, "delivery");
	const char *response = string_of(reading, delivery, "smtpResponse");
	size_t before = reading->message->bounce_count;

	read_list(reading, json_object_get(delivery, "recipients"), "delivered", false);
	for (size_t i = before; i < reading->message->bounce_count; i++) {
		reading->message->bounces[i].diagnostic = response;
		reading->message->bounces[i].status = bounce_status(response, reading->arena);
	}
}

/* The JSON was broken into lines, each but the first begun with a blank. */
static json_t *load(struct reading *reading, const char *text)
{
	const char *from = strchr(text, '{'), *to;
	char *joined;
	size_t len = 0;

	if (!from)
		return NULL;
	to = strstr(from, "\n--\n");
	joined =
	    arena_strndup(reading->arena, from, strnlen(from, to ? (size_t)(to - from) : JSON_MAX));
	for (const char *at = joined; *at; at++) {
		if (*at == '\n') {
			at += at[1] == ' ';
			continue;
		}
		joined[len++] = *at;
	}
	return json_loadb(joined, len, JSON_DISABLE_EOF_CHECK, NULL);
}

bool bounce_ses_read(struct reading *reading, const char *text)
{
	const char *type;
	json_t *root;

	if (!bounce_ses_may_be(reading->message))
		return false;
	root = load(reading, text);
	if (!root)
		return false;
	type = string_of(reading, root, "notificationType");
	if (text_equal_nocase(type, "bounce"))
		read_bounce(reading, root);
	else if (text_equal_nocase(type, "delivery"))
		read_delivery(reading, root);
	json_decref(root);
	return reading->message->bounce_count > 0;
}
