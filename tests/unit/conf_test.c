#include <string.h>

#include "base/clock.h"
#include "conf/conf.h"
#include "unit/conf_help.h"
#include "unit/conf_suites.h"
#include "unit/suite.h"

START_TEST(scenario_desk)
{
	struct confs confs;
	const struct conf *conf;

	confs_load(&confs, "");
	confs_good(&confs);
	conf = confs.conf;
	ck_assert_str_eq(conf->desk.name, "Acme");
	ck_assert_str_eq(conf->desk.domain, "acme.example");
	ck_assert_str_eq(conf->desk.tag, "ACME");
	ck_assert_str_eq(conf->desk.language, "en");
	ck_assert_str_eq(conf->desk.timezone, "Etc/UTC");
	ck_assert_uint_eq(conf->desk.admin.count, 1);
	ck_assert_str_eq(conf->desk.admin.items[0], "admin@acme.example");
	ck_assert_uint_eq(conf->mailbox_count, 1);
	ck_assert_str_eq(conf->mailboxes[0].name, "support");
	ck_assert_str_eq(conf->mailboxes[0].address, "support@acme.example");
	ck_assert_str_eq(conf->mailboxes[0].authserv_id, "mx.acme.example");
	ck_assert_str_eq(conf->mailboxes[0].border.items[0], "mx.acme.example");
	ck_assert(conf->mailboxes[0].plus);
	ck_assert_uint_eq(conf->team_count, 1);
	ck_assert_str_eq(conf->teams[0].name, "support");
	ck_assert_uint_eq(conf->teams[0].agent_count, 1);
	ck_assert_str_eq(conf->agents[conf->teams[0].agents[0]].name, "Ann Ash");
	ck_assert_str_eq(conf->agents[conf->teams[0].manager].email, "mia@acme.example");
	ck_assert_int_eq(conf->commands.send_delay_us, 0);
	ck_assert_uint_eq(conf->policy_count + conf->tier_count + conf->survey_count, 0);
	ck_assert_int_eq(conf->followup.after_us, 0);
	ck_assert_int_eq(conf->closing.solved_us, 0);
	confs_release(&confs);
}
END_TEST

static const struct {
	const char *text;
	size_t offset;
	int64_t value;
} numbers[] = {
    {"", offsetof(struct conf, limits.auto_per_sender_day), 5},
    {"", offsetof(struct conf, limits.auto_per_ticket), 1},
    {"", offsetof(struct conf, limits.auto_per_mailbox_hour), 2000},
    {"", offsetof(struct conf, limits.burst), 1000},
    {"", offsetof(struct conf, limits.header_block), 262144},
    {"", offsetof(struct conf, limits.header_line), 65536},
    {"", offsetof(struct conf, limits.comment_depth), 10},
    {"", offsetof(struct conf, limits.mime_depth), 50},
    {"", offsetof(struct conf, limits.parts), 1000},
    {"", offsetof(struct conf, limits.addresses), 1000},
    {"", offsetof(struct conf, limits.references), 200},
    {"", offsetof(struct conf, closing.reopen_us), 30 * DAY_US},
    {"", offsetof(struct conf, commands.undo_us), 15 * MINUTE_US},
    {"limits = { burst = 7; };", offsetof(struct conf, limits.burst), 7},
    {"limits = { burst = 010; };", offsetof(struct conf, limits.burst), 10},
    {"limits = { burst = 0x10; };", offsetof(struct conf, limits.burst), 16},
    {"limits = { burst = 0x10L; };", offsetof(struct conf, limits.burst), 16},
    {"limits = { burst = +12LL }", offsetof(struct conf, limits.burst), 12},
    {"limits : { burst : 100000000 }", offsetof(struct conf, limits.burst), 100000000},
    {"limits = { header_block = 8192; };", offsetof(struct conf, limits.header_block), 8192},
    {"limits = { header_block = '1 MB'; };", offsetof(struct conf, limits.header_block), 1048576},
    {"limits = { header_block = '8k'; };", offsetof(struct conf, limits.header_block), 8192},
    {"closing = { reopen = '1w 1d'; solved = '36h'; };", offsetof(struct conf, closing.reopen_us),
     8 * DAY_US},
    {"closing = { reopen = '0s'; };", offsetof(struct conf, closing.reopen_us), 0},
    {"closing = { solved = '1h30m'; };", offsetof(struct conf, closing.solved_us), 90 * MINUTE_US},
    {"closing = { pending_warn = '1d'; pending = '2d'; };",
     offsetof(struct conf, closing.pending_us), 2 * DAY_US},
    {"followup = { after = '3d'; };", offsetof(struct conf, followup.after_us), 3 * DAY_US},
};

