#include "conf/check.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "conf/holidays.h"
#include "conf/hours.h"

/* An address, and whose it is. */
struct owned {
	const char *address;
	const char *block, *key;
	size_t index;
};

struct owners {
	struct owned *items;
	size_t count;
};

static void own(struct reader *reader, struct owners *owners, struct owned owned)
{
	if (!owned.address || !owned.address[0])
		return;
	owners->items =
	    arena_grow(reader->report->arena, owners->items, owners->count, sizeof *owners->items);
	owners->items[owners->count++] = owned;
}

/* All addresses that must be one entry's alone. */
static struct owners collect(struct reader *reader)
{
	const struct conf *conf = reader->conf;
	struct owners owners = {0};

	for (size_t i = 0; i < conf->mailbox_count; i++)
		own(reader, &owners,
		    (struct owned){conf->mailboxes[i].address, "mailboxes", "address", i});
	for (size_t i = 0; i < conf->agent_count; i++) {
		const struct conf_agent *agent = &conf->agents[i];

		own(reader, &owners, (struct owned){agent->email, "agents", "email", i});
		for (size_t j = 0; j < agent->addresses.count; j++)
			own(reader, &owners,
			    (struct owned){agent->addresses.items[j], "agents", "addresses", i});
	}
	own(reader, &owners, (struct owned){conf->commands.address, "commands", "address", 0});
	return owners;
}

static const char *owner_name(const struct conf *conf, const struct owned *owned)
{
	const char *name = NULL;

	if (strcmp(owned->block, "mailboxes") == 0)
		name = conf->mailboxes[owned->index].name;
	else if (strcmp(owned->block, "agents") == 0)
		name = conf->agents[owned->index].id;
	return name ? name : "";
}

/* The control address may be a mailbox's: commands and customers' mails are told apart. */
static bool may_share(const struct owned *a, const struct owned *b)
{
	return strcmp(a->block, "commands") == 0 && strcmp(b->block, "mailboxes") == 0;
}

/* Who wrote is told by the address, so an address is one agent's or one mailbox's. */
static void check_addresses(struct reader *reader)
{
	struct owners owners = collect(reader);

	for (size_t i = 0; i < owners.count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct owned *a = &owners.items[i], *b = &owners.items[j];
			struct found found;

			if (!text_equal_nocase(a->address, b->address) || may_share(a, b))
				continue;
			found = reader_place(reader, a->block, a->index, a->key);
			reader_fault(reader, &found,
				     "\"%s\" is already in %s (\"%s\"); one must go", a->address,
				     b->block, owner_name(reader->conf, b));
			break;
		}
}

/* Alerts that came back as tickets would make more alerts. */
static void check_admin(struct reader *reader)
{
	const struct conf *conf = reader->conf;

	for (size_t i = 0; i < conf->desk.admin.count; i++) {
		struct found found = reader_place(reader, "desk", 0, "admin");
		const char *address = conf->desk.admin.items[i];

		if (address[0] && conf_mailbox_by_address(conf, address) != CONF_NO_INDEX)
			reader_fault(reader, &found,
				     "\"%s\" is a mailbox of this desk; name a person outside it",
				     address);
	}
}

static void check_store(struct reader *reader)
{
	struct found path = reader_place(reader, "store", 0, "path");
	struct found dsn = reader_place(reader, "store", 0, "dsn");

	if (reader->conf->store.engine == ENGINE_SQLITE) {
		if (dsn.setting)
			reader_fault(reader, &dsn,
				     "is for the engine \"postgresql\"; set path, or the engine");
		return;
	}
	if (!dsn.setting)
		reader_fault(reader, &dsn,
			     "is missing; add dsn = \"host=… dbname=…\" for the engine "
			     "\"postgresql\"");
	if (path.setting)
		reader_fault(reader, &path, "is for the engine \"sqlite\"; take it away");
}

static void check_relays(struct reader *reader)
{
	const struct conf *conf = reader->conf;

	for (size_t i = 0; i < conf->relay_count; i++) {
		struct found user = reader_place(reader, "relays", i, "user");
		struct found password = reader_place(reader, "relays", i, "password");

		if (user.setting && !password.setting)
			reader_fault(reader, &user, "has no password; add password");
		if (password.setting && !user.setting)
			reader_fault(reader, &password, "is of no use without user; add user");
	}
}

