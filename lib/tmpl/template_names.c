/* The names that mails have, and the names that their data has: templates/README.md explains them.
 */
#include <string.h>

#include "base/text.h"
#include "tmpl/template_set.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *const mail_names[] = {
    /* to customers */
    "ack", "answer", "update", "holding", "delay", "handoff", "escalated", "needs-info", "recap",
    "options", "apology", "boundary", "resolved", "closing-warning", "closed", "followup", "survey",
    "survey-thanks", "oversize", "recovery", "offer",
    /* to agents */
    "new", "reply", "assigned", "note", "transcript", "challenge", "refused", "warning", "breach",
    "nag", "brief", "form", "consult", "approval", "digest", "debrief", "review", "pulse", "praise",
    /* to the admin */
    "alert", "quarantine", "report"};

/* A list and its items share a name: requester.tickets.tag is the tag of each of them. */
static const char *const data_names[] = {
    "abusive",
    "agent.id",
    "agent.name",
    "alert.subject",
    "alert.text",
    "answers.title",
    "answers.words",
    "attachments.name",
    "attachments.size",
    "banner",
    "brief.answers.at",
    "brief.answers.by",
    "brief.answers.words",
    "brief.asked",
    "brief.breached",
    "brief.by",
    "brief.files.at",
    "brief.files.name",
    "brief.files.size",
    "brief.first",
    "brief.proposed",
    "brief.questions.answer",
    "brief.questions.question",
    "brief.resolve",
    "brief.rule",
    "brief.summary",
    "brief.tried",
    "brief.update",
    "brief.wants",
    "brief.why",
    "by.name",
    "clock.due",
    "clock.first",
    "clock.left",
    "clock.over",
    "clock.resolve",
    "clock.update",
    "commands.help",
    "commands.word",
    "consult.asks",
    "control",
    "debrief.cause",
    "debrief.causes",
    "desk.domain",
    "desk.name",
    "desk.tag",
    "escalate.url",
    "failed",
    "handoff.name",
    "has_attachments",
    "last.at",
    "last.by",
    "last.words",
    "lines.line",
    "lines.result",
    "lines.url",
    "links.label",
    "links.url",
    "mailbox.address",
    "mailbox.name",
    "more",
    "offer.amount",
    "offer.authority",
    "offer.kind",
    "offer.policy",
    "offers.amount",
    "offers.at",
    "offers.kind",
    "offers.state",
    "promise",
    "promise_before",
    "proven",
    "reason",
    "report.name",
    "report.period",
    "report.rows.label",
    "report.rows.value",
    "requester.email",
    "requester.has_tickets",
    "requester.name",
    "requester.organisation",
    "requester.rating",
    "requester.segment",
    "requester.since",
    "requester.spent",
    "requester.tickets.created",
    "requester.tickets.number",
    "requester.tickets.status",
    "requester.tickets.subject",
    "requester.tickets.tag",
    "requester.timezone",
    "requester.unknown",
    "requester.vip",
    "scope",
    "sent",
    "suggestions",
    "survey.anonymous.is_1",
    "survey.anonymous.is_2",
    "survey.anonymous.is_3",
    "survey.anonymous.is_4",
    "survey.anonymous.is_5",
    "survey.anonymous.score",
    "survey.anonymous.url",
    "survey.is_reminder",
    "survey.is_single",
    "survey.month",
    "survey.no_url",
    "survey.questions.is_assessed",
    "survey.questions.is_clarity",
    "survey.questions.is_content",
    "survey.questions.is_overall",
    "survey.questions.is_quote_ok",
    "survey.questions.is_response",
    "survey.questions.is_tier",
    "survey.questions.name",
    "survey.questions.number",
    "survey.questions.scores.is_1",
    "survey.questions.scores.is_2",
    "survey.questions.scores.is_3",
    "survey.questions.scores.is_4",
    "survey.questions.scores.is_5",
    "survey.questions.scores.score",
    "survey.questions.scores.url",
    "survey.questions.yes_url",
    "survey.stop_url",
    "survey.yes_url",
    "ticket.created",
    "ticket.due_first",
    "ticket.due_resolve",
    "ticket.due_update",
    "ticket.dues.at",
    "ticket.dues.what",
    "ticket.has_dues",
    "ticket.number",
    "ticket.owner",
    "ticket.priority",
    "ticket.status",
    "ticket.subject",
    "ticket.tag",
    "ticket.team",
    "ticket.tier",
    "tier.name",
    "tier.procedure",
    "usual",
    "went_out",
    "words",
    "words_by",
};

static const char *nearest(const char *name, const char *const *names, size_t count)
{
	const char *best = NULL;
	unsigned best_distance = 4;

	for (size_t i = 0; i < count; i++) {
		unsigned distance = text_distance(name, names[i], 3);

		if (distance < best_distance) {
			best_distance = distance;
			best = names[i];
		}
	}
	return best;
}

/* The table's first names, up to that of the agents' first mail. */
const char *template_customer_mail(size_t index)
{
	for (size_t i = 0; i <= index; i++)
		if (i == COUNT(mail_names) || strcmp(mail_names[i], "new") == 0)
			return NULL;
	return mail_names[index];
}

const char *template_mail(size_t index)
{
	return index < COUNT(mail_names) ? mail_names[index] : NULL;
}

bool template_is_known(const char *name, const char **near)
{
	size_t len = strcspn(name, "."); /* ack.billing is an ack */

	*near = NULL;
	for (size_t i = 0; i < COUNT(mail_names); i++)
		if (strlen(mail_names[i]) == len && !strncmp(name, mail_names[i], len))
			return true;
	*near = nearest(name, mail_names, COUNT(mail_names));
	return false;
}

/* A whole name of the table, or the beginning of one up to a dot. */
static bool is_path(const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < COUNT(data_names); i++)
		if (!strncmp(data_names[i], path, len) &&
		    (!data_names[i][len] || data_names[i][len] == '.'))
			return true;
	return false;
}

/* "a.b.name" for the sections from `first` on. */
static bool is_path_from(const char *name, const char *const *within, size_t first, size_t depth)
{
	struct buf path;
	bool is_found;

	buf_init(&path);
	for (size_t i = first; i < depth; i++)
		buf_printf(&path, "%s.", within[i]);
	buf_adds(&path, name);
	is_found = is_path(path.data);
	buf_release(&path);
	return is_found;
}

/* From the innermost section outwards; each of them may stand by its own name or within others. */
static bool is_within(const char *name, const char *const *within, size_t depth)
{
	for (size_t last = depth + 1; last--;)
		for (size_t first = 0; first <= last; first++)
			if (is_path_from(name, within, first, last))
				return true;
	return false;
}

bool template_has_data(const char *name, const char *const *within, size_t depth, const char **near)
{
	*near = NULL;
	if (!strcmp(name, ".") || is_within(name, within, depth))
		return true;
	*near = nearest(name, data_names, COUNT(data_names));
	return false;
}
