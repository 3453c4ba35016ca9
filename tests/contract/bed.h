/* What the contract's tests share: a fresh store on each engine, and rows to put in it. */
#ifndef CONTRACT_BED_H
#define CONTRACT_BED_H

#include <check.h>

#include "store/store.h"

enum bed_engine { BED_FILE, BED_POSTGRESQL, BED_MEMORY };

struct bed {
	enum bed_engine engine;
	struct conf_store conf;
	struct store *store;
	struct arena arena;
	char folder[128]; /* of a file; or the schema's name */
};

/* Tests are added as loops from 0: to bed_engines() for all, to bed_shared() for those that several
 * connections can use. PostgreSQL is among them where OMBUD_TEST_DSN is set. */
int bed_engines(void);
int bed_shared(void);

/* The folder for all the tests' files. */
extern const char *bed_root;

/* A fresh store on the engine of a loop's number. */
void bed_open(struct bed *bed, int number);
/* The same without opening it: conf alone is there. */
void bed_prepare(struct bed *bed, int number);
void bed_close(struct bed *bed);

/* Another connection to the same store. */
struct store *bed_second(struct bed *bed);

/* Runs `work` in `count` processes at once, each with a connection of its own; all must end well.
 */
typedef void bed_work(struct store *store, int number);
void bed_fork(struct bed *bed, int count, bed_work *work);

extern struct err bed_err;

/* A call that must go well. */
#define MUST(call)                                                                                 \
	ck_assert_msg((call) == 0, "%s: %s", #call, (bed_err.text[0] ? bed_err.text : "?"))

/* A call that must fail, and how. */
#define MUST_FAIL(call, why)                                                                       \
	do {                                                                                       \
		bed_err = (struct err){0};                                                         \
		ck_assert_msg((call) == -1, "%s went well", #call);                                \
		ck_assert_msg(bed_err.code == (why), "%s: %s", #call, bed_err.text);               \
	} while (0)

/* Rows with sensible values; in the open transaction. */
struct contact bed_contact(struct bed *bed, const char *email, const char *name);
struct ticket *bed_ticket(struct bed *bed, const char *email, const char *owner);
int64_t bed_message(struct bed *bed, int64_t ticket, const char *message_id);
struct outbox_row bed_mail(const char *const *recipients, size_t count);
/* Inserts it under a number of its own, in a transaction of its own. */
int64_t bed_send(struct bed *bed, struct outbox_row row);

#endif
