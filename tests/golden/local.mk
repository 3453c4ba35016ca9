# files of tests/golden/
