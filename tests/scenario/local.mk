# files of tests/scenario/