START_TEST(numbers_are_read)
{
	struct confs confs;
	int64_t value;

	confs_load(&confs, numbers[_i].text);
	confs_good(&confs);
	memcpy(&value, (char *)confs.conf + numbers[_i].offset, sizeof value);
	ck_assert_int_eq(value, numbers[_i].value);
	confs_release(&confs);
}
END_TEST

/* Everything that differs from its default. */
static const char rich[] =
    "desk = { name = 'Größe & Co.'; tag = 'GC-2'; secret = ['the newer secret!!', 'the older "
    "secret!!'];\n"
    "  admin = 'boss@else.example'; language = 'pt-BR'; timezone = 'Europe/Berlin';\n"
    "  alert_relay = 'two'; };\n"
    "store = { engine = 'postgresql'; dsn = 'host=/tmp dbname=o'; };\n"
    "relays = ( { name = 'one'; url = 'smtp://localhost:2525'; },\n"
    "  { name = 'two'; url = 'smtps://mail.acme.example'; user = 'u'; password = 'p';\n"
    "    bounce = 'plus'; connections = 9; per_minute = 60; per_day = 10000; } );\n"
    "mailboxes = ( { name = 'sales'; address = 'Sales@Acme.example'; display_name = 'Acme Sales';\n"
    "    imap = 'imap://[::1]:1143'; user = 'u'; mailbox_user = 'm'; password = 'pw';\n"
    "    folder = 'In'; processed = 'Done'; poll = '5s'; relay = 'two'; team = 'b'; plus = false;\n"
    "    authserv_id = 'microsoft'; border = ['outlook.com', 'mx.acme.example'];\n"
    "    internal_header = 'X-MS-Exchange-Organization-AuthAs'; forms = 'forms@web.example';\n"
    "    language = 'de'; crosspost = 'each'; first_start = 'all'; max_size = '10 MB'; },\n"
    "  { name = 'help'; address = 'help@acme.example'; team = 'a'; first_start = 'skip'; } );\n"
    "teams = ( { name = 'a'; agents = ['bo']; }, { name = 'b'; manager = 'cy'; notify = 'all'; } "
    ");\n"
    "agents = ( { id = 'bo'; name = 'Bo'; email = 'bo@acme.example';\n"
    "    addresses = ['bo@home.example']; roles = ['lead']; limits = { refund = '40 EUR'; max = 3; "
    "};\n"
    "    keys = ['0123 4567 89ab cdef 0123  4567 89AB CDEF 0123 4567']; language = 'fr';\n"
    "    timezone = 'Asia/Kathmandu'; hours = 'office'; },\n"
    "  { id = 'cy'; name = 'Cy'; email = 'cy@acme.example'; }, );\n"
    "commands = { mode = 'desk'; send_delay = '30s'; undo = '1h'; transcript = 'always';\n"
    "  address = 'control@acme.example'; };\n"
    "calendars = ( { name = 'office'; hours = ['Mon-Fri 09:00-17:00']; holidays = ['2026-12-25']; "
    "} );\n"
    "policies = ( { name = 'vip'; match = { segment = 'vip'; priority = ['high', 'urgent']; };\n"
    "    calendar = 'office'; first = '1h'; update = '4h'; resolve = '16h'; warn = ['75%', "
    "'30m'];\n"
    "    repeat = '2h'; } );\n"
    "tiers = ( { name = 'first'; members = ['bo', 'cy']; accept_within = '1h'; next = 'second';\n"
    "    procedure = 'Read.\\nThink.'; authority = { refund = '40 EUR'; }; },\n"
    "  { name = 'second'; team = 'b'; calendar = 'office'; accept_within = '2h'; } );\n"
    "categories = ( { name = 'billing'; subcategories = ['refund']; team = 'b';\n"
    "    keywords = ['invoice']; }, { name = 'other'; required = []; } );\n"
    "surveys = ( { name = 's'; match = { mailbox = 'sales'; }; after = '1d'; sample = '25%';\n"
    "    questions = ['speed', 'overall']; cooldown = '90d'; remind = '3d'; low = 3; } );\n";

