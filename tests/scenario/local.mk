# The desk's policy, as scenarios; `ombudctl replay` plays them on SQLite in memory.
TESTS += tests/scenario/play
dist_check_SCRIPTS += tests/scenario/play

# The same on a PostgreSQL that is started for it.
check-postgresql: ctl/ombudctl
	$(srcdir)/tests/contract/with-postgresql \
		sh -c 'SCENARIO_STORE=$$OMBUD_TEST_DSN $(srcdir)/tests/scenario/play'
.PHONY: check-postgresql

EXTRA_DIST += tests/scenario/files $(SCENARIOS)
SCENARIOS = \
	tests/scenario/B8-away-agents.scn \
	tests/scenario/C15-merge-and-link.scn \
	tests/scenario/C16-people-of-a-ticket.scn \
	tests/scenario/C3-fields.scn \
	tests/scenario/C3-team-and-spam.scn \
	tests/scenario/C6-draft-and-send.scn \
	tests/scenario/C8-queries.scn \
	tests/scenario/acknowledgement-caps.scn \
	tests/scenario/admin-commands.scn \
	tests/scenario/agent-answers.scn \
	tests/scenario/agent-proofs.scn \
	tests/scenario/assign-and-take.scn \
	tests/scenario/automatic-mail.scn \
	tests/scenario/bounces.scn \
	tests/scenario/commands-fail-closed.scn \
	tests/scenario/crosspost.scn \
	tests/scenario/customer-replies.scn \
	tests/scenario/earlier-tickets.scn \
	tests/scenario/first-mail.scn \
	tests/scenario/forwards.scn \
	tests/scenario/give-up-after-days.scn \
	tests/scenario/hostile-values.scn \
	tests/scenario/html-reply.scn \
	tests/scenario/least-loaded.scn \
	tests/scenario/own-mail.scn \
	tests/scenario/relay-trouble.scn \
	tests/scenario/solved-reaches-nobody.scn \
	tests/scenario/solved-reopens.scn \
	tests/scenario/reply-to.scn \
	tests/scenario/suppressed-address.scn \
	tests/scenario/plus-address.scn \
	tests/scenario/away-agents.scn \
	tests/scenario/owner-who-left.scn \
	tests/scenario/agents-as-customers.scn \
	tests/scenario/expired-tokens.scn \
	tests/scenario/crosspost-each.scn \
	tests/scenario/two-secrets.scn \
	tests/scenario/notify-all.scn \
	tests/scenario/web-forms.scn \
	tests/scenario/copies-get-nothing.scn \
	tests/scenario/odd-addresses.scn \
	tests/scenario/strangers.scn \
	tests/scenario/ticket-fields.scn
