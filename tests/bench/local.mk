# files of tests/bench/: figures for people, never a test that can fail by time
EXTRA_PROGRAMS += tests/bench/parse_bench
tests_bench_parse_bench_SOURCES = tests/bench/parse_bench.c tests/bench/mails.c tests/bench/mails.h \
	tests/bench/worst_mails.c tests/bench/worst_mails.h
tests_bench_parse_bench_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_bench_parse_bench_LDADD = lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS)

# The mails of MAILS, a folder, are timed too.
bench-parse: tests/bench/parse_bench
	test -z "$(MAILS)" && tests/bench/parse_bench \
		|| find "$(MAILS)" -type f -exec tests/bench/parse_bench {} +
.PHONY: bench-parse

# lib/net beside a bare libetpan loop, and its SMTP pool.
EXTRA_PROGRAMS += tests/bench/fetch_bare tests/bench/net_bench
tests_bench_fetch_bare_SOURCES = tests/bench/fetch_bare.c
tests_bench_fetch_bare_LDADD = lib/base/libbase.a $(LIBS_ALL_LIBS)
tests_bench_net_bench_SOURCES = tests/bench/net_bench.c
tests_bench_net_bench_LDADD = lib/net/libnet.a lib/base/libbase.a $(LIBS_ALL_LIBS)

# What a mail of ours costs: tests/bench/render_bench prints microseconds.
EXTRA_PROGRAMS += tests/bench/render_bench
tests_bench_render_bench_LDADD = lib/tmpl/libtmpl.a lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS)

# What the store costs.
EXTRA_PROGRAMS += tests/bench/store_bench
tests_bench_store_bench_SOURCES = tests/bench/store_bench.c
tests_bench_store_bench_LDADD = lib/store/libstore.a lib/desk/libdesk.a lib/base/libbase.a \
	$(LIBS_ALL_LIBS) -ldl

bench-store: tests/bench/store_bench
	tests/bench/store_bench
.PHONY: bench-store

# The whole house beside the bare loop: BENCH="--rounds 3" for steadier figures.
BENCH_TOOLS = tests/bench/fetch_bare tests/bench/look_bench tests/bench/write_mails
EXTRA_PROGRAMS += tests/bench/look_bench tests/bench/write_mails
tests_bench_look_bench_SOURCES = tests/bench/look_bench.c
tests_bench_look_bench_LDADD = $(LINK_OMBUD)
tests_bench_write_mails_SOURCES = tests/bench/write_mails.c tests/bench/mails.c tests/bench/mails.h
tests_bench_write_mails_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_bench_write_mails_LDADD = lib/base/libbase.a $(LIBS_ALL_LIBS)

bench: daemon/ombudd $(BENCH_TOOLS)
	$(srcdir)/tests/bench/bench $(BENCH)
.PHONY: bench
EXTRA_DIST += tests/bench/bench
CLEANFILES += $(EXTRA_PROGRAMS)

# What the clock costs with a million open tickets, and after an outage: BENCH_CLOCK="FOLDER OPEN DUE".
EXTRA_PROGRAMS += tests/bench/clock_bench
tests_bench_clock_bench_SOURCES = tests/bench/clock_bench.c
tests_bench_clock_bench_LDADD = $(LINK_OMBUD)

bench-clock: tests/bench/clock_bench
	tests/bench/clock_bench $(BENCH_CLOCK)
.PHONY: bench-clock
EXTRA_DIST += tests/bench/month.py
