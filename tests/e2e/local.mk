EXTRA_DIST += tests/e2e/rig.py tests/e2e/rig_conf.py

check_PROGRAMS += tests/e2e/netprobe
tests_e2e_netprobe_SOURCES = tests/e2e/netprobe.c
tests_e2e_netprobe_LDADD = lib/net/libnet.a lib/base/libbase.a $(LIBS_ALL_LIBS)
