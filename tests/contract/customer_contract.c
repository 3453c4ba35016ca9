/* What the look-up answered; and that it goes with the person. */
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

static void keep(struct bed *bed, const char *email, const char *answer, int64_t until_us)
{
	struct customer_row row = {.answer = answer, .until_us = until_us};

	MUST(store_begin(bed->store, &bed_err));
	MUST(store_customer_keep(bed->store, email, &row, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
}

START_TEST(an_answer_is_kept)
{
	struct customer_row row;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_customer_find(bed.store, "joe@x.example", &bed.arena, &row, &bed_err));
	ck_assert_int_eq(row.until_us, TIME_NONE);
	keep(&bed, "Joe@X.example", "{}", 7);
	MUST(store_customer_find(bed.store, "joe@x.example", &bed.arena, &row, &bed_err));
	ck_assert_str_eq(row.answer, "{}");
	ck_assert_int_eq(row.until_us, 7);
	keep(&bed, "joe@x.example", NULL, 9);
	MUST(store_customer_find(bed.store, "joe@x.example", &bed.arena, &row, &bed_err));
	ck_assert_ptr_null(row.answer);
	ck_assert_int_eq(row.until_us, 9);
	bed_close(&bed);
}
END_TEST

struct children {
	int64_t count, live, first;
};

static int see_child(void *context, int64_t ticket, bool is_live)
{
	struct children *children = context;

	if (!children->count++)
		children->first = ticket;
	children->live += is_live;
	return 0;
}

static void set_field(struct bed *bed, int64_t number, const char *name, const char *value)
{
	struct ticket_field field = {name, value};
	struct ticket *before, after;

	MUST(store_ticket_load(bed->store, number, &bed->arena, &before, &bed_err));
	after = *before;
	after.fields = &field;
	after.field_count = 1;
	MUST(store_ticket_update(bed->store, before, &after, 9, &bed_err));
}

START_TEST(an_incident_has_children)
{
	struct children children = {0};
	int64_t *numbers;
	struct bed bed;
	size_t count;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	for (int i = 0; i < 3; i++)
		bed_ticket(&bed, "joe@x.example", NULL);
	set_field(&bed, 1, "incident", "Mail is down");
	set_field(&bed, 2, "parent", "1");
	set_field(&bed, 3, "parent", "12");
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_incidents(bed.store, &bed.arena, &numbers, &count, &bed_err));
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(numbers[0], 1);
	MUST(store_incident_children(bed.store, 1, see_child, &children, &bed_err));
	ck_assert_int_eq(children.count, 1);
	ck_assert_int_eq(children.live, 1);
	ck_assert_int_eq(children.first, 2);
	bed_close(&bed);
}
END_TEST

Suite *customer_suite(void)
{
	Suite *suite = suite_create("customer");
	TCase *tests = tcase_create("customer");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, an_answer_is_kept, 0, bed_engines());
	tcase_add_loop_test(tests, an_incident_has_children, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
