#include "flow/signature.h"

#include <stdio.h>
#include <string.h>

#include "base/ids.h"
#include "base/text.h"
#include "desk/trust.h"
#include "flow/internal.h"
#include "mail/reader.h"
#include "mail/signed.h"

/* The mail's text is that of the signed part alone; a signature is no attachment of theirs. */
static void take_text(struct message *message, struct message *inner)
{
	size_t kept = 0;

	message->text = inner->text;
	message->marked_text = inner->marked_text;
	message->reply = inner->reply;
	message->quoted = inner->quoted;
	message->is_quote_alone = inner->is_quote_alone;
	message->signature = inner->signature;
	message->has_html = inner->has_html;
	message->html = inner->html;
	for (size_t i = 0; i < message->attachment_count; i++) {
		const char *type = message->attachments[i].type;

		if (strcmp(type, "application/pgp-signature") != 0 &&
		    !text_find_nocase(type, "pkcs7-"))
			message->attachments[kept++] = message->attachments[i];
	}
	message->attachment_count = kept;
}

/* The agent who is to have signed it; CONF_NO_INDEX. */
static size_t signer(const struct conf *conf, const struct message *message)
{
	const char *from = trust_sender(message);
	size_t agent = from ? conf_agent_by_address(conf, from) : CONF_NO_INDEX;

	return agent != CONF_NO_INDEX && conf->agents[agent].keys.count ? agent : CONF_NO_INDEX;
}

void signature_check(const struct conf *conf, const char *folder, struct event *event,
		     struct arena *arena)
{
	struct mail_limits limits = mail_limits_default();
	size_t agent = signer(conf, event->message);
	struct message *inner = NULL;
	struct signature *signature;
	struct signed_mail mail;
	struct err err;

	if (agent == CONF_NO_INDEX || !signed_read(event->message, arena, &mail))
		return;
	signature = ARENA_NEW(arena, struct signature);
	signature->digest = arena_alloc(arena, IDS_SHA256_LEN + 1);
	ids_sha256(mail.signature.data, mail.signature.len, (char *)(uintptr_t)signature->digest);
	signature->fault = "unknown";
	signature->text = "";
	event->signature = signature;
	if (!folder || gpg_verify(&conf->agents[agent], folder, &mail, signature, arena) < 0)
		return;
	if (mail_read(mail.entity, &limits, arena, &inner, &err) < 0) {
		signature->fault = "unknown";
		return;
	}
	take_text(event->message, inner);
	signature->text = arena_printf(arena, "%s\n%s", inner->subject, inner->text);
}
