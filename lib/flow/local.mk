noinst_LIBRARIES += lib/flow/libflow.a
lib_flow_libflow_a_SOURCES = \
	lib/flow/apply.c \
	lib/flow/brief.c \
	lib/flow/apply_kept.c \
	lib/flow/canned.c \
	lib/flow/burst.c \
	lib/flow/clocks.c \
	lib/flow/courier.c \
	lib/flow/customer.c \
	lib/flow/export.c \
	lib/flow/facts.c \
	lib/flow/flow.h \
	lib/flow/incidents.c \
	lib/flow/intake.c \
	lib/flow/gpg.c \
	lib/flow/internal.h \
	lib/flow/links.c \
	lib/flow/lookup.c \
	lib/flow/mailbox.c \
	lib/flow/notes.c \
	lib/flow/offers.c \
	lib/flow/metrics.c \
	lib/flow/pack.c \
	lib/flow/query.c \
	lib/flow/render.c \
	lib/flow/survey.c \
	lib/flow/signature.c \
	lib/flow/signature.h \
	lib/flow/sweep.c \
	lib/flow/timers.c
lib_flow_libflow_a_CFLAGS = $(AM_CFLAGS) $(GPGME_CFLAGS)