START_TEST(everything_is_read)
{
	struct confs confs;
	const struct conf *conf;

	confs_load(&confs, rich);
	confs_good(&confs);
	conf = confs.conf;
	ck_assert_str_eq(conf->desk.name, "Gr\xc3\xb6\xc3\x9f\x65 & Co.");
	ck_assert_str_eq(conf->desk.domain, "Acme.example");
	ck_assert_uint_eq(conf->desk.secrets.count, 2);
	ck_assert_str_eq(conf->desk.secrets.items[1], "the older secret!!");
	ck_assert_str_eq(conf->desk.admin.items[0], "boss@else.example");
	ck_assert_str_eq(conf->desk.alert_relay, "two");
	ck_assert_int_eq(conf->store.engine, ENGINE_POSTGRESQL);
	ck_assert_str_eq(conf->store.location, "host=/tmp dbname=o");
	ck_assert_ptr_null(conf->relays[0].user);
	ck_assert_int_eq(conf->relays[0].bounce, BOUNCE_MAILBOX);
	ck_assert_int_eq(conf->relays[0].connections, 2);
	ck_assert_int_eq(conf->relays[0].password.kind, SECRET_NONE);
	ck_assert_int_eq(conf->relays[1].bounce, BOUNCE_PLUS);
	ck_assert_int_eq(conf->relays[1].connections, 9);
	ck_assert_int_eq(conf->relays[1].per_minute, 60);
	ck_assert_int_eq(conf->relays[1].per_day, 10000);
	ck_assert_int_eq(conf->relays[1].password.kind, SECRET_TEXT);
	ck_assert_str_eq(conf->relays[1].password.value, "p");
	confs_release(&confs);
}
END_TEST

START_TEST(mailboxes_are_read)
{
	struct confs confs;
	const struct conf_mailbox *box;

	confs_load(&confs, rich);
	confs_good(&confs);
	box = &confs.conf->mailboxes[0];
	ck_assert_str_eq(box->display_name, "Acme Sales");
	ck_assert_str_eq(box->imap, "imap://[::1]:1143");
	ck_assert_str_eq(box->mailbox_user, "m");
	ck_assert_str_eq(box->folder, "In");
	ck_assert_str_eq(box->processed, "Done");
	ck_assert_int_eq(box->poll_us, 5 * SECOND_US);
	ck_assert_uint_eq(box->relay, 1);
	ck_assert_uint_eq(box->team, 1);
	ck_assert(!box->plus);
	ck_assert_uint_eq(box->border.count, 2);
	ck_assert_str_eq(box->forms.items[0], "forms@web.example");
	ck_assert_str_eq(box->language, "de");
	ck_assert_int_eq(box->crosspost, CROSSPOST_EACH);
	ck_assert_int_eq(box->first_start, FIRST_START_ALL);
	ck_assert_int_eq(box->max_size, 10 * 1048576);
	box = &confs.conf->mailboxes[1];
	ck_assert_str_eq(box->display_name, confs.conf->desk.name);
	ck_assert_ptr_null(box->imap);
	ck_assert_ptr_null(box->user);
	ck_assert_str_eq(box->folder, "INBOX");
	ck_assert_ptr_null(box->processed);
	ck_assert_int_eq(box->poll_us, 60 * SECOND_US);
	ck_assert_uint_eq(box->relay, 0);
	ck_assert(box->plus);
	ck_assert_str_eq(box->language, "pt-BR");
	ck_assert_int_eq(box->crosspost, CROSSPOST_LINK);
	ck_assert_int_eq(box->first_start, FIRST_START_SKIP);
	ck_assert_int_eq(box->max_size, 50 * 1048576);
	confs_release(&confs);
}
END_TEST

