# Short scripts for people.
EXTRA_DIST += tools/demo tools/packages
