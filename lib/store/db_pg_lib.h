/*
 * libpq, loaded when the first PostgreSQL store is opened: it brings OpenSSL and Kerberos with it,
 * which a desk on SQLite need not carry.
 */
#ifndef STORE_DB_PG_LIB_H
#define STORE_DB_PG_LIB_H

#include <libpq-fe.h>

#include "base/err.h"

struct pq {
	__typeof__(PQconninfoParse) *parse_dsn;
	__typeof__(PQconninfoFree) *free_dsn;
	__typeof__(PQconnectStartParams) *connect_start;
	__typeof__(PQconnectPoll) *connect_poll;
	__typeof__(PQsocket) *socket;
	__typeof__(PQsetErrorVerbosity) *set_verbosity;
	__typeof__(PQfinish) *finish;
	__typeof__(PQstatus) *status;
	__typeof__(PQerrorMessage) *error_message;
	__typeof__(PQsetNoticeProcessor) *set_notices;
	__typeof__(PQbackendPID) *backend_pid;
	__typeof__(PQexec) *exec;
	__typeof__(PQenterPipelineMode) *enter_pipeline;
	__typeof__(PQexitPipelineMode) *exit_pipeline;
	__typeof__(PQpipelineSync) *pipeline_sync;
	__typeof__(PQsendPrepare) *send_prepare;
	__typeof__(PQsendQueryParams) *send_params;
	__typeof__(PQsendQueryPrepared) *send_prepared;
	__typeof__(PQgetResult) *get_result;
	__typeof__(PQresultStatus) *result_status;
	__typeof__(PQresultErrorField) *error_field;
	__typeof__(PQclear) *clear;
	__typeof__(PQntuples) *row_count;
	__typeof__(PQgetvalue) *value;
	__typeof__(PQgetlength) *value_len;
	__typeof__(PQgetisnull) *is_null;
	__typeof__(PQcmdStatus) *command_tag;
	__typeof__(PQconsumeInput) *consume_input;
	__typeof__(PQnotifies) *notifies;
	__typeof__(PQfreemem) *free_memory;
};

/* The functions, the same for the whole process; NULL with ERR_CONF where libpq is not installed.
 */
const struct pq *pq_load(struct err *err);

#endif
