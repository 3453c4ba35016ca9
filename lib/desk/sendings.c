#include "desk/sendings.h"

#include <string.h>

#include "desk/moment.h"

static const char *recipients(struct arena *arena, const struct mail_change *mail)
{
	const char *all = mail->audience == AUDIENCE_AGENT ? mail->to.name : mail->to.email;

	for (size_t i = 0; i < mail->cc_count; i++)
		all = arena_printf(arena, "%s, %s", all, mail->cc[i].email);
	return all;
}

static const char *what(const struct mail_change *mail)
{
	return strcmp(mail->template_name, "answer") == 0 ? "your answer" : mail->template_name;
}

const char *sendings_text(struct record *record, const struct ticket *ticket, size_t agent)
{
	struct arena *arena = record->arena;
	const struct changes *changes = record->changes;
	const char *text = "";

	for (size_t i = 0; i < changes->mail_count; i++) {
		const struct mail_change *mail = &changes->mails[i];
		const char *when = "";

		if ((ticket && mail->ticket != ticket) ||
		    strcmp(mail->template_name, "transcript") == 0)
			continue;
		if (mail->not_before_us != TIME_NONE)
			when = arena_printf(
			    arena, " (on %s)",
			    moment_for_agent(record->conf, agent, mail->not_before_us, arena));
		text = arena_printf(arena, "%s%s%s to %s%s", text, *text ? "; " : "", what(mail),
				    recipients(arena, mail), when);
	}
	return text;
}
