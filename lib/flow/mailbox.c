/* One look at an IMAP mailbox: list, fetch, take, and only after the commit file away. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "flow/internal.h"
#include "net/imap.h"

enum {
	LIST_MAX = 1000,  /* entries asked for at once */
	BATCH_MAX = 50,   /* mails a commit */
	UNFILED_MAX = 500 /* UIDs filed away at once */
};

static const size_t batch_bytes = (size_t)6
				  << 20; /* of mail in memory; one larger mail goes alone */
static const int64_t quiet_us = 14 * DAY_US;

/* What the steps of a look share. */
struct look {
	struct mailbox_pass *pass;
	const struct conf_mailbox *conf;
	struct mailbox_state state;
	struct imap_folder folder;
};

static void say_alive(const struct look *look)
{
	if (look->pass->alive)
		look->pass->alive(look->pass->context);
}

static bool is_poison(const struct look *look, uint32_t uid)
{
	return look->pass->poison_uid == uid && uid &&
	       look->pass->poison_uidvalidity == look->folder.uidvalidity;
}

/* ---- the mailbox's row ---- */

static int open_state(struct look *look, struct err *err)
{
	struct store *store = look->pass->flow->store;

	if (store_begin(store, err) < 0)
		return -1;
	if (store_mailbox_open(store, look->conf->name, clock_now_us(), &look->state, err) < 0)
		goto failed;
	if (look->state.uidvalidity != look->folder.uidvalidity) {
		if (look->state.uidvalidity)
			log_event(LOG_LEVEL_WARNING, "intake",
				  "UIDVALIDITY changed: every mail is compared with what was taken",
				  "mailbox", look->conf->name, NULL);
		look->state.uidvalidity = look->folder.uidvalidity;
		look->state.last_uid = 0;
		if (store_mailbox_save(store, &look->state, err) < 0)
			goto failed;
	}
	if (store_commit(store, err) == 0)
		return 0;
failed:
	store_rollback(store);
	return -1;
}

/* ---- mails that were there before us ---- */

enum age { AGE_NEW, AGE_OLD, AGE_LEFT };

/* Old is what came before this store first saw the mailbox; what becomes of it is for the conf to
 * say. */
static enum age age_of(const struct look *look, const struct imap_entry *entry)
{
	/* INTERNALDATE has whole seconds: what came in the second of the first look is new. */
	int64_t first_us = look->state.first_seen_us / SECOND_US * SECOND_US;

	if (look->conf->first_start == FIRST_START_ALL || entry->internaldate_us == TIME_NONE ||
	    entry->internaldate_us >= first_us)
		return AGE_NEW;
	if (look->conf->first_start == FIRST_START_SKIP ||
	    entry->internaldate_us < first_us - quiet_us)
		return AGE_LEFT;
	return AGE_OLD;
}

