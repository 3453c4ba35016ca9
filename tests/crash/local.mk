# files of tests/crash/