static void check_mailboxes(struct reader *reader)
{
	const struct conf *conf = reader->conf;

	for (size_t i = 0; i < conf->mailbox_count; i++) {
		const struct conf_mailbox *mailbox = &conf->mailboxes[i];
		struct found imap = reader_place(reader, "mailboxes", i, "imap");
		struct found password = reader_place(reader, "mailboxes", i, "password");
		struct found team = reader_place(reader, "mailboxes", i, "team");
		struct found processed = reader_place(reader, "mailboxes", i, "processed");

		if (imap.setting && !password.setting)
			reader_fault(reader, &imap, "has no password; add password");
		if (!team.setting && conf->team_count > 1)
			reader_fault(reader, &team,
				     "is missing; there are several teams: name the one that gets "
				     "this mailbox's tickets");
		if (mailbox->processed && mailbox->folder &&
		    strcmp(mailbox->processed, mailbox->folder) == 0)
			reader_fault(reader, &processed,
				     "is the folder that is read; name another, or leave it out");
	}
}

static void check_agent_in_team(struct reader *reader, size_t team, size_t member)
{
	const struct conf_team *it = &reader->conf->teams[team];
	struct found found = reader_place(reader, "teams", team, "agents");

	for (size_t i = 0; i < member; i++)
		if (it->agents[i] == it->agents[member] && it->agents[i] != CONF_NO_INDEX) {
			reader_fault(reader, &found, "\"%s\" is there twice; name each once",
				     reader->conf->agents[it->agents[i]].id);
			return;
		}
}

static void check_teams(struct reader *reader)
{
	const struct conf *conf = reader->conf;

	for (size_t i = 0; i < conf->team_count; i++) {
		struct found manager = reader_place(reader, "teams", i, "manager");
		struct found agents = reader_place(reader, "teams", i, "agents");

		for (size_t j = 0; j < conf->teams[i].agent_count; j++)
			check_agent_in_team(reader, i, j);
		if (!conf->teams[i].agent_count && !manager.setting)
			reader_fault(reader, &agents,
				     "nobody is in this team; name agents, or a manager");
	}
}

static bool has_role(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->role_count; i++)
		if (conf->roles[i].name && text_equal_nocase(conf->roles[i].name, name))
			return true;
	return false;
}

/* Without the block, roles are words for people. */
static void check_roles(struct reader *reader)
{
	const struct conf *conf = reader->conf;

	for (size_t i = 0; conf->role_count && i < conf->agent_count; i++)
		for (size_t j = 0; j < conf->agents[i].roles.count; j++) {
			struct found found = reader_place(reader, "agents", i, "roles");

			if (!has_role(conf, conf->agents[i].roles.items[j]))
				reader_fault(reader, &found,
					     "there is no role \"%s\"; add it to roles, or mend "
					     "its name",
					     conf->agents[i].roles.items[j]);
		}
}

/* The journal names agents beside these. */
static void check_agents(struct reader *reader)
{
	static const char *const taken[] = {"customer", "clock", "intake", "admin"};
	const struct conf *conf = reader->conf;

	for (size_t i = 0; i < conf->agent_count; i++)
		for (size_t j = 0; j < sizeof taken / sizeof *taken; j++) {
			struct found found = reader_place(reader, "agents", i, "id");

			if (conf->agents[i].id && text_equal_nocase(conf->agents[i].id, taken[j]))
				reader_fault(reader, &found,
					     "\"%s\" is what the journal calls something else; "
					     "choose another",
					     conf->agents[i].id);
		}
}

/* "08:00" */
static bool is_time(const char *text)
{
	return strlen(text) == 5 && strspn(text, "0123456789") == 2 && text[2] == ':' &&
	       strspn(text + 3, "0123456789") == 2 && strncmp(text, "24", 2) < 0 && text[3] < '6';
}

static void check_digests(struct reader *reader)
{
	const struct conf *conf = reader->conf;

	for (size_t i = 0; i < conf->agent_count; i++) {
		struct found found = reader_place(reader, "agents", i, "digest");

		if (conf->agents[i].digest && !is_time(conf->agents[i].digest))
			reader_fault(reader, &found,
				     "\"%s\" is no time of the day; write it as \"08:00\"",
				     conf->agents[i].digest);
	}
}

static void check_closing(struct reader *reader)
{
	const struct conf_closing *closing = &reader->conf->closing;
	struct found warn = reader_place(reader, "closing", 0, "pending_warn");

	if (!warn.setting || !closing->pending_warn_us)
		return;
	if (!closing->pending_us)
		reader_fault(reader, &warn, "warns of a closing that never comes; add pending");
	else if (closing->pending_warn_us >= closing->pending_us)
		reader_fault(reader, &warn, "must be shorter than pending; make it shorter");
}

