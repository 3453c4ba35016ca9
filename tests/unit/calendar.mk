# Working time and clocks against a reference that counts minutes; `make check-long` tries more.
check_PROGRAMS += tests/unit/clock_property
TESTS += tests/unit/clock_property
tests_unit_clock_property_SOURCES = tests/unit/clock_property.c
tests_unit_clock_property_LDADD = lib/desk/libdesk.a lib/mail/libmail.a lib/conf/libconf.a \
	lib/base/libbase.a $(LIBS_ALL_LIBS)

check-long: tests/unit/clock_property
	tests/unit/clock_property 100000 1
.PHONY: check-long
