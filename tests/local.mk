# Each kind of test has a list of its own; `make check` runs what stands in TESTS.
include tests/unit/local.mk
include tests/unit/calendar.mk
include tests/contract/local.mk
include tests/golden/local.mk
include tests/parse/local.mk
include tests/scenario/local.mk
include tests/lint/local.mk
include tests/lookup/local.mk
include tests/ctl/local.mk
include tests/e2e/local.mk
include tests/crash/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
include tests/corpus.mk
