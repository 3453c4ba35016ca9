noinst_LIBRARIES += lib/store/libstore.a
lib_store_libstore_a_SOURCES =
lib_store_libstore_a_SOURCES += lib/store/db.c
lib_store_libstore_a_SOURCES += lib/store/db.h
lib_store_libstore_a_SOURCES += lib/store/db_driver.h
lib_store_libstore_a_SOURCES += lib/store/db_scripted.c
lib_store_libstore_a_SOURCES += lib/store/db_scripted.h
lib_store_libstore_a_SOURCES += lib/store/db_sqlite.c
lib_store_libstore_a_SOURCES += lib/store/db_sqlite.h
lib_store_libstore_a_SOURCES += lib/store/db_sqlite_copy.c
lib_store_libstore_a_SOURCES += lib/store/db_sqlite_open.c
lib_store_libstore_a_SOURCES += lib/store/store.c
lib_store_libstore_a_SOURCES += lib/store/store.h
lib_store_libstore_a_SOURCES += lib/store/store_agent.c
lib_store_libstore_a_SOURCES += lib/store/store_clock.c
lib_store_libstore_a_SOURCES += lib/store/store_contact.c
lib_store_libstore_a_SOURCES += lib/store/store_stats.c lib/store/store_copy.c lib/store/store_erase.c
lib_store_libstore_a_SOURCES += lib/store/store_delivery.c
lib_store_libstore_a_SOURCES += lib/store/store_held.c
lib_store_libstore_a_SOURCES += lib/store/store_journal.c
lib_store_libstore_a_SOURCES += lib/store/store_kept.c
lib_store_libstore_a_SOURCES += lib/store/store_ladder.c
lib_store_libstore_a_SOURCES += lib/store/store_list.c
lib_store_libstore_a_SOURCES += lib/store/store_mailbox.c
lib_store_libstore_a_SOURCES += lib/store/store_message.c
lib_store_libstore_a_SOURCES += lib/store/store_migrate.c
lib_store_libstore_a_SOURCES += lib/store/store_outbox.c
lib_store_libstore_a_SOURCES += lib/store/store_praise.c
lib_store_libstore_a_SOURCES += lib/store/store_private.h
lib_store_libstore_a_SOURCES += lib/store/store_customer.c
lib_store_libstore_a_SOURCES += lib/store/store_incident.c
lib_store_libstore_a_SOURCES += lib/store/store_offer.c
lib_store_libstore_a_SOURCES += lib/store/store_promise.c
lib_store_libstore_a_SOURCES += lib/store/store_usual.c
lib_store_libstore_a_SOURCES += lib/store/store_quarantine.c
lib_store_libstore_a_SOURCES += lib/store/store_queue.c
lib_store_libstore_a_SOURCES += lib/store/store_survey.c
lib_store_libstore_a_SOURCES += lib/store/store_ticket.c
lib_store_libstore_a_SOURCES += lib/store/store_trust.c
lib_store_libstore_a_CFLAGS = $(AM_CFLAGS) $(PQ_CFLAGS)
if HAVE_POSTGRESQL
lib_store_libstore_a_SOURCES += lib/store/db_pg.h lib/store/db_pg.c lib/store/db_pg_connect.c \
	lib/store/db_pg_pipeline.c \
	lib/store/db_pg_lib.h lib/store/db_pg_lib.c
else
lib_store_libstore_a_SOURCES += lib/store/db_pg_none.c
endif

# The schema files as C strings.
schema_texts = lib/store/schema_sqlite.inc lib/store/schema_postgresql.inc
EXTRA_DIST += lib/store/schema_sqlite.sql lib/store/schema_postgresql.sql
BUILT_SOURCES += $(schema_texts)
CLEANFILES += $(schema_texts)
lib/store/libstore_a-store_migrate.$(OBJEXT): $(schema_texts)

lib/store/schema_sqlite.inc: lib/store/schema_sqlite.sql
lib/store/schema_postgresql.inc: lib/store/schema_postgresql.sql
$(schema_texts):
	$(AM_V_GEN)$(MKDIR_P) lib/store && sed -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' \
		$(top_srcdir)/$(@:.inc=.sql) > $@.tmp && mv $@.tmp $@
