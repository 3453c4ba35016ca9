noinst_LIBRARIES += lib/conf/libconf.a
lib_conf_libconf_a_SOURCES = lib/conf/conf.h
