/* Post: leases from the outbox, hands to the relays, settles what they answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon.h"

enum { LEASE_MAX = 50, SETTLE_MAX = 50 };

static const int64_t look_us = SECOND_US;
/* Answers wait no longer than this for others to be settled with; longer where more mails are to be
 * started, for each commit holds them up. */
static const int64_t settle_us = SECOND_US / 50, settle_busy_us = SECOND_US / 20;
static const int64_t pause_us = 5 * SECOND_US;
/* A mail is started only while its lease outlives the longest transaction by far: of what waits for
 * a relay that hangs, the rest is leased again when the lease is over. */
static const int64_t start_us = 4 * MINUTE_US;

/* A mail on its way, in a place of its own. */
struct flight {
	bool is_busy;
	const struct courier_item *item;
	struct batch *batch;
	struct buf mail;
};

/* Items that were leased together; their memory goes when the last of them is settled. */
struct batch {
	struct arena arena;
	struct courier_item *items;
	size_t count, started, left;
	int64_t leased_us; /* steady */
};

struct settling {
	struct courier_result results[SETTLE_MAX];
	struct batch *batches[SETTLE_MAX];
	size_t count;
	int64_t since_us; /* steady: of the oldest */
};

/* Mails that a relay may still take in this minute and this day. */
struct allowance {
	int64_t minute, day; /* number of the minute and day that are counted */
	int64_t in_minute, in_day;
};

struct post {
	struct role_task *task;
	struct flow flow;
	struct smtp_pool *pool;
	struct flight *flights;
	size_t flight_count;
	/* a relay each */
	struct batch **waiting; /* leased, not all started */
	struct allowance *allowances;
	struct courier_lease *leases; /* of the turn under way */
	struct arena *arenas;
	struct settling settling;
	char holder[80]; /* one post a host: what a dead one had leased is free again at once */
};

/* ---- dialling ---- */

static int open_pool(struct post *post, smtp_done *done, struct err *err)
{
	const struct conf *conf = post->task->conf;
	struct smtp_relay *relays;
	struct arena arena;
	int result = 0;

	arena_init(&arena);
	relays = arena_array(&arena, conf->relay_count, sizeof *relays);
	for (size_t i = 0; i < conf->relay_count && !result; i++) {
		const struct conf_relay *relay = &conf->relays[i];

		relays[i] = (struct smtp_relay){.url = relay->url,
						.user = relay->user,
						.ca_file = relay->ca_file,
						.connections = (size_t)relay->connections};
		post->flight_count += relays[i].connections;
		if (relay->user)
			result = conf_secret(&relay->password, &arena, &relays[i].password, err);
	}
	if (!result)
		result = smtp_pool_open(relays, conf->relay_count, done, post, &post->pool, err);
	arena_release(&arena);
	return result;
}

/* ---- settling ---- */

static void release_batch(struct batch *batch)
{
	arena_release(&batch->arena);
	free(batch);
}

static void forget_settled(struct post *post)
{
	struct settling *settling = &post->settling;

	post->task->role->page->taken += settling->count;
	for (size_t i = 0; i < settling->count; i++)
		if (--settling->batches[i]->left == 0)
			release_batch(settling->batches[i]);
	settling->count = 0;
}

static int settle(struct post *post, struct err *err)
{
	struct settling *settling = &post->settling;

	if (settling->count && courier_turn(&post->flow, settling->results, settling->count, NULL,
					    0, post->holder, clock_now_us(), err) < 0)
		return -1;
	forget_settled(post);
	return 0;
}

static void add_result(struct post *post, const struct courier_item *item, struct batch *batch,
		       const struct smtp_answer *answer)
{
	struct settling *settling = &post->settling;
	struct err err = {0};

	/* What can't be settled now is tried again: the answer must not be lost while the store is
	 * busy. */
	while (settling->count == SETTLE_MAX && settle(post, &err) < 0) {
		log_event(LOG_LEVEL_ERROR, "post", "answers can't be stored", "why", err.text,
			  NULL);
		role_alive(post->task, MINUTE_US);
		clock_sleep_us(SECOND_US);
	}
	if (!settling->count)
		settling->since_us = clock_steady_us();
	settling->results[settling->count] =
	    (struct courier_result){.item = item, .answer = *answer};
	settling->batches[settling->count++] = batch;
}

static void mail_done(void *context, uint64_t id, const struct smtp_answer *answer)
{
	struct post *post = context;
	struct flight *flight = &post->flights[id];

	flight->is_busy = false;
	add_result(post, flight->item, flight->batch, answer);
}

/* ---- one mail ---- */

static struct flight *free_flight(struct post *post)
{
	for (size_t i = 0; i < post->flight_count; i++)
		if (!post->flights[i].is_busy)
			return &post->flights[i];
	return NULL;
}

