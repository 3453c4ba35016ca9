# files of tests/lint/
