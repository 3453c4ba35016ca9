#include <string.h>

#include "desk/abuse.h"
#include "desk/rules.h"

/* One mail that some agents are to get. */
struct telling {
	struct record *record;
	struct ticket *ticket;
	const char *template_name, *by, *words, *words_by, *banner;
	size_t but_agent; /* who knows it already */
	bool is_abusive;
};

static void tell_one(const struct telling *telling, size_t agent, const char *banner)
{
	struct record *record = telling->record;
	struct mail_change *mail =
	    record_agent_mail(record, telling->ticket, agent, telling->template_name, telling->by);

	mail->is_words = true;
	mail->has_attachments = record->event->kind == EVENT_MAIL;
	mail->words = telling->words;
	mail->words_by = telling->words_by;
	if (banner)
		record_pair(record, mail, "banner", banner);
	if (telling->is_abusive)
		record_pair(record, mail, "abusive", "1");
}

/* The team's agents, and its manager where it has none. */
static size_t tell_team(const struct telling *telling)
{
	const struct conf *conf = telling->record->conf;
	size_t team = conf_team_by_name(conf, telling->ticket->team), told = 0;
	const struct conf_team *conf_team;

	if (team == CONF_NO_INDEX)
		return 0;
	conf_team = &conf->teams[team];
	for (size_t i = 0; i < conf_team->agent_count; i++) {
		if (conf_team->agents[i] == telling->but_agent)
			continue;
		tell_one(telling, conf_team->agents[i], telling->banner);
		told++;
	}
	if (!told && conf_team->manager != CONF_NO_INDEX &&
	    conf_team->manager != telling->but_agent) {
		tell_one(telling, conf_team->manager, telling->banner);
		told++;
	}
	return told;
}

/* Copies for those who watch; the owner gets theirs anyway. */
static void tell_watchers(const struct telling *telling)
{
	const struct ticket *ticket = telling->ticket;

	for (size_t i = 0; i < ticket->participant_count; i++) {
		const char *watcher = ticket->participants[i].agent;
		size_t agent =
		    watcher ? conf_agent_by_id(telling->record->conf, watcher) : CONF_NO_INDEX;

		if (agent == CONF_NO_INDEX || agent == telling->but_agent ||
		    (ticket->owner && strcmp(ticket->owner, watcher) == 0))
			continue;
		tell_one(telling, agent,
			 telling->banner ? telling->banner
					 : "You get this copy because you watch the ticket.");
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

/* Where nobody else is there to stand between an agent and abuse, the manager knows of it. */
static void tell_overseer(const struct telling *telling)
{
	size_t overseer =
	    telling->is_abusive ? abuse_overseer(telling->record, telling->ticket) : CONF_NO_INDEX;

	if (overseer != CONF_NO_INDEX && overseer != telling->but_agent)
		tell_one(telling, overseer,
			 "You get this copy because somebody of your team is written to "
			 "like that.");
}

static void tell_all(const struct telling *telling)
{
	struct record *record = telling->record;
	struct ticket *ticket = telling->ticket;
	size_t owner =
	    ticket->owner ? conf_agent_by_id(record->conf, ticket->owner) : CONF_NO_INDEX;
	size_t team = conf_team_by_name(record->conf, ticket->team);
	bool is_new = strcmp(telling->template_name, "new") == 0;

	if (is_new && team != CONF_NO_INDEX && record->conf->teams[team].notify_all) {
		tell_team(telling);
		if (owner == CONF_NO_INDEX || owner == telling->but_agent ||
		    is_in_team(record, team, owner))
			return;
	}
	tell_watchers(telling);
	if (owner != CONF_NO_INDEX) {
		if (owner != telling->but_agent)
			tell_one(telling, owner, telling->banner);
		return;
	}
	if (!tell_team(telling) && telling->but_agent == CONF_NO_INDEX)
		record_admin_mail(
		    record, ticket, "alert", "A ticket has nobody to work on it",
		    "The team of this ticket has no agent and no manager. Add one to the "
		    "team in the conf, and assign the ticket.",
		    telling->by);
}

void tell_agents(struct record *record, struct ticket *ticket, const char *template_name,
		 const char *by, size_t but_agent, const char *words, const char *words_by,
		 const char *banner)
{
	struct telling telling = {.record = record,
				  .ticket = ticket,
				  .template_name = template_name,
				  .by = by,
				  .words = words,
				  .words_by = words_by,
				  .banner = banner,
				  .but_agent = but_agent};

	if (record->event->kind == EVENT_MAIL) {
		if (record->event->is_old)
			return; /* the first start is silent, and ends in a digest */
		telling.is_abusive = abuse_in_mail(record);
	}
	tell_all(&telling);
	tell_overseer(&telling);
}
