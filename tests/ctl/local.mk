# ombudctl on a store in a file.
TESTS += tests/ctl/backup tests/ctl/erase tests/ctl/export tests/ctl/metrics
dist_check_SCRIPTS += tests/ctl/backup tests/ctl/erase tests/ctl/export tests/ctl/metrics
