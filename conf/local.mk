# Examples go beside the documents; the unit where systemd looks for that of the prefix.
exampledir = $(docdir)/examples
dist_example_DATA = conf/categories.conf conf/ombud.conf.example
dist_pkgdata_DATA = conf/scenario.conf
systemdunitdir = $(prefix)/lib/systemd/system
nodist_systemdunit_DATA = conf/ombudd.service
EXTRA_DIST += conf/ombudd.service.in

conf/ombudd.service: conf/ombudd.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) conf && sed -e 's|@sbindir[@]|$(sbindir)|g' \
	  -e 's|@sysconfdir[@]|$(sysconfdir)|g' $(top_srcdir)/conf/ombudd.service.in >$@.new && mv $@.new $@
CLEANFILES += conf/ombudd.service
