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
struct link {
	const char *command, *label, *body;
};

/* Of a mail that asks to take a ticket over. */
static const struct link brief_links[] = {
    {"accept", "Accept", "%23accept"},
    {"decline", "Decline", "%23decline%20"},
};

static const struct link links[] = {
    {"take", "Take", "%23take"},
    {"solved", "Solved", "%23solved"},
    {"note", "Note", "%23note%0D%0A%0D%0A"},
    {"escalate", "Escalate", "%23escalate"},
};

/* Approval by a tap. */
static const struct link verdicts[] = {
    {"approve", "Approve", "%23approve"},
    {"deny", "Deny", "%23deny%20"},
};

/* Which question it answers stands in the subject: a tap names no mail. */
static void add_word(const struct conf *conf, const struct mail_change *mail, const char *label,
		     const char *body, struct value *list, struct arena *arena)
{
	const struct conf_mailbox *mailbox = &conf->mailboxes[mail->mailbox];
	const char *id = token_message_id(conf, mail->ticket->number, mail->outbox, "", arena);
	struct value *map = value_map(arena);

	value_set_text(arena, map, "label", label);
	value_set_text(arena, map, "url",
		       link_to_ticket(conf, mailbox, mail->ticket->number, mail->agent,
				      arena_printf(arena, "%.*s", (int)strcspn(id, "@"), id), body,
				      arena));
	value_append(arena, list, map);
}

static void add_link(const struct conf *conf, const struct mail_change *mail,
		     const struct link *link, struct value *list, struct arena *arena)
{
	struct value *map = value_map(arena);

	if (!command_find(link->command) ||
	    (strcmp(link->command, "escalate") == 0 && !conf->tier_count))
		return;
	value_set_text(arena, map, "label", link->label);
	value_set_text(arena, map, "url",
		       link_to_ticket(conf, &conf->mailboxes[mail->mailbox], mail->ticket->number,
				      mail->agent, link->label, link->body, arena));
	value_append(arena, list, map);
}

/* Those that fit what the mail asks for. */
static const struct link *fitting(const struct mail_change *mail, size_t *count)
{
	if (strcmp(mail->template_name, "brief") == 0) {
		*count = sizeof brief_links / sizeof *brief_links;
		return brief_links;
	}
	if (strcmp(mail->template_name, "approval") == 0) {
		*count = sizeof verdicts / sizeof *verdicts;
		return verdicts;
	}
	*count = sizeof links / sizeof *links;
	return links;
}

static struct value *fitting_links(const struct conf *conf, const struct mail_change *mail,
				   struct value *list, struct arena *arena)
{
	size_t count;
	const struct link *fit = fitting(mail, &count);

	for (size_t i = 0; i < count; i++)
		add_link(conf, mail, &fit[i], list, arena);
	return list;
}

struct value *links_of_ticket(const struct conf *conf, const struct mail_change *mail,
			      struct arena *arena)
{
	struct value *list = value_list(arena);

	if (mail->challenge_until_us) {
		add_word(conf, mail, "Yes, it is from me", "yes", list, arena);
		add_word(conf, mail, "No, it is not", "no", list, arena);
		return list;
	}
	return fitting_links(conf, mail, list, arena);
}
