# Scripts over the source itself; each first finds fault with small bad trees of its own.
LINT_TESTS = tests/lint/arrows tests/lint/calls tests/lint/commands tests/lint/docs tests/lint/format tests/lint/manuals \
	tests/lint/sizes
TESTS += $(LINT_TESTS)
dist_check_SCRIPTS += $(LINT_TESTS)
EXTRA_DIST += tests/lint/docs_text.py tests/lint/lint.py
