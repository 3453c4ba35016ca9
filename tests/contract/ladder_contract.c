/* What the ladder looks up among many tickets. */
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

/* A ticket with a category, whose escalation owner is that agent (NULL: nobody). */
static void make(struct bed *bed, const char *category, int64_t created_us, const char *agent,
		 enum ticket_status status)
{
	static struct ticket_field field = {.name = "escalation_owner"};
	struct ticket *before = bed_ticket(bed, "joe@x.example", NULL), after = *before;

	after.category = category;
	after.created_us = created_us;
	after.status = status;
	field.value = agent;
	after.fields = &field;
	after.field_count = agent != NULL;
	MUST(store_ticket_update(bed->store, before, &after, 5, &bed_err));
}

START_TEST(live_tickets_of_an_escalation_owner)
{
	int64_t *numbers;
	struct bed bed;
	size_t count;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	make(&bed, NULL, 1, "mia", STATUS_OPEN);
	make(&bed, NULL, 1, "mia", STATUS_SOLVED);
	make(&bed, NULL, 1, "cid", STATUS_OPEN);
	make(&bed, NULL, 1, NULL, STATUS_OPEN);
	make(&bed, NULL, 1, "mia", STATUS_PENDING);
	make(&bed, NULL, 1, "mia", STATUS_CLOSED);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_overseen(bed.store, "mia", 10, &bed.arena, &numbers, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(numbers[0], 1);
	ck_assert_int_eq(numbers[1], 5);
	MUST(store_overseen(bed.store, "mia", 1, &bed.arena, &numbers, &count, &bed_err));
	ck_assert_uint_eq(count, 1);
	MUST(store_overseen(bed.store, "ann", 10, &bed.arena, &numbers, &count, &bed_err));
	ck_assert_uint_eq(count, 0);
	bed_close(&bed);
}
END_TEST

START_TEST(tickets_of_a_category_lately)
{
	struct bed bed;
	int64_t count;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	make(&bed, "billing", 1, NULL, STATUS_OPEN);
	make(&bed, "billing/refund", 1, NULL, STATUS_OPEN);
	make(&bed, "billing", 1, NULL, STATUS_CLOSED);
	make(&bed, NULL, 1, NULL, STATUS_OPEN);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_category_count(bed.store, "billing", 0, &count, &bed_err));
	ck_assert_int_eq(count, 2);
	MUST(store_category_count(bed.store, "billing", 1000, &count, &bed_err));
	ck_assert_int_eq(count, 0);
	MUST(store_category_count(bed.store, "product", 0, &count, &bed_err));
	ck_assert_int_eq(count, 0);
	bed_close(&bed);
}
END_TEST

Suite *ladder_suite(void)
{
	Suite *suite = suite_create("ladder");
	TCase *tcase = tcase_create("ladder");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, live_tickets_of_an_escalation_owner, 0, bed_engines());
	tcase_add_loop_test(tcase, tickets_of_a_category_lately, 0, bed_engines());
	suite_add_tcase(suite, tcase);
	return suite;
}
