sbin_PROGRAMS += daemon/ombudd
daemon_ombudd_SOURCES = \
	daemon/daemon.h \
	daemon/ombudd.c \
	daemon/role.c daemon/role_clock.c daemon/role_intake.c daemon/role_post.c \
	daemon/service_manager.c \
	daemon/supervisor.c
daemon_ombudd_LDADD = $(LINK_OMBUD) $(SYSTEMD_LIBS)