/* They get a row in the ledger and stay where they are. */
static int leave(struct look *look, const struct imap_entry *entries, size_t count, struct err *err)
{
	struct store *store = look->pass->flow->store;
	struct ledger_entry row = {.mailbox = look->state.id,
				   .uidvalidity = look->folder.uidvalidity,
				   .outcome = "old",
				   .reason = "first_start",
				   .taken_us = clock_now_us()};

	if (!count)
		return 0;
	if (store_begin(store, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		bool is_known, is_content;

		row.uid = entries[i].uid;
		if (store_ledger_knows(store, &row, &is_known, &is_content, err) < 0 ||
		    (!is_known && store_ledger_add(store, &row, err) < 0))
			goto failed;
	}
	if (store_commit(store, err) == 0)
		return 0;
failed:
	store_rollback(store);
	return -1;
}

/* ---- fetching ---- */

struct batch {
	struct look *look;
	struct arena arena; /* the raw mails */
	struct arrival arrivals[BATCH_MAX];
	const struct imap_entry *entries; /* asked for, by UID */
	size_t entry_count, count;
};

static const struct imap_entry *entry_of(const struct batch *batch, uint32_t uid)
{
	for (size_t i = 0; i < batch->entry_count; i++)
		if (batch->entries[i].uid == uid)
			return &batch->entries[i];
	return NULL;
}

static int keep_mail(void *context, uint32_t uid, struct bytes raw)
{
	struct batch *batch = context;
	struct look *look = batch->look;
	const struct imap_entry *entry = entry_of(batch, uid);

	if (!entry || batch->count == BATCH_MAX)
		return 0;
	batch->arrivals[batch->count++] = (struct arrival){
	    .mailbox = look->pass->mailbox,
	    .mailbox_id = look->state.id,
	    .uidvalidity = look->folder.uidvalidity,
	    .uid = uid,
	    .is_old = age_of(look, entry) == AGE_OLD,
	    .is_poison = is_poison(look, uid),
	    .oversize = entry->size > look->conf->max_size ? entry->size : 0,
	    .raw = {arena_strndup(&batch->arena, raw.data, raw.len), raw.len},
	};
	return 0;
}

/* Fetches and commits entries that go together: all whole mails, or all headers of mails over the
 * cap. */
static int take_batch(struct look *look, const struct imap_entry *entries, size_t count,
		      bool is_header, struct err *err)
{
	struct mailbox_pass *pass = look->pass;
	struct batch batch = {.look = look, .entries = entries, .entry_count = count};
	struct mailbox_state state = look->state;
	uint32_t uids[BATCH_MAX];
	int result;

	for (size_t i = 0; i < count; i++)
		uids[i] = entries[i].uid;
	arena_init(&batch.arena);
	say_alive(look);
	result = imap_fetch(pass->imap, uids, count, is_header, keep_mail, &batch, err);
	if (!result) {
		state.last_uid = entries[count - 1].uid;
		for (size_t i = 0; i < batch.count; i++)
			state.has_quiet |= batch.arrivals[i].is_old;
		result = intake_take(pass->flow, batch.arrivals, batch.count, &state, pass->mark,
				     clock_now_us(), &pass->counts, err);
	}
	arena_release(&batch.arena);
	if (result < 0)
		return -1;
	look->state = state;
	if (pass->committed)
		pass->committed(pass->context);
	return 0;
}

/* How many entries from `first` make one batch. */
static size_t batch_len(const struct look *look, const struct imap_entry *entries, size_t count)
{
	bool is_header = entries[0].size > look->conf->max_size;
	size_t most = look->pass->poison_uid ? 1 : BATCH_MAX, len = 1;
	size_t bytes = entries[0].size;

	while (len < count && len < most && bytes + entries[len].size <= batch_bytes &&
	       (entries[len].size > look->conf->max_size) == is_header)
		bytes += entries[len++].size;
	return len;
}

static int take_entries(struct look *look, const struct imap_entry *entries, size_t count,
			struct err *err)
{
	while (count) {
		size_t len = batch_len(look, entries, count);

		if (take_batch(look, entries, len, entries[0].size > look->conf->max_size, err) < 0)
			return -1;
		entries += len;
		count -= len;
	}
	return 0;
}

/* ---- filing away ---- */

/* Flags are a courtesy: nothing is decided by them, so what fails here is tried again at the next
 * look. */
static int file_away(struct look *look, struct err *err)
{
	struct mailbox_pass *pass = look->pass;
	struct store *store = pass->flow->store;
	const char *folder = look->conf->processed;
	struct arena arena;
	uint32_t *uids;
	size_t count;
	int result;

	arena_init(&arena);
	result = store_ledger_unfiled(store, look->state.id, look->folder.uidvalidity, UNFILED_MAX,
				      &arena, &uids, &count, err);
	if (!result && count) {
		say_alive(look);
		result = imap_file(pass->imap, uids, count, folder, err);
		if (result < 0 && err->code == ERR_NOT_FOUND && folder &&
		    imap_create(pass->imap, folder, err) == 0)
			result = imap_file(pass->imap, uids, count, folder, err);
		if (!result) {
			result = store_begin(store, err);
			if (!result &&
			    (store_ledger_filed(store, look->state.id, look->folder.uidvalidity,
						uids, count, err) < 0 ||
			     store_commit(store, err) < 0)) {
				store_rollback(store);
				result = -1;
			}
		}
	}
	arena_release(&arena);
	return result < 0 ? -1 : (int)(count == UNFILED_MAX);
}

static int file_all_away(struct look *look, struct err *err)
{
	int result;

	while ((result = file_away(look, err)) > 0)
		;
	return result;
}

/* ---- the look ---- */

/* Leaves what is to be left, takes the rest; entries are in the order of their UIDs. */
static int take_listing(struct look *look, struct imap_entry *entries, size_t count,
			struct arena *arena, struct err *err)
{
	struct imap_entry *left = arena_array(arena, count + 1, sizeof *left);
	struct imap_entry *wanted = arena_array(arena, count + 1, sizeof *wanted);
	size_t left_count = 0, wanted_count = 0;

	for (size_t i = 0; i < count; i++) {
		if (age_of(look, &entries[i]) == AGE_LEFT)
			left[left_count++] = entries[i];
		else
			wanted[wanted_count++] = entries[i];
	}
	if (leave(look, left, left_count, err) < 0 ||
	    take_entries(look, wanted, wanted_count, err) < 0)
		return -1;
	if (count && entries[count - 1].uid > look->state.last_uid)
		look->state.last_uid = entries[count - 1].uid;
	return 0;
}

/* All that was there at the first start has been taken: its agents are told in one mail each. */
static int end_quiet(struct look *look, struct err *err)
{
	struct flow *flow = look->pass->flow;
	struct event event = {.kind = EVENT_QUIET, .mailbox = look->pass->mailbox};
	struct mailbox_state state = look->state;

	state.has_quiet = false;
	if (store_begin(flow->store, err) < 0)
		return -1;
	if (decide_and_apply(flow, &event, clock_now_us(), err) < 0 ||
	    store_mailbox_save(flow->store, &state, err) < 0 ||
	    store_commit(flow->store, err) < 0) {
		store_rollback(flow->store);
		return -1;
	}
	look->state = state;
	if (look->pass->committed)
		look->pass->committed(look->pass->context);
	return 0;
}

int mailbox_look(struct mailbox_pass *pass, struct err *err)
{
	struct look look = {.pass = pass, .conf = &pass->flow->conf->mailboxes[pass->mailbox]};
	struct imap_entry *entries;
	struct arena arena;
	size_t count;
	int result;

	say_alive(&look);
	if (imap_select(pass->imap, look.conf->folder, &look.folder, err) < 0 ||
	    open_state(&look, err) < 0 || file_all_away(&look, err) < 0)
		return -1;
	do {
		arena_init(&arena);
		say_alive(&look);
		result = imap_list(pass->imap, look.state.last_uid, LIST_MAX, &arena, &entries,
				   &count, err);
		if (!result)
			result = take_listing(&look, entries, count, &arena, err);
		arena_release(&arena);
		if (!result)
			result = file_all_away(&look, err);
	} while (!result && count == LIST_MAX);
	if (!result && look.state.has_quiet)
		result = end_quiet(&look, err);
	return result;
}
