/* One look at an IMAP mailbox: list, fetch, take, and only after the commit file away. */
#include <stdio.h>
#include <stdlib.h>
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

/* Notes whose fault it was where a step failed. */
static int by(struct look *look, enum look_fault fault, int result)
{
	if (result < 0)
		look->pass->fault = fault;
	return result;
}

static bool is_poison(const struct look *look, uint32_t uid)
{
	return look->pass->poison_uid == uid && uid &&
	       look->pass->poison_uidvalidity == look->folder.uidvalidity;
}

/* ---- mails that are longer than their server says ---- */

static bool is_liar(const struct look *look, uint32_t uid)
{
	const struct mailbox_liar *liar = look->pass->liar;

	return liar && liar->uid == uid && liar->uidvalidity == look->folder.uidvalidity;
}

/* True for mails of which the head alone is fetched. */
static bool is_too_large(const struct look *look, const struct imap_entry *entry)
{
	return entry->size > look->conf->max_size || is_liar(look, entry->uid);
}

/* A fetch of whole mails broke, for the server sent more than it may. */
static void note_liar(struct look *look, const uint32_t *uids, size_t count)
{
	struct mailbox_liar *liar = look->pass->liar;

	if (!liar)
		return;
	liar->is_looked_for = true;
	if (count > 1)
		return;
	liar->uidvalidity = look->folder.uidvalidity;
	liar->uid = uids[0];
	log_event(LOG_LEVEL_WARNING, "intake", "a mail is longer than its server said", "mailbox",
		  look->conf->name, NULL);
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

/* Entries that are fetched in one go, and committed in batches while the server sends on. */
struct run {
	struct look *look;
	const struct imap_entry *entries; /* asked for, by UID */
	bool *has_come;                   /* each of them */
	size_t entry_count, first_missing;
	struct arena arena; /* the raw mails of the batch under way */
	struct arrival arrivals[BATCH_MAX];
	size_t count, bytes; /* of the batch */
	struct err err;      /* why a batch could not be taken */
};

static int compare_entry(const void *key, const void *entry)
{
	uint32_t uid = *(const uint32_t *)key, other = ((const struct imap_entry *)entry)->uid;

	return uid < other ? -1 : uid > other;
}

/* The entry that has come now; NULL for one that nobody asked for. */
static const struct imap_entry *find_entry(struct run *run, uint32_t uid)
{
	const struct imap_entry *entry =
	    bsearch(&uid, run->entries, run->entry_count, sizeof *run->entries, compare_entry);

	if (!entry)
		return NULL;
	run->has_come[entry - run->entries] = true;
	while (run->first_missing < run->entry_count && run->has_come[run->first_missing])
		run->first_missing++;
	return entry;
}

static bool must_stop(const struct look *look)
{
	return look->pass->is_stopping && look->pass->is_stopping(look->pass->context);
}

/* Commits the batch. All up to last_uid are taken then, or gone from the server. */
static int take_batch(struct run *run, uint32_t last_uid, struct err *err)
{
	struct look *look = run->look;
	struct mailbox_pass *pass = look->pass;
	struct mailbox_state state = look->state;

	if (last_uid > state.last_uid)
		state.last_uid = last_uid;
	for (size_t i = 0; i < run->count; i++)
		state.has_quiet |= run->arrivals[i].is_old;
	say_alive(look);
	if (by(look, LOOK_FAULT_STORE,
	       intake_take(pass->flow, run->arrivals, run->count, &state, pass->mark,
			   clock_now_us(), &pass->counts, err)) < 0)
		return -1;
	arena_reset(&run->arena);
	run->count = run->bytes = 0;
	look->state = state;
	if (pass->committed)
		pass->committed(pass->context);
	return must_stop(look) ? err_set(err, ERR_TEMPORARY, "asked to stop") : 0;
}

/* A server may send in any order: what is still missing stays above the last UID. */
static int take_what_came(struct run *run)
{
	size_t missing = run->first_missing;

	return take_batch(run, missing ? run->entries[missing - 1].uid : 0, &run->err);
}

/* A mail over the bytes of a batch is taken at once and alone, without a copy. */
static int keep_mail(void *context, uint32_t uid, struct bytes raw)
{
	struct run *run = context;
	struct look *look = run->look;
	size_t most = look->pass->poison_uid ? 1 : BATCH_MAX;
	bool is_large = raw.len > batch_bytes;
	const struct imap_entry *entry;

	if (run->count && (run->count >= most || run->bytes + raw.len > batch_bytes) &&
	    take_what_came(run) < 0)
		return -1;
	if (!(entry = find_entry(run, uid)))
		return 0;
	run->bytes += raw.len;
	run->arrivals[run->count++] = (struct arrival){
	    .mailbox = look->pass->mailbox,
	    .mailbox_id = look->state.id,
	    .uidvalidity = look->folder.uidvalidity,
	    .uid = uid,
	    .is_old = age_of(look, entry) == AGE_OLD,
	    .is_poison = is_poison(look, uid),
	    .oversize = !is_too_large(look, entry)           ? 0
			: entry->size > look->conf->max_size ? entry->size
							     : look->conf->max_size + 1,
	    .raw = {is_large ? raw.data : arena_strndup(&run->arena, raw.data, raw.len), raw.len},
	};
	return is_large ? take_what_came(run) : 0;
}

/* Takes entries that go together: all whole mails, or all headers of mails over the cap. */
static int take_run(struct look *look, const struct imap_entry *entries, size_t count,
		    bool is_header, struct err *err)
{
	struct run run = {.look = look, .entries = entries, .entry_count = count};
	struct arena arena;
	uint32_t *uids;
	int result;

	arena_init(&arena);
	arena_init(&run.arena);
	uids = arena_array(&arena, count, sizeof *uids);
	run.has_come = arena_array(&arena, count, sizeof *run.has_come);
	for (size_t i = 0; i < count; i++)
		uids[i] = entries[i].uid;
	say_alive(look);
	result = imap_fetch(look->pass->imap, uids, count, is_header, keep_mail, &run, err);
	if (result < 0 && run.err.code)
		*err = run.err;
	else if (result < 0 && err->code == ERR_LIMIT && !is_header)
		note_liar(look, uids, count);
	if (!result)
		result = take_batch(&run, entries[count - 1].uid, err);
	arena_release(&run.arena);
	arena_release(&arena);
	return result;
}

/* How many entries from the first on go together. */
static size_t run_len(const struct look *look, const struct imap_entry *entries, size_t count)
{
	bool is_header = is_too_large(look, &entries[0]);
	size_t len = 1;

	if (look->pass->liar && look->pass->liar->is_looked_for)
		return 1;
	while (len < count && is_too_large(look, &entries[len]) == is_header)
		len++;
	return len;
}

static int take_entries(struct look *look, const struct imap_entry *entries, size_t count,
			struct err *err)
{
	while (count) {
		size_t len = run_len(look, entries, count);

		if (take_run(look, entries, len, is_too_large(look, &entries[0]), err) < 0)
			return -1;
		entries += len;
		count -= len;
	}
	return 0;
}

/* ---- filing away ---- */

/* Moves or flags them on the server; makes the folder where it is not there. */
static int file_on_server(struct look *look, const uint32_t *uids, size_t count, struct err *err)
{
	struct imap *imap = look->pass->imap;
	const char *folder = look->conf->processed;
	int result = imap_file(imap, uids, count, folder, err);

	if (result < 0 && err->code == ERR_NOT_FOUND && folder &&
	    imap_create(imap, folder, err) == 0)
		result = imap_file(imap, uids, count, folder, err);
	return result;
}

static int note_filed(struct look *look, const uint32_t *uids, size_t count, struct err *err)
{
	struct store *store = look->pass->flow->store;

	if (store_begin(store, err) < 0)
		return -1;
	if (store_ledger_filed(store, look->state.id, look->folder.uidvalidity, uids, count, err) ==
		0 &&
	    store_commit(store, err) == 0)
		return 0;
	store_rollback(store);
	return -1;
}

/* Flags are a courtesy: nothing is decided by them, so what fails here is tried again at the next
 * look, after new mails were taken. 1: there may be more. */
static int file_away(struct look *look, struct err *err)
{
	struct arena arena;
	uint32_t *uids;
	size_t count;
	int result;

	arena_init(&arena);
	result = by(look, LOOK_FAULT_STORE,
		    store_ledger_unfiled(look->pass->flow->store, look->state.id,
					 look->folder.uidvalidity, UNFILED_MAX, &arena, &uids,
					 &count, err));
	if (!result && count) {
		say_alive(look);
		result = by(look, LOOK_FAULT_FILING, file_on_server(look, uids, count, err));
		if (!result)
			result = by(look, LOOK_FAULT_STORE, note_filed(look, uids, count, err));
	}
	arena_release(&arena);
	return result < 0 ? -1 : (int)(count == UNFILED_MAX);
}

/* Anonymous answers leave the server. 1: there may be more. */
static int expunge(struct look *look, struct err *err)
{
	struct arena arena;
	uint32_t *uids;
	bool is_gone;
	size_t count;
	int result;

	arena_init(&arena);
	result = by(look, LOOK_FAULT_STORE,
		    store_ledger_unexpunged(look->pass->flow->store, look->state.id,
					    look->folder.uidvalidity, UNFILED_MAX, &arena, &uids,
					    &count, err));
	if (!result && count) {
		say_alive(look);
		result = by(look, LOOK_FAULT_FILING,
			    imap_expunge(look->pass->imap, uids, count, &is_gone, err));
		if (!result && !is_gone)
			log_event(LOG_LEVEL_WARNING, "intake",
				  "the server can't expunge single mails: anonymous answers stay "
				  "there, flagged as deleted",
				  "mailbox", look->conf->name, NULL);
		if (!result)
			result = by(look, LOOK_FAULT_STORE, note_filed(look, uids, count, err));
	}
	arena_release(&arena);
	return result < 0 ? -1 : (int)(count == UNFILED_MAX);
}

static int file_all_away(struct look *look, struct err *err)
{
	int result;

	while ((result = expunge(look, err)) > 0)
		;
	if (result < 0)
		return -1;
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
	if (by(look, LOOK_FAULT_STORE, leave(look, left, left_count, err)) < 0 ||
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
	pass->customers = (struct flow_pass){0};
	pass->flow->pass = &pass->customers;
	if (imap_select(pass->imap, look.conf->folder, &look.folder, err) < 0 ||
	    by(&look, LOOK_FAULT_STORE, open_state(&look, err)) < 0)
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
	if (!result && pass->liar)
		*pass->liar = (struct mailbox_liar){0};
	return result;
}
