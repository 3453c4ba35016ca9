/*
 * The yardstick of `make bench`: a loop of UID FETCH by libetpan alone, over a plain socket, that
 * does nothing with the mails.
 *
 *   fetch_bare HOST PORT USER PASSWORD [BATCH]
 */
#include <libetpan/libetpan.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

struct totals {
	size_t mails, bytes;
};

static void check(int result, const char *what)
{
	if (result == MAILIMAP_NO_ERROR || result == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return;
	fprintf(stderr, "fetch_bare: %s failed: libetpan says %d\n", what, result);
	exit(EXIT_FAILURE);
}

static void count_mail(const struct mailimap_msg_att *att, struct totals *totals)
{
	for (clistiter *i = clist_begin(att->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);
		const struct mailimap_msg_att_static *fixed = item->att_data.att_static;

		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC ||
		    fixed->att_type != MAILIMAP_MSG_ATT_BODY_SECTION)
			continue;
		totals->mails++;
		totals->bytes += fixed->att_data.att_body_section->sec_length;
	}
}

static void fetch(mailimap *imap, uint32_t first, uint32_t last, struct totals *totals)
{
	struct mailimap_set *set = mailimap_set_new_interval(first, last);
	struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();
	clist *list;

	mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(
	    type, mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)));
	check(mailimap_uid_fetch(imap, set, type, &list), "UID FETCH");
	for (clistiter *i = clist_begin(list); i; i = clist_next(i))
		count_mail(clist_content(i), totals);
	mailimap_fetch_list_free(list);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
}

int main(int argc, char **argv)
{
	mailimap *imap = mailimap_new(0, NULL);
	uint32_t batch = argc > 5 ? (uint32_t)atoi(argv[5]) : 100;
	struct totals totals = {0};
	int64_t since_us, span_us;

	if (argc < 5) {
		fprintf(stderr, "usage: fetch_bare HOST PORT USER PASSWORD [BATCH]\n");
		return 64;
	}
	check(mailimap_socket_connect(imap, argv[1], (uint16_t)atoi(argv[2])), "connecting");
	check(mailimap_login(imap, argv[3], argv[4]), "LOGIN");
	check(mailimap_select(imap, "INBOX"), "SELECT");
	since_us = clock_steady_us();
	for (uint32_t uid = 1; uid < imap->imap_selection_info->sel_uidnext; uid += batch)
		fetch(imap, uid, uid + batch - 1, &totals);
	span_us = clock_steady_us() - since_us;
	printf("{\"mails\": %zu, \"bytes\": %zu, \"seconds\": %.6f}\n", totals.mails, totals.bytes,
	       (double)span_us / SECOND_US);
	mailimap_free(imap);
	return EXIT_SUCCESS;
}
