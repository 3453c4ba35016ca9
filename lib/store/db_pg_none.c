/* In place of the PostgreSQL driver, where the program was built without it. */
#include "store/db.h"

int db_open_postgresql(const char *dsn, enum db_open_how how, struct db **db, struct err *err)
{
	(void)dsn;
	(void)how;
	*db = NULL;
	return err_set(err, ERR_CONF,
		       "store.engine = \"postgresql\": this ombud was built without PostgreSQL: "
		       "build it with libpq, or use \"sqlite\"");
}
