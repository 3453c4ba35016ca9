/* People outside, agents, and addresses that get no mail. */
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

/* Each take after the other: which person it is, and the name that is kept then. */
static const struct {
	const char *email, *name;
	int person;
	const char *kept;
} takes[] = {
    {"Joe@Customer.example", "", 0, ""},          {" joe@customer.EXAMPLE ", "Joe", 0, "Joe"},
    {"joe@customer.example", "Joseph", 0, "Joe"}, {"jo@customer.example", "Jo", 1, "Jo"},
    {"jöe@customer.example", "Jöe", 2, "Jöe"},    {"joe@customer.example", "", 0, "Joe"},
};

START_TEST(contact_is_found_by_address)
{
	int64_t ids[3] = {0};
	struct contact *found;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_contact_find(bed.store, "joe@customer.example", &bed.arena, &found, &bed_err));
	ck_assert_ptr_null(found);
	MUST(store_begin(bed.store, &bed_err));
	for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
		struct contact one = bed_contact(&bed, takes[i].email, takes[i].name);
		int64_t *id = &ids[takes[i].person];

		*id = *id ? *id : one.id;
		ck_assert_int_eq(one.id, *id);
		MUST(store_contact_find(bed.store, takes[i].email, &bed.arena, &found, &bed_err));
		ck_assert_int_eq(found->id, *id);
		ck_assert_str_eq(found->name, takes[i].kept);
	}
	MUST(store_commit(bed.store, &bed_err));
	ck_assert(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
	MUST(store_contact_find(bed.store, "JOE@customer.example", &bed.arena, &found, &bed_err));
	ck_assert_str_eq(found->email, "Joe@Customer.example");
	ck_assert_ptr_null(found->language);
	ck_assert_int_eq(found->away_until_us, TIME_NONE);
	ck_assert(!found->is_suppressed);
	bed_close(&bed);
}
END_TEST

START_TEST(without_an_address_it_is_nobody)
{
	struct contact *found;
	struct ticket *ticket;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	ticket = bed_ticket(&bed, " ", NULL);
	MUST(store_commit(bed.store, &bed_err));
	ck_assert_int_eq(ticket->requester.id, 0);
	MUST(store_contact_find(bed.store, "", &bed.arena, &found, &bed_err));
	ck_assert_ptr_null(found);
	MUST(store_ticket_load(bed.store, 1, &bed.arena, &ticket, &bed_err));
	ck_assert_int_eq(ticket->requester.id, 0);
	ck_assert_str_eq(ticket->requester.email, "");
	bed_close(&bed);
}
END_TEST

