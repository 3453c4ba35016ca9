# Whole mails through `ombudctl parse`, beside what a person would say of them.
PARSE_CASES = tests/parse/bodies.py tests/parse/bounce_mails.py tests/parse/files.py \
	tests/parse/headers.py tests/parse/languages.py tests/parse/mails.py \
	tests/parse/openers.py tests/parse/replies.py
TESTS += tests/parse/parse_test tests/parse/extract_test
dist_check_SCRIPTS += tests/parse/parse_test tests/parse/extract_test
EXTRA_DIST += $(PARSE_CASES)