/* How many more mails this relay may take now. */
static int64_t allowed(struct post *post, size_t relay)
{
	const struct conf_relay *conf = &post->task->conf->relays[relay];
	struct allowance *allowance = &post->allowances[relay];
	int64_t now_us = clock_now_us(), left = INT64_MAX;

	if (allowance->minute != now_us / MINUTE_US)
		allowance->in_minute = 0;
	if (allowance->day != now_us / DAY_US)
		allowance->in_day = 0;
	allowance->minute = now_us / MINUTE_US;
	allowance->day = now_us / DAY_US;
	if (conf->per_minute && conf->per_minute - allowance->in_minute < left)
		left = conf->per_minute - allowance->in_minute;
	if (conf->per_day && conf->per_day - allowance->in_day < left)
		left = conf->per_day - allowance->in_day;
	return left < 0 ? 0 : left;
}

static void start_one(struct post *post, size_t relay, struct batch *batch)
{
	const struct courier_item *item = &batch->items[batch->started++];
	struct smtp_answer answer = {.class = SMTP_PERMANENT};
	struct flight *flight = free_flight(post);
	struct err err = {0};
	int result;

	flight->item = item;
	flight->batch = batch;
	result = courier_compose(&post->flow, item, &flight->mail, &err);
	if (!result)
		result = smtp_pool_send(post->pool, relay, item->from, item->to,
					buf_bytes(&flight->mail),
					(uint64_t)(flight - post->flights), &err);
	if (!result) {
		flight->is_busy = true;
		post->allowances[relay].in_minute++;
		post->allowances[relay].in_day++;
		return;
	}
	if (err.code == ERR_TEMPORARY || err.code == ERR_LIMIT)
		answer.class = SMTP_TEMPORARY;
	snprintf(answer.text, sizeof answer.text, "%.390s", err.text);
	add_result(post, item, batch, &answer);
}

/* ---- turns: settling and leasing in one commit ---- */

/* How many mails to lease for a relay now: none where it has no room, or some wait already. */
static size_t wanted(struct post *post, size_t relay)
{
	int64_t left;

	if (post->waiting[relay] || !smtp_pool_room(post->pool, relay) ||
	    role_is_stopping(post->task))
		return 0;
	left = allowed(post, relay);
	return left < LEASE_MAX ? (size_t)left : LEASE_MAX;
}

static bool is_any_due(struct post *post)
{
	int64_t due_us;

	return store_outbox_next(post->flow.store, &due_us, NULL) < 0 ||
	       (due_us != TIME_NONE && due_us <= clock_now_us());
}

static bool is_lease_due(struct post *post)
{
	for (size_t i = 0; i < post->task->conf->relay_count; i++)
		if (wanted(post, i))
			return is_any_due(post);
	return false;
}

static bool is_waiting(const struct post *post)
{
	for (size_t i = 0; i < post->task->conf->relay_count; i++)
		if (post->waiting[i])
			return true;
	return false;
}

static bool is_settling_due(const struct post *post)
{
	const struct settling *settling = &post->settling;
	int64_t most_us = is_waiting(post) ? settle_busy_us : settle_us;

	return settling->count == SETTLE_MAX ||
	       (settling->count &&
		(!smtp_pool_busy(post->pool) || clock_steady_us() - settling->since_us >= most_us));
}

/* The lease of a relay moves into a batch of its own. */
static size_t take_lease(struct post *post, struct courier_lease *lease)
{
	struct batch *batch;

	if (!lease->count) {
		arena_reset(lease->arena);
		return 0;
	}
	batch = calloc(1, sizeof *batch);
	if (!batch)
		die("out of memory");
	batch->arena = *lease->arena;
	arena_init(lease->arena);
	batch->items = lease->items;
	batch->count = batch->left = lease->count;
	batch->leased_us = clock_steady_us();
	post->waiting[lease->relay] = batch;
	return batch->count;
}

/* Settles all answers and leases for each relay that wants mails; *taken counts. */
static int take_turn(struct post *post, size_t *taken, struct err *err)
{
	size_t relays = post->task->conf->relay_count, count = 0;
	int result;

	for (size_t relay = 0; relay < relays; relay++) {
		size_t max = wanted(post, relay);

		if (max)
			post->leases[count++] = (struct courier_lease){
			    .relay = relay, .max = max, .arena = &post->arenas[relay]};
	}
	result = courier_turn(&post->flow, post->settling.results, post->settling.count,
			      post->leases, count, post->holder, clock_now_us(), err);
	if (!result)
		forget_settled(post);
	for (size_t i = 0; i < count; i++)
		*taken += take_lease(post, &post->leases[i]);
	return result;
}

