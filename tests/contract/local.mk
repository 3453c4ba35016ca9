# files of tests/contract/
dist_check_SCRIPTS += tests/contract/with-postgresql
