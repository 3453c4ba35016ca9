/* ombudctl erase ADDRESS [--yes]: says what would go; with --yes it goes. */
#include <inttypes.h>
#include <sysexits.h>

#include "ctl.h"
#include "flow/flow.h"

static int erase(struct ctl *ctl, const struct contact *contact, struct arena *arena)
{
	struct flow flow = {.conf = ctl->conf, .store = ctl->store};
	struct err err = {0};

	if (erase_person(&flow, contact->id, ctl->now_us, arena, &err) < 0)
		return ctl_fail(ctl, &err);
	fprintf(ctl->out, "done; copies of the store that were made before still hold all of it\n");
	return EX_OK;
}

static int say_and_erase(struct ctl *ctl, const char *email, bool is_sure, struct arena *arena)
{
	struct erase_counts counts = {0};
	struct contact *contact;
	struct err err = {0};

	if (store_contact_find(ctl->store, email, arena, &contact, &err) < 0)
		return ctl_fail(ctl, &err);
	if (!contact) {
		err_set(&err, ERR_NOT_FOUND, "nobody with the address \"%s\" is known", email);
		return ctl_fail(ctl, &err);
	}
	if (store_erase_count(ctl->store, contact->id, &counts, &err) < 0)
		return ctl_fail(ctl, &err);
	fprintf(ctl->out,
		"%s: %zu tickets, %zu messages, %zu mails of ours, %zu mails in quarantine\n",
		contact->email, counts.tickets, counts.messages, counts.mails, counts.quarantined);
	if (counts.live_tickets) {
		err_set(&err, ERR_REFUSED,
			"%zu of these tickets are not solved: solve or close them first",
			counts.live_tickets);
		return ctl_fail(ctl, &err);
	}
	if (is_sure)
		return erase(ctl, contact, arena);
	fprintf(ctl->out, "nothing was changed; with --yes, their words, names and addresses go "
			  "for good, and the figures stay\n");
	return EX_OK;
}

int ctl_erase(struct ctl *ctl, int argc, char **argv)
{
	bool is_sure = ctl_flag(&argc, argv, "--yes");
	struct arena arena;
	int code;

	if (argc != 2)
		return ctl_usage(ctl, argv[0], "takes a person's address");
	if ((code = ctl_store(ctl, is_sure ? STORE_READ_WRITE : STORE_READ_ONLY)))
		return code;
	arena_init(&arena);
	code = say_and_erase(ctl, argv[1], is_sure, &arena);
	arena_release(&arena);
	return code;
}
