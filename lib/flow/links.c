/* Links by which an agent writes to a ticket: a tap and a send, with their own token. */
#include <string.h>

#include "desk/command.h"
#include "desk/subject.h"
#include "desk/token.h"
#include "flow/internal.h"

/* `[ACME-1]`; with the token within it where the mailbox takes no plus-addresses. */
static const char *subject_with_token(const struct conf *conf, const struct conf_mailbox *mailbox,
				      int64_t ticket, const char *agent, struct arena *arena)
{
	const char *tag = subject_tag(conf, ticket, arena);

	if (mailbox->plus)
		return tag;
	return arena_printf(arena, "%.*s %s]", (int)strlen(tag) - 1, tag,
			    token_bare(conf, ticket, agent, arena));
}

const char *link_to_ticket(const struct conf *conf, const struct conf_mailbox *mailbox,
			   int64_t ticket, const char *agent, const char *label, const char *body,
			   struct arena *arena)
{
	const char *to = mailbox->plus
			     ? token_plus_address(conf, mailbox->address, ticket, agent, arena)
			     : mailbox->address;

	return arena_printf(arena, "mailto:%s?subject=%s%s%s%s%s", to,
			    subject_with_token(conf, mailbox, ticket, agent, arena),
			    *label ? " " : "", label, *body ? "&body=" : "", body);
}

/* A body is written as it stands in a URL. */
static const struct {
	const char *command, *label, *body;
} links[] = {
    {"take", "Take", "%23take"},
    {"solved", "Solved", "%23solved"},
    {"note", "Note", "%23note%0D%0A%0D%0A"},
    {"escalate", "Escalate", "%23escalate"},
};

struct value *links_of_ticket(const struct conf *conf, const struct mail_change *mail,
			      struct arena *arena)
{
	const struct conf_mailbox *mailbox = &conf->mailboxes[mail->mailbox];
	struct value *list = value_list(arena);

	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		struct value *map = value_map(arena);

		if (!command_find(links[i].command) ||
		    (strcmp(links[i].command, "escalate") == 0 && !conf->tier_count))
			continue;
		value_set_text(arena, map, "label", links[i].label);
		value_set_text(arena, map, "url",
			       link_to_ticket(conf, mailbox, mail->ticket->number, mail->agent,
					      links[i].label, links[i].body, arena));
		value_append(arena, list, map);
	}
	return list;
}
