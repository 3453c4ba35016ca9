#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/smtp_private.h"

static size_t without_end(const char *line, size_t len)
{
	while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
		len--;
	return len;
}

bool smtp_reply_line(struct smtp_reply *reply, const char *line, size_t len)
{
	int code = 0;

	len = without_end(line, len);
	for (size_t i = 0; i < 3; i++) {
		if (i >= len || !isdigit((unsigned char)line[i]))
			return false;
		code = code * 10 + line[i] - '0';
	}
	if (code < 200 || code > 599 || (len > 3 && line[3] != ' ' && line[3] != '-'))
		return false;
	if (reply->is_open && reply->len && reply->len + 1 < sizeof reply->text)
		reply->text[reply->len++] = ' ';
	else if (!reply->is_open)
		*reply = (struct smtp_reply){.code = code};
	reply->code = code;
	reply->is_open = len > 3 && line[3] == '-';
	if (len > 4) {
		dial_copy_said(reply->text + reply->len, sizeof reply->text - reply->len, line + 4,
			       len - 4);
		reply->len += strlen(reply->text + reply->len);
	}
	reply->text[reply->len] = '\0';
	return true;
}

void smtp_offer_line(struct smtp_offer *offer, const char *line, size_t len)
{
	char word[64] = "";
	const char *value;

	len = without_end(line, len);
	if (len < 5)
		return;
	dial_copy_said(word, sizeof word, line + 4, len - 4);
	value = strchr(word, ' ');
	if (!strcasecmp(word, "PIPELINING"))
		offer->has_pipelining = true;
	else if (!strcasecmp(word, "8BITMIME"))
		offer->has_8bit = true;
	else if (!strcasecmp(word, "SMTPUTF8"))
		offer->has_utf8 = true;
	else if (!strncasecmp(word, "SIZE", 4) && (!word[4] || value == word + 4)) {
		offer->has_size = true;
		offer->max_size = value ? strtoull(value + 1, NULL, 10) : 0;
	}
}

/* Replies that speak of the connection or of our login, whatever command they answer. */
static bool is_relay_code(int code)
{
	static const int codes[] = {421, 454, 530, 534, 535, 538};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i] == code)
			return true;
	return false;
}

void smtp_answer_reply(struct smtp_answer *answer, const struct smtp_reply *reply)
{
	*answer = (struct smtp_answer){.class = SMTP_PERMANENT, .code = reply->code};
	if (is_relay_code(reply->code)) {
		answer->class = SMTP_TEMPORARY;
		answer->is_relay = true;
	} else if (reply->code / 100 == 4) {
		answer->class = SMTP_TEMPORARY;
	} else if (reply->code / 100 == 2) {
		answer->class = SMTP_DONE;
	}
	memcpy(answer->text, reply->text, sizeof answer->text);
}

void smtp_answer_fault(struct smtp_answer *answer, int code, bool is_unsure, const char *text)
{
	*answer = (struct smtp_answer){
	    .class = SMTP_TEMPORARY,
	    .code = code,
	    .is_unsure = is_unsure,
	    .is_relay = !is_unsure,
	};
	dial_copy_said(answer->text, sizeof answer->text, text, strlen(text));
}
