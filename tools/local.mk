# Short scripts for people.
EXTRA_DIST += tools/check tools/coverage tools/demo tools/packages .ci/run

# What `make check` runs, one a line: tools/check parts them between its builds.
list-tests:
	@printf '%s\n' $(TESTS)
.PHONY: list-tests
