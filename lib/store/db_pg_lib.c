#include "store/db_pg_lib.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#define ENTRY(member, name)                                                                        \
	{                                                                                          \
		offsetof(struct pq, member), name                                                  \
	}

static const struct {
	size_t offset;
	const char *name;
} entries[] = {
    ENTRY(parse_dsn, "PQconninfoParse"),
    ENTRY(free_dsn, "PQconninfoFree"),
    ENTRY(connect_start, "PQconnectStartParams"),
    ENTRY(connect_poll, "PQconnectPoll"),
    ENTRY(socket, "PQsocket"),
    ENTRY(set_verbosity, "PQsetErrorVerbosity"),
    ENTRY(finish, "PQfinish"),
    ENTRY(status, "PQstatus"),
    ENTRY(error_message, "PQerrorMessage"),
    ENTRY(set_notices, "PQsetNoticeProcessor"),
    ENTRY(backend_pid, "PQbackendPID"),
    ENTRY(exec, "PQexec"),
    ENTRY(enter_pipeline, "PQenterPipelineMode"),
    ENTRY(exit_pipeline, "PQexitPipelineMode"),
    ENTRY(pipeline_sync, "PQpipelineSync"),
    ENTRY(send_prepare, "PQsendPrepare"),
    ENTRY(send_params, "PQsendQueryParams"),
    ENTRY(send_prepared, "PQsendQueryPrepared"),
    ENTRY(get_result, "PQgetResult"),
    ENTRY(result_status, "PQresultStatus"),
    ENTRY(error_field, "PQresultErrorField"),
    ENTRY(clear, "PQclear"),
    ENTRY(row_count, "PQntuples"),
    ENTRY(value, "PQgetvalue"),
    ENTRY(value_len, "PQgetlength"),
    ENTRY(is_null, "PQgetisnull"),
    ENTRY(command_tag, "PQcmdStatus"),
    ENTRY(consume_input, "PQconsumeInput"),
    ENTRY(notifies, "PQnotifies"),
    ENTRY(free_memory, "PQfreemem"),
};

const struct pq *pq_load(struct err *err)
{
	static struct pq pq;
	static void *library;

	if (library)
		return &pq;
	library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
	if (!library) {
		err_set(err, ERR_CONF,
			"store.engine = \"postgresql\": libpq is missing: install libpq5 (%s)",
			dlerror());
		return NULL;
	}
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		void *symbol = dlsym(library, entries[i].name);

		if (!symbol) {
			err_set(err, ERR_CONF, "libpq is too old: it has no %s", entries[i].name);
			dlclose(library);
			library = NULL;
			return NULL;
		}
		/* POSIX lets a function's address pass through void * (dlsym) */
		memcpy((char *)&pq + entries[i].offset, &symbol, sizeof symbol);
	}
	return &pq;
}
