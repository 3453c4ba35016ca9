/* Opening, transactions, and what the files of the store share. */
#include "store/store_private.h"

#include <stdlib.h>

#include "base/ids.h"
#include "base/text.h"

enum { KEY_MAX = 250 };

struct store *store_new(struct db *db)
{
	struct store *store = calloc(1, sizeof *store);

	if (!store)
		die("out of memory: %zu bytes wanted", sizeof *store);
	store->db = db;
	arena_init(&store->scratch);
	return store;
}

/* Migrated once a process: each later one is a copy of its image. */
static int open_memory(struct db **db, struct err *err)
{
	static struct bytes image;

	if (image.data)
		return db_open_memory(&image, db, err);
	if (db_open_memory(NULL, db, err) < 0)
		return -1;
	if (store_migrate(*db, store_steps, store_step_count, err) == 0 &&
	    db_image(*db, &image, err) == 0)
		return 0;
	db_close(*db);
	return -1;
}

static int open_stored(const struct conf_store *conf, enum db_open_how how, struct db **db,
		       struct err *err)
{
	int result;

	if (conf->engine == ENGINE_SQLITE)
		result = db_open_sqlite(conf->location, how, db, err);
	else
		result = db_open_postgresql(conf->location, how, db, err);
	if (result < 0)
		return -1;
	if (how == DB_READ_WRITE)
		result = store_migrate(*db, store_steps, store_step_count, err);
	else
		result = store_check_version(*db, store_steps, store_step_count, err);
	if (result < 0)
		db_close(*db);
	return result;
}

int store_open(const struct conf_store *conf, enum store_open_how how, struct store **store,
	       struct err *err)
{
	enum db_open_how db_how = how == STORE_READ_ONLY ? DB_READ_ONLY : DB_READ_WRITE;
	struct db *db;

	*store = NULL;
	if ((how == STORE_MEMORY ? open_memory(&db, err) : open_stored(conf, db_how, &db, err)) < 0)
		return -1;
	*store = store_new(db);
	return 0;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	db_close(store->db);
	arena_release(&store->scratch);
	free(store);
}

int store_begin(struct store *store, struct err *err)
{
	return db_begin(store->db, DB_WRITE, err);
}

int store_commit(struct store *store, struct err *err)
{
	return db_commit(store->db, err);
}

void store_rollback(struct store *store)
{
	db_rollback(store->db);
}

bool store_has_news(struct store *store)
{
	return db_has_news(store->db);
}

/* ---- shared ---- */

struct arena *store_scratch(struct store *store)
{
	arena_reset(&store->scratch);
	return &store->scratch;
}

const char *store_key(struct arena *arena, const char *text)
{
	char digest[IDS_SHA256_LEN + 1];
	size_t len = text ? strlen(text) : 0;

	if (len <= KEY_MAX)
		return text;
	ids_sha256(text, len, digest);
	return arena_printf(arena, "sha256:%s", digest);
}

const char *store_email_key(struct arena *arena, const char *email)
{
	return store_key(arena, text_address_key(arena, email));
}

int store_child_id(int64_t parent, size_t place, int64_t *id, struct err *err)
{
	if (place >= STORE_CHILDREN)
		return err_set(err, ERR_LIMIT, "store: more than %d rows of one kind in row %lld",
			       STORE_CHILDREN, (long long)parent);
	*id = parent * STORE_CHILDREN + (int64_t)place;
	return 0;
}

int store_count_up(struct store *store, const char *counter, int64_t *number, struct err *err)
{
	int got;

	if (db_run(store->db, "UPDATE counter SET value = value + 1 WHERE name = $1",
		   DB_ARGS(db_text(counter)), err) < 0)
		return -1;
	got = db_query_int(store->db, number, "SELECT value FROM counter WHERE name = $1",
			   DB_ARGS(db_text(counter)), err);
	if (got == 0)
		return err_set(err, ERR_SYSTEM, "store: counter \"%s\" is missing", counter);
	return got < 0 ? -1 : 0;
}
