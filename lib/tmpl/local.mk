noinst_LIBRARIES += lib/tmpl/libtmpl.a
lib_tmpl_libtmpl_a_SOURCES = lib/tmpl/value.h lib/tmpl/mustache.h lib/tmpl/template.h