/* ---- starting ---- */

/* True for a batch that is too old: what was not started of it is free when its lease ends. */
static bool drop_late(struct post *post, size_t relay)
{
	struct batch *batch = post->waiting[relay];

	if (clock_steady_us() - batch->leased_us < start_us)
		return false;
	post->waiting[relay] = NULL;
	batch->left -= batch->count - batch->started;
	if (!batch->left)
		release_batch(batch);
	return true;
}

static void start_all(struct post *post)
{
	for (size_t relay = 0; relay < post->task->conf->relay_count; relay++) {
		struct batch *batch = post->waiting[relay];

		if (batch && drop_late(post, relay))
			continue;
		while (batch && batch->started < batch->count &&
		       smtp_pool_room(post->pool, relay) && free_flight(post)) {
			bool is_last = batch->started + 1 == batch->count;

			if (is_last) /* settling may release it: it is not waiting any more */
				post->waiting[relay] = NULL;
			start_one(post, relay, batch);
			if (is_last)
				break;
		}
	}
}

/* ---- the loop ---- */

/* One round; *is_idle: there was nothing to do. */
static int work(struct post *post, bool *is_idle, struct err *err)
{
	size_t taken = 0;

	role_alive(post->task, 15 * MINUTE_US);
	if ((is_settling_due(post) || is_lease_due(post)) && take_turn(post, &taken, err) < 0)
		return -1;
	if (!role_is_stopping(post->task))
		start_all(post);
	if (smtp_pool_busy(post->pool) &&
	    smtp_pool_run(post->pool, -1, post->settling.count ? settle_us : look_us, err) < 0)
		return -1;
	*is_idle =
	    !taken && !smtp_pool_busy(post->pool) && !is_waiting(post) && !post->settling.count;
	return 0;
}

static int64_t next_us(struct post *post)
{
	int64_t due_us, now_us = clock_now_us();

	if (store_outbox_next(post->flow.store, &due_us, NULL) < 0 || due_us == TIME_NONE ||
	    due_us > now_us + look_us)
		return look_us;
	return due_us > now_us ? due_us - now_us : SECOND_US / 20;
}

static int run(struct post *post)
{
	struct err err = {0};
	bool is_idle;

	for (;;) {
		if (work(post, &is_idle, &err) < 0) {
			log_event(LOG_LEVEL_ERROR, "post", "pass failed", "why", err.text, NULL);
			if (post->task->is_once)
				return err_exit_code(&err);
			role_wait(post->task, -1, pause_us);
		} else if (is_idle && post->task->is_once) {
			return EX_OK;
		} else if (is_idle) {
			role_wait(post->task, post->task->post_bell, next_us(post));
		}
		if (role_is_stopping(post->task) && !smtp_pool_busy(post->pool))
			return settle(post, &err) < 0 ? err_exit_code(&err) : EX_OK;
	}
}

int role_post(struct role_task *task)
{
	struct post post = {.task = task};
	struct err err = {0};
	char host[64];
	int code;

	if (gethostname(host, sizeof host) < 0)
		snprintf(host, sizeof host, "localhost");
	host[sizeof host - 1] = '\0';
	snprintf(post.holder, sizeof post.holder, "post@%s", host);
	if (role_open(task, &post.flow, &err) < 0 ||
	    courier_release(&post.flow, post.holder, clock_now_us(), &err) < 0 ||
	    open_pool(&post, mail_done, &err) < 0) {
		log_event(LOG_LEVEL_ERROR, "post", "can't start", "why", err.text, NULL);
		return err_exit_code(&err);
	}
	post.flights = calloc(post.flight_count, sizeof *post.flights);
	post.waiting = calloc(task->conf->relay_count, sizeof *post.waiting);
	post.allowances = calloc(task->conf->relay_count, sizeof *post.allowances);
	post.leases = calloc(task->conf->relay_count, sizeof *post.leases);
	post.arenas = calloc(task->conf->relay_count, sizeof *post.arenas);
	if (!post.flights || !post.waiting || !post.allowances || !post.leases || !post.arenas)
		die("out of memory");
	for (size_t i = 0; i < post.flight_count; i++)
		buf_init(&post.flights[i].mail);
	code = run(&post);
	if (courier_release(&post.flow, post.holder, clock_now_us(), &err) < 0)
		log_event(LOG_LEVEL_WARNING, "post", "leases stay until they end", "why", err.text,
			  NULL);
	smtp_pool_close(post.pool);
	for (size_t i = 0; i < post.flight_count; i++)
		buf_release(&post.flights[i].mail);
	free(post.flights);
	free(post.waiting);
	free(post.allowances);
	free(post.leases);
	free(post.arenas);
	role_close(&post.flow);
	return code;
}
