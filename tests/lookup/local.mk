# The look-up of customers, asked of a small HTTPS server.
dist_check_SCRIPTS += tests/lookup/lookup_test
TESTS += tests/lookup/lookup_test