/* PostgreSQL's indexes take no row over a third of a page. */
START_TEST(an_endless_address_is_a_contact_too)
{
	static char email[20000], other[20000];
	struct contact *found, one;
	struct bed bed;

	memset(email, 'x', sizeof email - 1);
	memcpy(other, email, sizeof other);
	other[sizeof other - 2] = 'y';
	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	one = bed_contact(&bed, email, "");
	ck_assert_int_ne(bed_contact(&bed, other, "").id, one.id);
	MUST(store_suppress(bed.store, other, "5.1.1", 1, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_contact_find(bed.store, email, &bed.arena, &found, &bed_err));
	ck_assert_int_eq(found->id, one.id);
	ck_assert_str_eq(found->email, email);
	ck_assert(!found->is_suppressed);
	bed_close(&bed);
}
END_TEST

START_TEST(suppressed_and_away)
{
	struct away_change away = {.email = "JOE@customer.example", .until_us = 900};
	struct away_change nobody = {.email = "nobody@customer.example", .until_us = 900};
	struct contact *found;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_contact(&bed, "joe@customer.example", "Joe");
	MUST(store_suppress(bed.store, "Joe@customer.example", "5.1.1 unknown", 5, &bed_err));
	MUST(store_suppress(bed.store, "joe@customer.example", "5.2.2 full", 6, &bed_err));
	MUST(store_away_set(bed.store, &away, &bed_err));
	MUST(store_away_set(bed.store, &nobody, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_contact_find(bed.store, "joe@customer.example", &bed.arena, &found, &bed_err));
	ck_assert(found->is_suppressed);
	ck_assert_int_eq(found->away_until_us, 900);
	MUST(store_contact_find(bed.store, nobody.email, &bed.arena, &found, &bed_err));
	ck_assert_ptr_null(found);

	MUST(store_begin(bed.store, &bed_err));
	MUST(store_suppress(bed.store, "JOE@customer.example", NULL, 7, &bed_err));
	MUST(store_suppress(bed.store, nobody.email, NULL, 7, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_contact_find(bed.store, "joe@customer.example", &bed.arena, &found, &bed_err));
	ck_assert(!found->is_suppressed);

	MUST(store_begin(bed.store, &bed_err));
	away.until_us = TIME_NONE;
	MUST(store_away_set(bed.store, &away, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_contact_find(bed.store, "joe@customer.example", &bed.arena, &found, &bed_err));
	ck_assert_int_eq(found->away_until_us, TIME_NONE);
	bed_close(&bed);
}
END_TEST

START_TEST(tickets_of_a_contact)
{
	struct ticket_brief *briefs;
	struct ticket *last = NULL;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	for (int i = 0; i < 5; i++)
		last = bed_ticket(&bed, i == 2 ? "eve@x.example" : "joe@x.example", NULL);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_contact_tickets(bed.store, last->requester.id, 3, &bed.arena, &briefs, &count,
				   &bed_err));
	ck_assert_uint_eq(count, 3);
	ck_assert_int_eq(briefs[0].number, 5);
	ck_assert_int_eq(briefs[1].number, 4);
	ck_assert_int_eq(briefs[2].number, 2);
	ck_assert_str_eq(briefs[0].subject, last->subject);
	ck_assert_int_eq(briefs[0].status, STATUS_NEW);
	ck_assert_int_eq(briefs[0].created_us, 1000);
	MUST(store_contact_tickets(bed.store, 999, 3, &bed.arena, &briefs, &count, &bed_err));
	ck_assert_uint_eq(count, 0);
	bed_close(&bed);
}
END_TEST

START_TEST(agents_are_away)
{
	struct away_change ann = {.agent = "ann", .until_us = INT64_MAX};
	struct away_change bob = {.agent = "bob", .until_us = 700};
	struct agent_load *loads;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_agent_loads(bed.store, &bed.arena, &loads, &count, &bed_err));
	ck_assert_uint_eq(count, 0);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_away_set(bed.store, &bob, &bed_err));
	MUST(store_away_set(bed.store, &ann, &bed_err));
	bob.until_us = TIME_NONE;
	MUST(store_away_set(bed.store, &bob, &bed_err));
	bed_ticket(&bed, "joe@x.example", "ann");
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_agent_loads(bed.store, &bed.arena, &loads, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(loads[0].agent, "ann");
	ck_assert_int_eq(loads[0].away_until_us, INT64_MAX);
	ck_assert_int_eq(loads[0].live_tickets, 1);
	ck_assert_int_eq(loads[0].assigned_us, 1000);
	ck_assert_str_eq(loads[1].agent, "bob");
	ck_assert_int_eq(loads[1].away_until_us, TIME_NONE);
	ck_assert_int_eq(loads[1].assigned_us, TIME_NONE);
	bed_close(&bed);
}
END_TEST

Suite *contact_suite(void)
{
	Suite *suite = suite_create("contact");
	TCase *tests = tcase_create("contact");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, contact_is_found_by_address, 0, bed_engines());
	tcase_add_loop_test(tests, without_an_address_it_is_nobody, 0, bed_engines());
	tcase_add_loop_test(tests, an_endless_address_is_a_contact_too, 0, bed_engines());
	tcase_add_loop_test(tests, suppressed_and_away, 0, bed_engines());
	tcase_add_loop_test(tests, tickets_of_a_contact, 0, bed_engines());
	tcase_add_loop_test(tests, agents_are_away, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
