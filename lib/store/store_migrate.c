/* The schema and its versions. */
#include "store/store_private.h"

#include <stdio.h>
#include <stdlib.h>

static const char schema_sqlite[] =
#include "lib/store/schema_sqlite.inc"
    ;

static const char schema_postgresql[] =
#include "lib/store/schema_postgresql.inc"
    ;

/*
 * A new version is a new line here with its change for each engine. The schema files stay version
 * 1: a new store takes every step, too.
 */
const struct store_step store_steps[] = {
    {1, schema_sqlite, schema_postgresql},
};
const size_t store_step_count = sizeof store_steps / sizeof *store_steps;

/* 0: there is no schema yet. */
static int read_version(struct db *db, int *version, struct err *err)
{
	bool is_there;
	struct db_stmt *row;
	struct arena arena;
	int got;

	*version = 0;
	if (db_has_table(db, "meta", &is_there, err) < 0)
		return -1;
	if (!is_there)
		return 0;
	got =
	    db_query_row(db, &row, "SELECT value FROM meta WHERE key = 'version'", DB_NO_ARGS, err);
	if (got < 1)
		return got;
	arena_init(&arena);
	*version = atoi(db_get_text(row, &arena));
	arena_release(&arena);
	db_finish(row);
	return 0;
}

static int refuse_newer(int version, int last, struct err *err)
{
	return err_set(err, ERR_CONF,
		       "store: its schema has version %d, this program knows %d at most: install "
		       "the newer ombud again, or restore the copy that ends in .before-v%d",
		       version, last, last + 1);
}

static int save_version(struct db *db, int version, struct err *err)
{
	char text[16];

	snprintf(text, sizeof text, "%d", version);
	return db_run(db,
		      "INSERT INTO meta (key, value) VALUES ('version', $1)"
		      " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
		      DB_ARGS(db_text(text)), err);
}

static int take_step(struct db *db, const struct store_step *step, struct err *err)
{
	const char *sql = db_engine(db) == ENGINE_SQLITE ? step->sqlite : step->postgresql;

	if (db_script(db, sql, err) < 0 || save_version(db, step->version, err) < 0)
		return err_prefix(err, "store: schema version %d", step->version);
	return 0;
}

/* All in one transaction. The version is read again in it: another process may have been faster. */
static int take_steps(struct db *db, const struct store_step *steps, size_t count, struct err *err)
{
	int version;

	if (db_begin(db, DB_SCHEMA, err) < 0)
		return -1;
	if (read_version(db, &version, err) < 0)
		goto fail;
	for (size_t i = 0; i < count; i++)
		if (steps[i].version > version && take_step(db, &steps[i], err) < 0)
			goto fail;
	return db_commit(db, err);
fail:
	db_rollback(db);
	return -1;
}

int store_migrate(struct db *db, const struct store_step *steps, size_t count, struct err *err)
{
	int version, last = steps[count - 1].version;
	char suffix[32];

	if (read_version(db, &version, err) < 0)
		return -1;
	if (version > last)
		return refuse_newer(version, last, err);
	if (version == last)
		return 0;
	snprintf(suffix, sizeof suffix, "before-v%d", last);
	if (version > 0 && db_backup(db, suffix, err) < 0)
		return -1;
	return take_steps(db, steps, count, err);
}

int store_check_version(struct db *db, const struct store_step *steps, size_t count,
			struct err *err)
{
	int version, last = steps[count - 1].version;

	if (read_version(db, &version, err) < 0)
		return -1;
	if (version > last)
		return refuse_newer(version, last, err);
	if (version == 0)
		return err_set(err, ERR_CONF, "store: it is still empty: start ombudd once");
	if (version < last)
		return err_set(err, ERR_CONF,
			       "store: its schema has version %d, this program needs %d: start "
			       "ombudd once, which brings it up to date",
			       version, last);
	return 0;
}
