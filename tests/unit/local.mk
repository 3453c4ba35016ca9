# One program a folder of lib/; each is a small main over libcheck suites (tests/unit/suite.h).
if HAVE_CHECK
UNIT_TESTS = 
include tests/unit/base.mk
include tests/unit/conf.mk
include tests/unit/mail.mk
include tests/unit/compose.mk
include tests/unit/tmpl.mk
include tests/unit/desk.mk
include tests/unit/net.mk
include tests/unit/flow.mk
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
