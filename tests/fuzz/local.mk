# Fuzz targets of the reader, and what they begin with. tools/fuzz builds them with clang; the unit
# tests replay seeds and finds with any compiler.
EXTRA_PROGRAMS += tests/fuzz/fuzz_reader
tests_fuzz_fuzz_reader_SOURCES = tests/fuzz/fuzz_main.c tests/fuzz/targets.c tests/fuzz/targets.h
tests_fuzz_fuzz_reader_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_fuzz_fuzz_reader_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_reader_LDADD = lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS)
EXTRA_DIST += tests/fuzz/seeds tests/fuzz/dictionaries tests/data/fuzz tools/fuzz
