/* Copies of a store as a whole, and the lock that says who has it. */
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

int store_backup(struct store *store, const char *path, struct err *err)
{
	return db_copy(store->db, path, err);
}

int store_verify(struct store *store, struct err *err)
{
	return db_verify(store->db, err);
}

static int say_held(int lock, struct err *err)
{
	char pid[32] = "";
	ssize_t len = read(lock, pid, sizeof pid - 1);

	pid[len > 0 ? len : 0] = '\0';
	return err_set(err, ERR_TEMPORARY, "already running on this store, pid %s",
		       *pid ? pid : "unknown");
}

int store_lock(const struct conf_store *conf, struct err *err)
{
	char path[4096], pid[32];
	int lock;

	if (conf->engine != ENGINE_SQLITE)
		return 0;
	snprintf(path, sizeof path, "%s.lock", conf->location);
	lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (lock < 0)
		return err_set_errno(err, ERR_CONF, "\"%s\" can't be made", path);
	if (flock(lock, LOCK_EX | LOCK_NB) < 0) {
		say_held(lock, err);
		close(lock);
		return -1;
	}
	snprintf(pid, sizeof pid, "%d", (int)getpid());
	if (ftruncate(lock, 0) < 0 || write(lock, pid, strlen(pid)) < 0)
		return err_set_errno(err, ERR_TEMPORARY, "\"%s\" can't be written", path);
	return 0;
}

/* Moves the database with its log, where they are there. */
static int move_away(struct arena *arena, const char *from, const char *to, struct err *err)
{
	static const char *const ends[] = {"-wal", "-shm", ""};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (rename(arena_printf(arena, "%s%s", from, ends[i]),
			   arena_printf(arena, "%s%s", to, ends[i])) < 0 &&
		    errno != ENOENT)
			return err_set_errno(err, ERR_SYSTEM, "store \"%s\" can't be moved away",
					     from);
	return 0;
}

/* The copy is written and checked before the present store is touched. */
static int put_in_place(struct db *db, const char *path, const char *aside, struct arena *arena,
			struct err *err)
{
	const char *fresh = arena_printf(arena, "%s.restored", path);

	if (store_check_version(db, store_steps, store_step_count, err) < 0 ||
	    db_verify(db, err) < 0 || db_copy(db, fresh, err) < 0)
		return -1;
	if (move_away(arena, path, aside, err) < 0)
		return -1;
	if (rename(fresh, path) < 0)
		return err_set_errno(err, ERR_SYSTEM, "\"%s\" can't be named \"%s\"", fresh, path);
	return 0;
}

int store_restore(const struct conf_store *conf, const char *from, const char *aside,
		  struct err *err)
{
	struct arena arena;
	struct db *db;
	int result;

	if (conf->engine != ENGINE_SQLITE)
		return err_set(err, ERR_INPUT,
			       "a PostgreSQL store is restored by the means of its server");
	if (db_open_sqlite(from, DB_READ_ONLY, &db, err) < 0)
		return -1;
	arena_init(&arena);
	result = put_in_place(db, conf->location, aside, &arena, err);
	arena_release(&arena);
	db_close(db);
	return result;
}