START_TEST(people_are_read)
{
	struct confs confs;
	const struct conf *conf;

	confs_load(&confs, rich);
	confs_good(&confs);
	conf = confs.conf;
	ck_assert_uint_eq(conf->teams[0].manager, CONF_NO_INDEX);
	ck_assert_uint_eq(conf->teams[1].manager, 1);
	ck_assert(!conf->teams[0].notify_all);
	ck_assert(conf->teams[1].notify_all);
	ck_assert_str_eq(conf->agents[0].addresses.items[0], "bo@home.example");
	ck_assert_str_eq(conf->agents[0].limits.items[1].value, "3");
	ck_assert_str_eq(conf->agents[0].keys.items[0],
			 "0123 4567 89ab cdef 0123  4567 89AB CDEF 0123 4567");
	ck_assert_str_eq(conf->agents[0].language, "fr");
	ck_assert_str_eq(conf->agents[0].timezone, "Asia/Kathmandu");
	ck_assert_str_eq(conf->agents[0].hours, "office");
	ck_assert_str_eq(conf->agents[1].language, "pt-BR");
	ck_assert_str_eq(conf->agents[1].timezone, "Europe/Berlin");
	ck_assert_ptr_null(conf->agents[1].hours);
	ck_assert_int_eq(conf->commands.send_delay_us, 30 * SECOND_US);
	ck_assert_str_eq(conf->commands.transcript, "always");
	ck_assert_str_eq(conf->commands.address, "control@acme.example");
	confs_release(&confs);
}
END_TEST

START_TEST(later_blocks_are_read)
{
	struct confs confs;
	const struct conf *conf;

	confs_load(&confs, rich);
	confs_good(&confs);
	conf = confs.conf;
	ck_assert_str_eq(conf->calendars[0].timezone, "Europe/Berlin");
	ck_assert_str_eq(conf->calendars[0].holidays.items[0], "2026-12-25");
	ck_assert_str_eq(conf->policies[0].match.priority.items[1], "urgent");
	ck_assert_uint_eq(conf->policies[0].match.mailbox.count, 0);
	ck_assert_int_eq(conf->policies[0].resolve_us, 16 * HOUR_US);
	ck_assert_uint_eq(conf->policies[0].calendar, 0);
	ck_assert_uint_eq(conf->tiers[0].members.count, 2);
	ck_assert_uint_eq(conf->tiers[0].members.items[1], 1);
	ck_assert_uint_eq(conf->tiers[0].team, CONF_NO_INDEX);
	ck_assert_uint_eq(conf->tiers[1].team, 1);
	ck_assert_str_eq(conf->tiers[0].procedure, "Read.\nThink.");
	ck_assert_str_eq(conf->tiers[0].authority.items[0].name, "refund");
	ck_assert_uint_eq(conf->categories[0].required.count, 3);
	ck_assert_str_eq(conf->categories[0].required.items[2], "impact");
	ck_assert_uint_eq(conf->categories[1].required.count, 0);
	ck_assert_int_eq(conf->surveys[0].sample, 25);
	ck_assert_int_eq(conf->surveys[0].low, 3);
	ck_assert_uint_eq(conf->surveys[0].questions.count, 2);
	confs_release(&confs);
}
END_TEST

