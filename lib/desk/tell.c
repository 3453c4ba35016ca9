#include <string.h>

#include "desk/rules.h"

static void tell_one(struct record *record, struct ticket *ticket, size_t agent,
		     const char *template_name, const char *by, const char *words,
		     const char *words_by, const char *banner)
{
	struct mail_change *mail = record_agent_mail(record, ticket, agent, template_name, by);

	mail->is_words = true;
	mail->has_attachments = record->event->kind == EVENT_MAIL;
	mail->words = words;
	mail->words_by = words_by;
	if (banner)
		record_pair(record, mail, "banner", banner);
}

/* The team's agents, and its manager where it has none. */
static size_t tell_team(struct record *record, struct ticket *ticket, const char *template_name,
			const char *by, size_t but_agent, const char *words, const char *words_by,
			const char *banner)
{
	size_t team = conf_team_by_name(record->conf, ticket->team), told = 0;
	const struct conf_team *conf_team;

	if (team == CONF_NO_INDEX)
		return 0;
	conf_team = &record->conf->teams[team];
	for (size_t i = 0; i < conf_team->agent_count; i++) {
		if (conf_team->agents[i] == but_agent)
			continue;
		tell_one(record, ticket, conf_team->agents[i], template_name, by, words, words_by,
			 banner);
		told++;
	}
	if (!told && conf_team->manager != CONF_NO_INDEX && conf_team->manager != but_agent) {
		tell_one(record, ticket, conf_team->manager, template_name, by, words, words_by,
			 banner);
		told++;
	}
	return told;
}

/* Copies for those who watch; the owner gets theirs anyway. */
static void tell_watchers(struct record *record, struct ticket *ticket, const char *template_name,
			  const char *by, size_t but_agent, const char *words, const char *words_by,
			  const char *banner)
{
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const char *watcher = ticket->participants[i].agent;
		size_t agent = watcher ? conf_agent_by_id(record->conf, watcher) : CONF_NO_INDEX;

		if (agent == CONF_NO_INDEX || agent == but_agent ||
		    (ticket->owner && strcmp(ticket->owner, watcher) == 0))
			continue;
		tell_one(record, ticket, agent, template_name, by, words, words_by,
			 banner ? banner : "You get this copy because you watch the ticket.");
	}
}

static bool is_in_team(const struct record *record, size_t team, size_t agent)
{
	const struct conf_team *conf_team = &record->conf->teams[team];

	for (size_t i = 0; i < conf_team->agent_count; i++)
		if (conf_team->agents[i] == agent)
			return true;
	return false;
}

void tell_agents(struct record *record, struct ticket *ticket, const char *template_name,
		 const char *by, size_t but_agent, const char *words, const char *words_by,
		 const char *banner)
{
	size_t owner =
	    ticket->owner ? conf_agent_by_id(record->conf, ticket->owner) : CONF_NO_INDEX;
	size_t team = conf_team_by_name(record->conf, ticket->team);
	bool is_new = strcmp(template_name, "new") == 0;

	if (record->event->kind == EVENT_MAIL && record->event->is_old)
		return; /* the first start is silent, and ends in a digest */
	if (is_new && team != CONF_NO_INDEX && record->conf->teams[team].notify_all) {
		tell_team(record, ticket, template_name, by, but_agent, words, words_by, banner);
		if (owner == CONF_NO_INDEX || owner == but_agent || is_in_team(record, team, owner))
			return;
	}
	tell_watchers(record, ticket, template_name, by, but_agent, words, words_by, banner);
	if (owner != CONF_NO_INDEX) {
		if (owner != but_agent)
			tell_one(record, ticket, owner, template_name, by, words, words_by, banner);
		return;
	}
	if (!tell_team(record, ticket, template_name, by, but_agent, words, words_by, banner) &&
	    but_agent == CONF_NO_INDEX)
		record_admin_mail(
		    record, ticket, "alert", "A ticket has nobody to work on it",
		    "The team of this ticket has no agent and no manager. Add one to the "
		    "team in the conf, and assign the ticket.",
		    by);
}
