/* Whole copies of a SQLite store, and whether one is sound. */
#include "store/db_sqlite.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct db_sqlite *of_db(struct db *db)
{
	return (struct db_sqlite *)db;
}

static int sync_file(const char *path, struct err *err)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	int result = file < 0 ? -1 : fsync(file);

	if (result < 0)
		err_set_errno(err, ERR_TEMPORARY, "backup \"%s\" can't be written", path);
	if (file >= 0)
		close(file);
	return result;
}

/* It writes nothing but the copy; a connection that only reads refuses it all the same. */
static int vacuum_into(struct db *db, const char *part, struct err *err)
{
	struct db_sqlite *self = of_db(db);
	int64_t only_reads;
	int result;

	if (db_sqlite_number(self, "PRAGMA query_only", &only_reads, err) < 0 ||
	    db_sqlite_exec(self, "PRAGMA query_only = OFF", err) < 0)
		return -1;
	result = db_run(db, "VACUUM INTO $1", DB_ARGS(db_text(part)), err);
	if (only_reads && db_sqlite_exec(self, "PRAGMA query_only = ON", NULL) < 0)
		result = -1;
	return result;
}

static int write_copy(struct db *db, const char *part, const char *path, struct err *err)
{
	unlink(part);
	if (db_sqlite_make_file(part, err) < 0 || vacuum_into(db, part, err) < 0 ||
	    sync_file(part, err) < 0)
		return -1;
	if (rename(part, path) < 0)
		return err_set_errno(err, ERR_TEMPORARY, "backup \"%s\" can't be named", path);
	return 0;
}

/* Under another name first, so that a copy with the right name is always a whole one. */
int db_sqlite_copy(struct db *db, const char *path, struct err *err)
{
	struct arena arena;
	const char *part;
	int result;

	arena_init(&arena);
	part = arena_printf(&arena, "%s.part", path);
	result = write_copy(db, part, path, err);
	if (result < 0)
		unlink(part);
	arena_release(&arena);
	return result;
}

int db_sqlite_backup(struct db *db, const char *suffix, struct err *err)
{
	struct db_sqlite *self = of_db(db);
	struct arena arena;
	int result;

	if (self->is_memory)
		return 0;
	arena_init(&arena);
	result = db_sqlite_copy(db, arena_printf(&arena, "%s.%s", self->path, suffix), err);
	arena_release(&arena);
	return result;
}

static int refuse(const struct db_sqlite *self, const char *why, struct err *err)
{
	return err_set(err, ERR_INPUT,
		       "store \"%s\" is damaged (%s): put a backup in its place with `ombudctl "
		       "restore`",
		       self->path, why);
}

int db_sqlite_verify(struct db *db, struct err *err)
{
	struct db_sqlite *self = of_db(db);
	struct db_stmt *row;
	struct arena arena;
	const char *word;
	int got, result = 0;

	got = db_query_row(db, &row, "PRAGMA integrity_check(1)", DB_NO_ARGS, err);
	if (got < 0)
		return -1;
	arena_init(&arena);
	word = got ? db_get_text(row, &arena) : "it does not say";
	if (got)
		db_finish(row);
	if (strcmp(word, "ok") != 0)
		result = refuse(self, word, err);
	arena_release(&arena);
	if (result < 0)
		return -1;
	got = db_query_row(db, &row, "PRAGMA foreign_key_check", DB_NO_ARGS, err);
	if (got > 0) {
		db_finish(row);
		return refuse(self, "a row points to one that is not there", err);
	}
	return got;
}
