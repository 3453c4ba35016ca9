# ombudctl on a store in a file.
TESTS += tests/ctl/backup
dist_check_SCRIPTS += tests/ctl/backup