static const char *or_else(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

static const char *domain_of(const char *address)
{
	const char *at = address ? strrchr(address, '@') : NULL;

	return at ? at + 1 : "";
}

static void fill_mailbox(struct conf *conf, struct conf_mailbox *mailbox)
{
	mailbox->display_name = or_else(mailbox->display_name, conf->desk.name);
	mailbox->language = or_else(mailbox->language, conf->desk.language);
	if (mailbox->relay == CONF_NO_INDEX)
		mailbox->relay = 0;
	if (mailbox->team == CONF_NO_INDEX)
		mailbox->team = 0;
}

/* "gnupg" beside the database. */
static const char *gnupg_folder(struct conf *conf)
{
	const char *path = conf->store.location, *slash = path ? strrchr(path, '/') : NULL;

	if (conf->store.engine != ENGINE_SQLITE || !slash)
		return "/var/lib/ombud/gnupg";
	return arena_printf(&conf->arena, "%.*s/gnupg", (int)(slash - path), path);
}

static void fill(struct conf *conf)
{
	if (!conf->desk.gnupg)
		conf->desk.gnupg = gnupg_folder(conf);
	if (!conf->desk.domain)
		conf->desk.domain =
		    domain_of(conf->mailbox_count ? conf->mailboxes[0].address : NULL);
	for (size_t i = 0; i < conf->mailbox_count; i++)
		fill_mailbox(conf, &conf->mailboxes[i]);
	for (size_t i = 0; i < conf->agent_count; i++) {
		conf->agents[i].language = or_else(conf->agents[i].language, conf->desk.language);
		conf->agents[i].timezone = or_else(conf->agents[i].timezone, conf->desk.timezone);
	}
	for (size_t i = 0; i < conf->calendar_count; i++)
		conf->calendars[i].timezone =
		    or_else(conf->calendars[i].timezone, conf->desk.timezone);
}

/* Where the i-th text of a key stands that may be one text or a list. */
static struct found place_of_text(struct reader *reader, size_t calendar, const char *key, size_t i)
{
	struct found found = reader_place(reader, "calendars", calendar, key);
	bool is_many = found.setting && (config_setting_is_list(found.setting) ||
					 config_setting_is_array(found.setting));

	return is_many ? reader_element(&found, (int)i) : found;
}

static void read_hours(struct reader *reader, size_t index, struct conf_calendar *calendar)
{
	struct err err;

	for (size_t i = 0; i < calendar->hours.count; i++) {
		struct found found = place_of_text(reader, index, "hours", i);

		if (*calendar->hours.items[i] &&
		    hours_read(calendar->hours.items[i], calendar, &reader->conf->arena, &err) < 0)
			reader_fault(reader, &found, "%s", err.text);
	}
	if (!calendar->hours.count)
		hours_all(calendar, &reader->conf->arena);
}

static void read_holidays(struct reader *reader, size_t index, struct conf_calendar *calendar)
{
	struct arena *arena = &reader->conf->arena;
	struct err err;

	for (size_t i = 0; i < calendar->holidays.count; i++)
		if (*calendar->holidays.items[i])
			holidays_add_date(calendar, calendar->holidays.items[i], arena);
	for (size_t i = 0; i < calendar->ics.count; i++) {
		struct found found = place_of_text(reader, index, "ics", i);

		if (*calendar->ics.items[i] &&
		    holidays_read(calendar->ics.items[i], calendar, arena, &err) < 0)
			reader_fault(reader, &found, "%s", err.text);
	}
	holidays_sort(calendar);
}

/* After fill: events of .ics files may go by the calendar's zone. */
static void check_calendars(struct reader *reader)
{
	for (size_t i = 0; i < reader->conf->calendar_count; i++) {
		struct conf_calendar *calendar = &reader->conf->calendars[i];

		read_hours(reader, i, calendar);
		read_holidays(reader, i, calendar);
	}
}

void check_conf(struct reader *reader)
{
	check_addresses(reader);
	check_admin(reader);
	check_store(reader);
	check_relays(reader);
	check_mailboxes(reader);
	check_teams(reader);
	check_agents(reader);
	check_digests(reader);
	check_roles(reader);
	check_closing(reader);
	check_tiers(reader);
	check_amounts(reader);
	fill(reader->conf);
	check_calendars(reader);
}
