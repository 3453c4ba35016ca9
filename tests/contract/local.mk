# files of tests/contract/
