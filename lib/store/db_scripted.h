/*
 * A store for tests that fails on demand: SQLite in memory, behind a driver that counts the calls
 * and spoils the one it is told to. So the error paths of whoever uses a store can be walked, one
 * call after the other.
 */
#ifndef STORE_DB_SCRIPTED_H
#define STORE_DB_SCRIPTED_H

#include "store/store.h"

/* What is asked of the engine. */
enum db_call {
	DB_CALL_ANY,
	DB_CALL_BEGIN,
	DB_CALL_COMMIT,
	DB_CALL_WRITE, /* a statement without rows */
	DB_CALL_READ,  /* a statement with rows */
};

enum { DB_CALL_KINDS = DB_CALL_READ + 1 };

struct db_fault {
	enum db_call call;
	unsigned int nth;   /* the nth of them from now on fails, 1 being the next; 0: none */
	unsigned int times; /* so many in a row fail; 0: one */
	bool is_lasting;    /* and so do all after it, until the next store_script */
	bool is_done;       /* it is carried out, and only then fails: an answer that was lost */
	enum err_code code;
	const char *text; /* static */
};

int store_open_scripted(struct store **store, struct err *err);

/* From now on this happens; counting begins anew. NULL: nothing happens. */
void store_script(struct store *store, const struct db_fault *fault);

/* How many of these were asked for since the last store_script. */
unsigned int store_script_calls(const struct store *store, enum db_call call);

#endif
