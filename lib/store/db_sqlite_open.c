/* The SQLite driver: opening, closing, copies. */
#include "store/db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ids.h"

enum { BUSY_TRIES = 5000, BUSY_SLEEP_MIN_US = 200, BUSY_SLEEP_MAX_US = 1000 };

static struct db_sqlite *of_db(struct db *db)
{
	return (struct db_sqlite *)db;
}

/* SQLite's own busy_timeout sleeps ever longer, and so starves a role that writes seldom behind one
 * that writes always. */
static int on_busy(void *context, int tries)
{
	(void)context;
	if (tries >= BUSY_TRIES)
		return 0;
	clock_sleep_us(BUSY_SLEEP_MIN_US +
		       (int64_t)ids_random_below(BUSY_SLEEP_MAX_US - BUSY_SLEEP_MIN_US));
	return 1;
}

void db_sqlite_close(struct db *db)
{
	sqlite3_close_v2(of_db(db)->handle);
}

/*
 * What a look at the file's first pages tells: damaged, or another program's. The tables are
 * counted first: another process may be making the store, and gives it tables and id in one commit.
 */
static int check_owner(struct db_sqlite *self, struct err *err)
{
	int64_t id, tables;

	if (db_sqlite_number(self, "SELECT COUNT(*) FROM sqlite_schema", &tables, err) < 0 ||
	    db_sqlite_number(self, "PRAGMA application_id", &id, err) < 0)
		return db_sqlite_damaged(self, err);
	if (tables && id != DB_SQLITE_APPLICATION_ID)
		return err_set(err, ERR_CONF,
			       "store \"%s\": an SQLite file of another program: name another file "
			       "in store.path",
			       self->path);
	return 0;
}

/* Turning WAL on needs the file alone, and SQLite does not always ask the busy handler then. */
static int turn_wal_on(struct db_sqlite *self, struct err *err)
{
	for (int tries = 0;; tries++) {
		if (db_sqlite_exec(self, "PRAGMA journal_mode = WAL", err) == 0)
			return 0;
		if ((sqlite3_errcode(self->handle) & 0xff) != SQLITE_BUSY || !on_busy(NULL, tries))
			return -1;
	}
}

static int set_up(struct db_sqlite *self, struct err *err)
{
	static const char always[] = "PRAGMA foreign_keys = ON;"
				     "PRAGMA trusted_schema = OFF;"
				     "PRAGMA cell_size_check = ON;"
				     "PRAGMA temp_store = MEMORY;";

	sqlite3_extended_result_codes(self->handle, 1);
	sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	/* Else it plans a statement anew each time that a value is bound which a partial index
	 * could be about. */
	sqlite3_db_config(self->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
	sqlite3_busy_handler(self->handle, on_busy, NULL);
	return db_sqlite_exec(self, always, err);
}

/* A store holds people's mail: only its owner may read it. */
int db_sqlite_make_file(const char *path, struct err *err)
{
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (file < 0 && errno == ENOENT)
		return err_set(err, ERR_CONF,
			       "store \"%s\": its folder is not there: make it, or change "
			       "store.path",
			       path);
	if (file < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EMFILE))
		return err_set_errno(err, ERR_TEMPORARY, "store \"%s\"", path);
	if (file < 0)
		return err_set_errno(err, ERR_CONF, "store \"%s\" can't be opened", path);
	close(file);
	return 0;
}

static int check_file(const char *path, struct err *err)
{
	if (access(path, R_OK) == 0)
		return 0;
	if (errno == ENOENT)
		return err_set(err, ERR_CONF,
			       "store \"%s\" is not there: start ombudd once, or change store.path",
			       path);
	return err_set_errno(err, ERR_CONF, "store \"%s\" can't be opened", path);
}

/* Its statistics cost a lock for each malloc; after the first connection this changes nothing. */
static struct db_sqlite *new_connection(const char *path)
{
	struct db *db = db_new(&db_sqlite_driver, sizeof(struct db_sqlite));
	struct db_sqlite *self = of_db(db);

	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	self->path = arena_strdup(&db->arena, path);
	return self;
}

static int set_up_file(struct db_sqlite *self, enum db_open_how how, struct err *err)
{
	if (set_up(self, err) < 0 || check_owner(self, err) < 0)
		return -1;
	if (how == DB_READ_ONLY)
		return db_sqlite_exec(self, "PRAGMA query_only = ON", err);
	if (turn_wal_on(self, err) < 0)
		return -1;
	return db_sqlite_exec(self,
			      "PRAGMA synchronous = FULL;"
			      "PRAGMA journal_size_limit = 67108864;"
			      "PRAGMA wal_autocheckpoint = 4000;"
			      "PRAGMA cache_size = -8192;",
			      err);
}

/* What is wrong with the file while it is opened is for the admin to mend. */
static int refuse(struct db_sqlite *self, struct err *err)
{
	if (err && err->code == ERR_SYSTEM)
		err->code = ERR_CONF;
	db_close(&self->db);
	return -1;
}

int db_open_sqlite(const char *path, enum db_open_how how, struct db **db, struct err *err)
{
	struct db_sqlite *self;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;

	*db = NULL;
	if ((how == DB_READ_WRITE ? db_sqlite_make_file(path, err) : check_file(path, err)) < 0)
		return -1;
	self = new_connection(path);
	if (sqlite3_open_v2(path, &self->handle, flags, NULL) != SQLITE_OK) {
		db_sqlite_error(self, err);
		return refuse(self, err);
	}
	if (set_up_file(self, how, err) < 0)
		return refuse(self, err);
	db_has_news(&self->db);
	*db = &self->db;
	return 0;
}

/* ---- in memory ---- */

static int load_image(struct db_sqlite *self, const struct bytes *image, struct err *err)
{
	unsigned char *copy = sqlite3_malloc64(image->len);

	if (!copy)
		die("out of memory in SQLite");
	memcpy(copy, image->data, image->len);
	/* the copy is freed by SQLite, even when this fails */
	if (sqlite3_deserialize(
		self->handle, "main", copy, (sqlite3_int64)image->len, (sqlite3_int64)image->len,
		SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) != SQLITE_OK)
		return db_sqlite_error(self, err);
	return 0;
}

int db_open_memory(const struct bytes *image, struct db **db, struct err *err)
{
	struct db_sqlite *self = new_connection("in memory");
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

	*db = NULL;
	self->is_memory = true;
	if (sqlite3_open_v2(":memory:", &self->handle, flags, NULL) != SQLITE_OK) {
		db_sqlite_error(self, err);
		return refuse(self, err);
	}
	if ((image && load_image(self, image, err) < 0) || set_up(self, err) < 0 ||
	    db_sqlite_exec(self, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY", err) < 0)
		return refuse(self, err);
	db_has_news(&self->db);
	*db = &self->db;
	return 0;
}

int db_image(struct db *db, struct bytes *image, struct err *err)
{
	struct db_sqlite *self = of_db(db);
	sqlite3_int64 len;
	unsigned char *data;
	char *copy;

	data = sqlite3_serialize(self->handle, "main", &len, 0);
	if (!data)
		return db_sqlite_error(self, err);
	copy = malloc((size_t)len);
	if (!copy)
		die("out of memory: %lld bytes wanted", (long long)len);
	memcpy(copy, data, (size_t)len);
	sqlite3_free(data);
	*image = (struct bytes){copy, (size_t)len};
	return 0;
}
