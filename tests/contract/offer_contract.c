/* The ledger of offers: the newest of a ticket, those of a time, those of a contact. */
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

static void save(struct bed *bed, const struct offer *offer)
{
	MUST(store_begin(bed->store, &bed_err));
	MUST(store_offer_save(bed->store, offer, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
}

static void make(struct bed *bed, int64_t ticket, int64_t minor, int64_t made_us)
{
	struct offer offer = {.ticket = ticket,
			      .agent = "ann",
			      .kind = "refund",
			      .amount = {minor, "EUR"},
			      .reason = "late",
			      .state = OFFER_PENDING,
			      .made_us = made_us,
			      .approver = "mia",
			      .decided_us = TIME_NONE,
			      .words = "You get it.",
			      .has_files = true};

	save(bed, &offer);
}

static void open_with_tickets(struct bed *bed, int engine)
{
	bed_open(bed, engine);
	MUST(store_begin(bed->store, &bed_err));
	bed_ticket(bed, "joe@x.example", NULL);
	bed_ticket(bed, "dora@x.example", NULL);
	MUST(store_commit(bed->store, &bed_err));
}

START_TEST(the_newest_offer_is_the_tickets)
{
	const struct offer *offer;
	struct bed bed;

	open_with_tickets(&bed, _i);
	MUST(store_offer_load(bed.store, 1, &bed.arena, &offer, &bed_err));
	ck_assert_ptr_null(offer);
	make(&bed, 1, 4000, 5);
	make(&bed, 1, 4050, 6);
	MUST(store_offer_load(bed.store, 1, &bed.arena, &offer, &bed_err));
	ck_assert_int_eq(offer->ticket, 1);
	ck_assert_int_eq(offer->amount.minor, 4050);
	ck_assert_str_eq(offer->amount.currency, "EUR");
	ck_assert_str_eq(offer->kind, "refund");
	ck_assert_str_eq(offer->agent, "ann");
	ck_assert_str_eq(offer->approver, "mia");
	ck_assert_str_eq(offer->reason, "late");
	ck_assert_str_eq(offer->words, "You get it.");
	ck_assert(offer->has_files);
	ck_assert_int_eq(offer->state, OFFER_PENDING);
	ck_assert_int_eq(offer->decided_us, TIME_NONE);
	ck_assert_ptr_null(offer->verdict);
	bed_close(&bed);
}
END_TEST

START_TEST(an_offer_is_decided)
{
	const struct offer *offer;
	struct offer decided;
	struct bed bed;

	open_with_tickets(&bed, _i);
	make(&bed, 1, 4000, 5);
	MUST(store_offer_load(bed.store, 1, &bed.arena, &offer, &bed_err));
	decided = *offer;
	decided.state = OFFER_DENIED;
	decided.decided_us = 9;
	decided.verdict = "no";
	save(&bed, &decided);
	MUST(store_offer_load(bed.store, 1, &bed.arena, &offer, &bed_err));
	ck_assert_int_eq(offer->id, decided.id);
	ck_assert_int_eq(offer->state, OFFER_DENIED);
	ck_assert_int_eq(offer->decided_us, 9);
	ck_assert_str_eq(offer->verdict, "no");
	bed_close(&bed);
}
END_TEST

/* Counts offers, and adds their amounts up. */
struct seen {
	int64_t count, minor, first;
};

static int see(void *context, const struct offer *offer)
{
	struct seen *seen = context;

	if (!seen->count++)
		seen->first = offer->amount.minor;
	seen->minor += offer->amount.minor;
	return 0;
}

START_TEST(offers_of_a_time_and_of_a_contact)
{
	struct seen seen = {0};
	struct ticket *ticket;
	struct bed bed;

	open_with_tickets(&bed, _i);
	make(&bed, 1, 100, 5);
	make(&bed, 2, 200, 6);
	make(&bed, 1, 400, 7);
	MUST(store_offers(bed.store, 5, 7, see, &seen, &bed_err));
	ck_assert_int_eq(seen.count, 2);
	ck_assert_int_eq(seen.minor, 300);
	ck_assert_int_eq(seen.first, 100);
	seen = (struct seen){0};
	MUST(store_ticket_load(bed.store, 1, &bed.arena, &ticket, &bed_err));
	ck_assert_int_eq(ticket->offer->amount.minor, 400);
	MUST(store_offers_of_contact(bed.store, ticket->requester.id, see, &seen, &bed_err));
	ck_assert_int_eq(seen.count, 2);
	ck_assert_int_eq(seen.first, 400);
	bed_close(&bed);
}
END_TEST

Suite *offer_suite(void)
{
	Suite *suite = suite_create("offer");
	TCase *tests = tcase_create("offer");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, the_newest_offer_is_the_tickets, 0, bed_engines());
	tcase_add_loop_test(tests, an_offer_is_decided, 0, bed_engines());
	tcase_add_loop_test(tests, offers_of_a_time_and_of_a_contact, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