START_TEST(later_texts_win_whole)
{
	static const char *const names[] = {"scenario.conf", "1", "2"};
	static const struct conf_options options = {.is_scenario = true};
	const char *texts[] = {conf_scenario_default(),
			       "limits = { burst = 5; auto_per_ticket = 2; };\n"
			       "closing = { solved = \"1d\"; };",
			       "limits = { parts = 9; };"};
	struct confs confs;

	arena_init(&confs.arena);
	ck_assert_int_eq(conf_load_texts(names, texts, 3, "/nowhere", &options, &confs.arena,
					 &confs.conf, &confs.errors),
			 0);
	ck_assert_int_eq(confs.conf->limits.burst, 1000);
	ck_assert_int_eq(confs.conf->limits.auto_per_ticket, 1);
	ck_assert_int_eq(confs.conf->limits.parts, 9);
	ck_assert_int_eq(confs.conf->closing.solved_us, DAY_US);
	confs_release(&confs);
}
END_TEST

static const struct {
	const char *address;
	size_t mailbox, agent;
} lookups[] = {
    {"sales@acme.example", 0, CONF_NO_INDEX},
    {"SALES@ACME.EXAMPLE", 0, CONF_NO_INDEX},
    {"sales+t1.abc@acme.example", 0, CONF_NO_INDEX},
    {"help+@acme.example", 1, CONF_NO_INDEX},
    {"sale@acme.example", CONF_NO_INDEX, CONF_NO_INDEX},
    {"sales+x@else.example", CONF_NO_INDEX, CONF_NO_INDEX},
    {"", CONF_NO_INDEX, CONF_NO_INDEX},
    {"@", CONF_NO_INDEX, CONF_NO_INDEX},
    {"bo@home.example", CONF_NO_INDEX, 0},
    {"CY@acme.example", CONF_NO_INDEX, 1},
};

START_TEST(addresses_are_found)
{
	struct confs confs;

	confs_load(&confs, rich);
	confs_good(&confs);
	ck_assert_uint_eq(conf_mailbox_by_address(confs.conf, lookups[_i].address),
			  lookups[_i].mailbox);
	ck_assert_uint_eq(conf_agent_by_address(confs.conf, lookups[_i].address),
			  lookups[_i].agent);
	confs_release(&confs);
}
END_TEST

START_TEST(names_are_found)
{
	struct confs confs;

	confs_load(&confs, rich);
	confs_good(&confs);
	ck_assert_uint_eq(conf_mailbox_by_name(confs.conf, "help"), 1);
	ck_assert_uint_eq(conf_mailbox_by_name(confs.conf, "none"), CONF_NO_INDEX);
	ck_assert_uint_eq(conf_agent_by_id(confs.conf, "CY"), 1);
	ck_assert_uint_eq(conf_agent_by_id(confs.conf, "di"), CONF_NO_INDEX);
	ck_assert_uint_eq(conf_team_by_name(confs.conf, "b"), 1);
	ck_assert_uint_eq(conf_team_by_name(confs.conf, "c"), CONF_NO_INDEX);
	confs_release(&confs);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static Suite *conf_suite(void)
{
	Suite *suite = suite_create("conf");
	TCase *cases = tcase_create("good");

	tcase_add_test(cases, scenario_desk);
	tcase_add_loop_test(cases, numbers_are_read, 0, COUNT(numbers));
	tcase_add_test(cases, everything_is_read);
	tcase_add_test(cases, mailboxes_are_read);
	tcase_add_test(cases, people_are_read);
	tcase_add_test(cases, later_blocks_are_read);
	tcase_add_test(cases, later_texts_win_whole);
	tcase_add_loop_test(cases, addresses_are_found, 0, COUNT(lookups));
	tcase_add_test(cases, names_are_found);
	suite_add_tcase(suite, cases);
	return suite;
}

int main(void)
{
	static Suite *(*const suites[])(void) = {conf_suite,           conf_broken_suite,
						 conf_customers_suite, conf_files_suite,
						 conf_tried_suite,     NULL};

	return suite_main(suites);
}
