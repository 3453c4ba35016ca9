noinst_LIBRARIES += lib/conf/libconf.a
lib_conf_libconf_a_SOURCES = \
	lib/conf/check.c lib/conf/check.h \
	lib/conf/check_amounts.c \
	lib/conf/check_tiers.c \
	lib/conf/command.c lib/conf/command.h \
	lib/conf/conf.c lib/conf/conf.h \
	lib/conf/csv.c lib/conf/csv.h \
	lib/conf/customers.c lib/conf/customers.h \
	lib/conf/file.c lib/conf/file.h \
	lib/conf/find.c \
	lib/conf/holidays.c lib/conf/holidays.h \
	lib/conf/hours.c lib/conf/hours.h \
	lib/conf/lex.c lib/conf/lex.h \
	lib/conf/member.c \
	lib/conf/member_secret.c \
	lib/conf/reader.c lib/conf/reader.h \
	lib/conf/reference.c \
	lib/conf/report.c lib/conf/report.h \
	lib/conf/schema.c lib/conf/schema.h \
	lib/conf/secret.c \
	lib/conf/shape.c lib/conf/shape.h \
	lib/conf/source.c lib/conf/source.h \
	lib/conf/value.c lib/conf/value.h
nodist_lib_conf_libconf_a_SOURCES = lib/conf/scenario_default.c

# The scenarios' desk is one file; the library has its text.
lib/conf/scenario_default.c: conf/scenario.conf
	$(AM_V_GEN)$(MKDIR_P) lib/conf && { \
	  echo '#include "conf/conf.h"'; echo; \
	  echo 'const char *conf_scenario_default(void)'; echo '{'; echo '	return'; \
	  sed -e 's/[\\"]/\\&/g' -e 's/^/	    "/' -e 's/$$/\\n"/' $(top_srcdir)/conf/scenario.conf; \
	  echo '	    ;'; echo '}'; } >$@.new && mv $@.new $@
CLEANFILES += lib/conf/scenario_default.c
