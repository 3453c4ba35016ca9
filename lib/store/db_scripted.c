#include "store/db_scripted.h"

#include "store/db_driver.h"
#include "store/store_private.h"

struct db_scripted {
	struct db db;
	struct db *inner;
	struct db_fault fault;
	unsigned int counts[DB_CALL_KINDS];
};

struct scripted_stmt {
	struct db_stmt stmt;
	struct db_stmt *inner; /* while it runs */
};

static struct db_scripted *of_db(struct db *db)
{
	return (struct db_scripted *)db;
}

static struct scripted_stmt *of_stmt(struct db_stmt *stmt)
{
	return (struct scripted_stmt *)stmt;
}

static struct db *inner_of(struct db *db)
{
	return of_db(db)->inner;
}

/* Counts a call; true where it is to fail. */
static bool is_spoilt(struct db *db, enum db_call call)
{
	struct db_scripted *self = of_db(db);
	const struct db_fault *fault = &self->fault;
	unsigned int count;

	self->counts[DB_CALL_ANY]++;
	self->counts[call]++;
	if (!fault->nth || (fault->call != DB_CALL_ANY && fault->call != call))
		return false;
	count = self->counts[fault->call];
	if (count < fault->nth)
		return false;
	return fault->is_lasting || count < fault->nth + (fault->times ? fault->times : 1);
}

static int spoil(struct db *db, struct err *err)
{
	const struct db_fault *fault = &of_db(db)->fault;

	return err_set(err, fault->code, "%s", fault->text);
}

/* Whether the work is to be tried: what is spoilt is not even tried, unless its answer alone is
 * lost. */
static bool is_tried(struct db *db, bool spoilt)
{
	return !spoilt || of_db(db)->fault.is_done;
}

static int begin(struct db *db, enum db_begin_how how, struct err *err)
{
	bool spoilt = is_spoilt(db, DB_CALL_BEGIN);

	return spoilt ? spoil(db, err) : db_begin(inner_of(db), how, err);
}

static int commit(struct db *db, struct err *err)
{
	bool spoilt = is_spoilt(db, DB_CALL_COMMIT);

	if (is_tried(db, spoilt) && db_commit(inner_of(db), err) < 0)
		return -1;
	return spoilt ? spoil(db, err) : 0;
}

static void rollback(struct db *db)
{
	db_rollback(inner_of(db));
}

static struct db_stmt *prepare(struct db *db, const char *sql, struct err *err)
{
	(void)sql;
	(void)err;
	return &ARENA_NEW(&db->arena, struct scripted_stmt)->stmt;
}

static void drop(struct db_stmt *stmt)
{
	(void)stmt;
}

static int run(struct db_stmt *stmt, const struct db_value *args, size_t count, struct err *err)
{
	bool spoilt = is_spoilt(stmt->db, DB_CALL_WRITE);

	if (is_tried(stmt->db, spoilt) &&
	    db_run(inner_of(stmt->db), stmt->sql, args, count, err) < 0)
		return -1;
	return spoilt ? spoil(stmt->db, err) : 0;
}

static int change(struct db_stmt *stmt, const struct db_value *args, size_t count, int64_t *changed,
		  struct err *err)
{
	bool spoilt = is_spoilt(stmt->db, DB_CALL_WRITE);

	if (is_tried(stmt->db, spoilt) &&
	    db_change(inner_of(stmt->db), changed, stmt->sql, args, count, err) < 0)
		return -1;
	return spoilt ? spoil(stmt->db, err) : 0;
}

static int last_id(struct db *db, int64_t *id, struct err *err)
{
	return inner_of(db)->driver->last_id(inner_of(db), id, err);
}

static int start(struct db_stmt *stmt, const struct db_value *args, size_t count, struct err *err)
{
	if (is_spoilt(stmt->db, DB_CALL_READ))
		return spoil(stmt->db, err);
	of_stmt(stmt)->inner = db_query(inner_of(stmt->db), stmt->sql, args, count, err);
	return of_stmt(stmt)->inner ? 0 : -1;
}

static int step(struct db_stmt *stmt, struct err *err)
{
	return db_step(of_stmt(stmt)->inner, err);
}

static void finish(struct db_stmt *stmt)
{
	db_finish(of_stmt(stmt)->inner);
	of_stmt(stmt)->inner = NULL;
}

static bool get_int(struct db_stmt *stmt, int column, int64_t *number)
{
	return inner_of(stmt->db)->driver->get_int(of_stmt(stmt)->inner, column, number);
}

static bool get_bytes(struct db_stmt *stmt, int column, enum db_type type, struct bytes *bytes)
{
	return inner_of(stmt->db)->driver->get_bytes(of_stmt(stmt)->inner, column, type, bytes);
}

static int script(struct db *db, const char *sql, struct err *err)
{
	return db_script(inner_of(db), sql, err);
}

static bool has_news(struct db *db)
{
	return db_has_news(inner_of(db));
}

static int backup(struct db *db, const char *suffix, struct err *err)
{
	return db_backup(inner_of(db), suffix, err);
}

static void close_db(struct db *db)
{
	db_close(inner_of(db));
}

static const struct db_driver scripted_driver = {
    .engine = ENGINE_SQLITE,
    .has_table_sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1",
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .prepare = prepare,
    .drop = drop,
    .run = run,
    .change = change,
    .last_id = last_id,
    .start = start,
    .step = step,
    .finish = finish,
    .get_int = get_int,
    .get_bytes = get_bytes,
    .script = script,
    .has_news = has_news,
    .backup = backup,
    .close = close_db,
};

int store_open_scripted(struct store **store, struct err *err)
{
	struct store *inner;
	struct db_scripted *self;

	*store = NULL;
	if (store_open(NULL, STORE_MEMORY, &inner, err) < 0)
		return -1;
	self = (struct db_scripted *)db_new(&scripted_driver, sizeof *self);
	self->inner = inner->db;
	inner->db = &self->db;
	*store = inner;
	return 0;
}

void store_script(struct store *store, const struct db_fault *fault)
{
	struct db_scripted *self = of_db(store->db);

	self->fault = fault ? *fault : (struct db_fault){0};
	memset(self->counts, 0, sizeof self->counts);
}

unsigned int store_script_calls(const struct store *store, enum db_call call)
{
	return of_db(store->db)->counts[call];
}
