/* Tickets: their numbers, fields, participants, merges, and the loads of their owners. */
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

START_TEST(numbers_have_no_gaps)
{
	int64_t count;
	struct bed bed;

	bed_open(&bed, _i);
	for (int i = 0; i < 6; i++) {
		MUST(store_begin(bed.store, &bed_err));
		ck_assert_int_eq(bed_ticket(&bed, "joe@x.example", NULL)->number, 1 + i / 2);
		if (i % 2)
			MUST(store_commit(bed.store, &bed_err));
		else
			store_rollback(bed.store);
	}
	MUST(store_ticket_count(bed.store, &count, &bed_err));
	ck_assert_int_eq(count, 3);
	bed_close(&bed);
}
END_TEST

#define SAME_TEXT(a, b)                                                                            \
	ck_assert_msg((a) == (b) || ((a) && (b) && strcmp((a), (b)) == 0),                         \
		      "%s: \"%s\", not \"%s\"", #a, (a) ? (a) : "(null)", (b) ? (b) : "(null)")

static void check_same(const struct ticket *got, const struct ticket *wanted)
{
	ck_assert_int_eq(got->number, wanted->number);
	SAME_TEXT(got->mailbox, wanted->mailbox);
	ck_assert_int_eq(got->status, wanted->status);
	ck_assert_int_eq(got->priority, wanted->priority);
	SAME_TEXT(got->team, wanted->team);
	SAME_TEXT(got->owner, wanted->owner);
	SAME_TEXT(got->tier, wanted->tier);
	SAME_TEXT(got->category, wanted->category);
	SAME_TEXT(got->language, wanted->language);
	SAME_TEXT(got->subject, wanted->subject);
	SAME_TEXT(got->tags, wanted->tags);
	ck_assert_int_eq(got->requester.id, wanted->requester.id);
	SAME_TEXT(got->answer_to, wanted->answer_to);
	ck_assert_int_eq(got->merged_into, wanted->merged_into);
	ck_assert_int_eq(got->created_us, wanted->created_us);
	ck_assert_int_eq(got->changed_us, wanted->changed_us);
	ck_assert_int_eq(got->status_us, wanted->status_us);
	ck_assert_int_eq(got->messages, wanted->messages);
	SAME_TEXT(got->last_message_id, wanted->last_message_id);
	SAME_TEXT(got->last_references, wanted->last_references);
	SAME_TEXT(got->clocks, wanted->clocks);
	ck_assert_uint_eq(got->participant_count, wanted->participant_count);
	for (size_t i = 0; i < got->participant_count; i++) {
		const struct participant *a = &got->participants[i], *b = &wanted->participants[i];

		ck_assert_int_eq(a->role, b->role);
		ck_assert_int_eq(a->contact, b->contact);
		SAME_TEXT(a->email, b->email);
		SAME_TEXT(a->name, b->name);
		SAME_TEXT(a->agent, b->agent);
	}
	ck_assert_uint_eq(got->field_count, wanted->field_count);
	for (size_t i = 0; i < got->field_count; i++) {
		SAME_TEXT(got->fields[i].name, wanted->fields[i].name);
		SAME_TEXT(got->fields[i].value, wanted->fields[i].value);
	}
}

static void check_stored(struct bed *bed, const struct ticket *wanted)
{
	struct ticket *got;

	MUST(store_ticket_load(bed->store, wanted->number, &bed->arena, &got, &bed_err));
	ck_assert_ptr_nonnull(got);
	check_same(got, wanted);
}

START_TEST(what_is_inserted_is_loaded)
{
	struct participant people[] = {
	    {PARTICIPANT_REQUESTER, 0, "joe@x.example", "Joe", NULL},
	    {PARTICIPANT_CC, 0, "Ünï@x.example", "", NULL},
	    {PARTICIPANT_WATCHER, 0, "ann@acme.example", "Ann", "ann"},
	};
	struct ticket_field fields[] = {{"summary", "it's \"broken\"\n漢字"}, {"wants", ""}};
	struct ticket full = {
	    .mailbox = "sales",
	    .status = STATUS_HOLD,
	    .priority = PRIORITY_URGENT,
	    .team = "t",
	    .owner = "ann",
	    .tier = "two",
	    .category = "print",
	    .language = "de",
	    .subject = "Drücker 'kaputt' \"sehr\" $1 -- ; 漢字",
	    .tags = "a,b",
	    .answer_to = "other@x.example",
	    .created_us = 1,
	    .changed_us = INT64_MAX,
	    .status_us = -3,
	    .messages = 12,
	    .last_message_id = "a@b",
	    .last_references = "c@d a@b",
	    .clocks = "first=1,2/o/0 policy=gold",
	    .participants = people,
	    .participant_count = 3,
	    .fields = fields,
	    .field_count = 2,
	};
	struct ticket bare = {
	    .mailbox = "m", .team = "t", .language = "en", .subject = "", .tags = ""};
	struct ticket *none;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	full.requester = bed_contact(&bed, "Joe@x.example", "Joe");
	people[0].contact = full.requester.id;
	MUST(store_ticket_insert(bed.store, &full, &bed_err));
	MUST(store_ticket_insert(bed.store, &bare, &bed_err));
	ck_assert_int_eq(bare.asked, 2);
	check_stored(&bed, &full);
	MUST(store_commit(bed.store, &bed_err));
	check_stored(&bed, &full);
	check_stored(&bed, &bare);
	MUST(store_ticket_load(bed.store, 1, &bed.arena, &none, &bed_err));
	ck_assert_str_eq(none->requester.email, "Joe@x.example");
	ck_assert_str_eq(none->requester.name, "Joe");
	MUST(store_ticket_load(bed.store, 2, &bed.arena, &none, &bed_err));
	ck_assert_str_eq(none->requester.email, "");
	MUST(store_ticket_load(bed.store, 3, &bed.arena, &none, &bed_err));
	ck_assert_ptr_null(none);
	MUST(store_ticket_load(bed.store, 0, &bed.arena, &none, &bed_err));
	ck_assert_ptr_null(none);
	bed_close(&bed);
}
END_TEST

/* ---- each field is written ---- */

static struct participant changed_people[] = {
    {PARTICIPANT_REQUESTER, 0, "joe@x.example", "Joe", NULL},
    {PARTICIPANT_MEMBER, 0, "new@x.example", "New", NULL},
    {PARTICIPANT_WATCHER, 0, "bob@acme.example", "Bob", "bob"},
};

static void set_words(struct ticket *t)
{
	t->mailbox = "other";
	t->team = "other";
	t->tier = "two";
	t->category = "c";
	t->language = "fr";
	t->subject = "changed";
	t->tags = "x";
	t->answer_to = "a@b";
	t->last_message_id = "m@x";
	t->last_references = "r@x m@x";
	t->clocks = "first=1,2,3/o/0 policy=gold";
}

static void clear_words(struct ticket *t)
{
	t->tier = t->category = t->answer_to = t->last_message_id = t->last_references = NULL;
}

static void set_status(struct ticket *t)
{
	t->status = STATUS_PENDING;
	t->status_us = 77;
}

static void set_priority(struct ticket *t)
{
	t->priority = PRIORITY_LOW;
}

static void set_times(struct ticket *t)
{
	t->changed_us = 99;
	t->messages = 41;
}

static void set_owner(struct ticket *t)
{
	t->owner = "bob";
}

static void clear_owner(struct ticket *t)
{
	t->owner = NULL;
}

static void set_people(struct ticket *t)
{
	t->participants = changed_people;
	t->participant_count = 3;
}

static void drop_last(struct ticket *t)
{
	t->participants = changed_people;
	t->participant_count = 2;
}

static void drop_middle(struct ticket *t)
{
	static struct participant left[2];

	left[0] = changed_people[0];
	left[1] = changed_people[2];
	t->participants = left;
	t->participant_count = 2;
}

static void drop_people(struct ticket *t)
{
	t->participants = NULL;
	t->participant_count = 0;
}

static void set_fields(struct ticket *t)
{
	static struct ticket_field fields[] = {{"a", "1"}, {"b", "2"}, {"c", "3"}};

	t->fields = fields;
	t->field_count = 3;
}

static void change_fields(struct ticket *t)
{
	static struct ticket_field fields[] = {{"a", "1"}, {"c", "33"}, {"d", "4"}};

	t->fields = fields;
	t->field_count = 3;
}

static void drop_fields(struct ticket *t)
{
	t->fields = NULL;
	t->field_count = 0;
}

static void set_nothing(struct ticket *t)
{
	(void)t;
}

static void (*const updates[])(struct ticket *) = {
    set_words,   set_status, clear_words, set_priority,  set_times,   set_owner,
    clear_owner, set_people, drop_last,   set_people,    drop_middle, set_nothing,
    drop_people, set_people, set_fields,  change_fields, drop_fields, set_fields,
};

START_TEST(what_is_updated_is_loaded)
{
	struct ticket before, after, *first;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	first = bed_ticket(&bed, "joe@x.example", "ann");
	before = *first;
	for (size_t i = 0; i < sizeof updates / sizeof *updates; i++) {
		after = before;
		updates[i](&after);
		MUST(store_ticket_update(bed.store, &before, &after, 50, &bed_err));
		check_stored(&bed, &after);
		before = after;
	}
	after.requester = bed_contact(&bed, "eve@x.example", "Eve");
	MUST(store_ticket_update(bed.store, &before, &after, 50, &bed_err));
	check_stored(&bed, &after);
	MUST(store_commit(bed.store, &bed_err));
	check_stored(&bed, &after);
	bed_close(&bed);
}
END_TEST

/* ---- merges ---- */

static void merge(struct bed *bed, struct ticket *from, int64_t into)
{
	struct ticket before = *from;

	from->merged_into = into;
	MUST(store_ticket_update(bed->store, &before, from, 1, &bed_err));
}

START_TEST(merges_are_followed)
{
	struct ticket *tickets[4], *got;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	for (int i = 0; i < 4; i++)
		tickets[i] = bed_ticket(&bed, "joe@x.example", NULL);
	merge(&bed, tickets[0], 2);
	merge(&bed, tickets[1], 4);
	MUST(store_commit(bed.store, &bed_err));
	for (int64_t number = 1; number <= 4; number++) {
		MUST(store_ticket_load(bed.store, number, &bed.arena, &got, &bed_err));
		ck_assert_int_eq(got->number, number == 3 ? 3 : 4);
		ck_assert_int_eq(got->asked, number);
	}
	MUST(store_begin(bed.store, &bed_err));
	merge(&bed, tickets[3], 1); /* a circle ends somewhere */
	MUST(store_ticket_load(bed.store, 1, &bed.arena, &got, &bed_err));
	ck_assert_ptr_nonnull(got);
	bed_close(&bed);
}
END_TEST

/* ---- loads ---- */

/* One ticket, changed step by step: what ann and bob have then. */
static const struct {
	const char *owner;
	enum ticket_status status;
	int64_t ann, bob, ann_us, bob_us;
} steps[] = {
    {"ann", STATUS_OPEN, 1, 0, 1000, TIME_NONE},   {"ann", STATUS_PENDING, 1, 0, 1000, TIME_NONE},
    {"ann", STATUS_SOLVED, 0, 0, 1000, TIME_NONE}, {"ann", STATUS_CLOSED, 0, 0, 1000, TIME_NONE},
    {"ann", STATUS_OPEN, 1, 0, 1000, TIME_NONE},   {"bob", STATUS_OPEN, 0, 1, 1000, 2005},
    {"bob", STATUS_SOLVED, 0, 0, 1000, 2005},      {"ann", STATUS_SOLVED, 0, 0, 2007, 2005},
    {NULL, STATUS_OPEN, 0, 0, 2007, 2005},         {"bob", STATUS_HOLD, 0, 1, 2007, 2009},
    {"ann", STATUS_CLOSED, 0, 0, 2010, 2009},      {"bob", STATUS_NEW, 0, 1, 2010, 2011},
    {NULL, STATUS_NEW, 0, 0, 2010, 2011},
};

static struct agent_load load_of(struct bed *bed, const char *agent)
{
	struct agent_load *loads;
	size_t count;

	MUST(store_agent_loads(bed->store, &bed->arena, &loads, &count, &bed_err));
	for (size_t i = 0; i < count; i++)
		if (strcmp(loads[i].agent, agent) == 0)
			return loads[i];
	return (struct agent_load){.assigned_us = TIME_NONE};
}

START_TEST(loads_follow_tickets)
{
	struct ticket before, after;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	before = *bed_ticket(&bed, "joe@x.example", "ann");
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		after = before;
		after.owner = steps[i].owner;
		after.status = steps[i].status;
		MUST(store_ticket_update(bed.store, &before, &after, 2000 + (int64_t)i, &bed_err));
		ck_assert_msg(load_of(&bed, "ann").live_tickets == steps[i].ann, "row %zu", i);
		ck_assert_msg(load_of(&bed, "bob").live_tickets == steps[i].bob, "row %zu", i);
		ck_assert_msg(load_of(&bed, "ann").assigned_us == steps[i].ann_us, "row %zu", i);
		ck_assert_msg(load_of(&bed, "bob").assigned_us == steps[i].bob_us, "row %zu", i);
		before = after;
	}
	store_rollback(bed.store);
	ck_assert_int_eq(load_of(&bed, "ann").live_tickets, 0);
	bed_close(&bed);
}
END_TEST

Suite *ticket_suite(void)
{
	Suite *suite = suite_create("ticket");
	TCase *tests = tcase_create("ticket");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, numbers_have_no_gaps, 0, bed_engines());
	tcase_add_loop_test(tests, what_is_inserted_is_loaded, 0, bed_engines());
	tcase_add_loop_test(tests, what_is_updated_is_loaded, 0, bed_engines());
	tcase_add_loop_test(tests, merges_are_followed, 0, bed_engines());
	tcase_add_loop_test(tests, loads_follow_tickets, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
