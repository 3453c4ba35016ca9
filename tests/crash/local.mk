# kill -9 while mails arrive, and what else may befall the daemon. `make crash KILLS=1000` for longer.
CRASH_TESTS = tests/crash/kill_nine tests/crash/full_disk tests/crash/trouble
TESTS += $(CRASH_TESTS)
dist_check_SCRIPTS += $(CRASH_TESTS)
EXTRA_DIST += tests/e2e/proxy.py tests/e2e/sink.py

KILLS = 200
MAILS = 500
crash: daemon/ombudd
	KILLS=$(KILLS) MAILS=$(MAILS) $(srcdir)/tests/crash/kill_nine
.PHONY: crash
