#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "conf/conf.h"

size_t conf_mailbox_by_name(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->mailbox_count; i++)
		if (conf->mailboxes[i].name && strcmp(conf->mailboxes[i].name, name) == 0)
			return i;
	return CONF_NO_INDEX;
}

/* Whether address is mailbox with +detail in its local part. */
static bool is_with_detail(const char *mailbox, const char *address)
{
	const char *at = strrchr(mailbox, '@'), *address_at = strrchr(address, '@');
	size_t len = at ? (size_t)(at - mailbox) : 0;

	return len && address_at && (size_t)(address_at - address) > len && address[len] == '+' &&
	       strncasecmp(mailbox, address, len) == 0 && text_equal_nocase(at, address_at);
}

size_t conf_mailbox_by_address(const struct conf *conf, const char *address)
{
	for (size_t i = 0; i < conf->mailbox_count; i++)
		if (conf->mailboxes[i].address &&
		    text_equal_nocase(conf->mailboxes[i].address, address))
			return i;
	for (size_t i = 0; i < conf->mailbox_count; i++)
		if (conf->mailboxes[i].address &&
		    is_with_detail(conf->mailboxes[i].address, address))
			return i;
	return CONF_NO_INDEX;
}

size_t conf_agent_by_id(const struct conf *conf, const char *id)
{
	for (size_t i = 0; i < conf->agent_count; i++)
		if (text_equal_nocase(conf->agents[i].id, id))
			return i;
	return CONF_NO_INDEX;
}

static bool is_agents(const struct conf_agent *agent, const char *address)
{
	if (text_equal_nocase(agent->email, address))
		return true;
	for (size_t i = 0; i < agent->addresses.count; i++)
		if (text_equal_nocase(agent->addresses.items[i], address))
			return true;
	return false;
}

size_t conf_agent_by_address(const struct conf *conf, const char *address)
{
	for (size_t i = 0; i < conf->agent_count; i++)
		if (is_agents(&conf->agents[i], address))
			return i;
	return CONF_NO_INDEX;
}

size_t conf_team_by_name(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->team_count; i++)
		if (strcmp(conf->teams[i].name, name) == 0)
			return i;
	return CONF_NO_INDEX;
}
