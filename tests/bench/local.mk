# files of tests/bench/
