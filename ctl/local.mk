bin_PROGRAMS += ctl/ombudctl
ctl_ombudctl_SOURCES = \
	ctl/cmd_backup.c ctl/cmd_check.c ctl/cmd_check.h ctl/cmd_check_auth.c \
	ctl/cmd_calendar.c \
	ctl/cmd_deliver.c \
	ctl/cmd_erase.c \
	ctl/cmd_export.c \
	ctl/cmd_explain.c \
	ctl/cmd_journal.c \
	ctl/cmd_mailboxes.c \
	ctl/cmd_offers.c \
	ctl/cmd_outbox.c \
	ctl/cmd_parse.c ctl/parse_json.c ctl/parse_json.h \
	ctl/cmd_quarantine.c \
	ctl/cmd_replay.c \
	ctl/cmd_template.c ctl/cmd_template.h ctl/cmd_template_render.c \
	ctl/cmd_stats.c \
	ctl/cmd_tickets.c \
	ctl/ctl.c ctl/ctl.h \
	ctl/ombudctl.c \
	ctl/output.c ctl/output.h \
	ctl/ticket_json.c ctl/ticket_json.h \
	ctl/scenario.c ctl/scenario.h \
	ctl/scenario_expect.c ctl/scenario_gnupg.c ctl/scenario_people.c ctl/scenario_read.c
ctl_ombudctl_LDADD = $(LINK_OMBUD)

# The case that mails are shown with: that of the golden mails, as a C string.
BUILT_SOURCES += ctl/sample.inc
CLEANFILES += ctl/sample.inc
ctl/cmd_template_render.$(OBJEXT): ctl/sample.inc
ctl/sample.inc: tests/golden/data.json
	$(AM_V_GEN)$(MKDIR_P) ctl && sed -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' \
		$(top_srcdir)/tests/golden/data.json > $@.tmp && mv $@.tmp $@
