# Each template with the data of tests/golden/data.json, beside the files that say how it should
# look. `make golden-update` writes those files anew: read the difference before you commit it.
TESTS += tests/golden/golden_test
dist_check_SCRIPTS += tests/golden/golden_test
EXTRA_DIST += tests/golden/data.json tests/golden/cases.json tests/golden/expected

golden-update: ctl/ombudctl
	OMBUDCTL=ctl/ombudctl $(srcdir)/tests/golden/golden_test --update
.PHONY: golden-update
