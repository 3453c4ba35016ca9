noinst_LIBRARIES += lib/base/libbase.a
lib_base_libbase_a_SOURCES = \
	lib/base/arena.c lib/base/arena.h \
	lib/base/buf.c lib/base/buf.h \
	lib/base/clock.c lib/base/clock.h \
	lib/base/err.c lib/base/err.h \
	lib/base/fold.c lib/base/fold.h \
	lib/base/ids.c lib/base/ids.h \
	lib/base/log.c lib/base/log.h \
	lib/base/money.c lib/base/money.h \
	lib/base/text.c lib/base/text.h \
	lib/base/timestamp.c lib/base/timestamp.h \
	lib/base/words.c lib/base/words.h \
	lib/base/zone.c lib/base/zone.h lib/base/zone_icu.h \
	lib/base/zone_text.c
