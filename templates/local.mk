# The mails, by language. They are built into the program, and installed for admins to copy from.
TEMPLATES = \
	templates/en/_abuse.md \
	templates/en/_again.md \
	templates/en/_banner.md \
	templates/en/_case.md \
	templates/en/_clock.md \
	templates/en/_commands.md \
	templates/en/_customer.md \
	templates/en/_escalate.md \
	templates/en/_foot.md \
	templates/en/_hello.md \
	templates/en/_last.md \
	templates/en/_words.md \
	templates/en/ack.md \
	templates/en/alert.md \
	templates/en/answer.md \
	templates/en/apology.md \
	templates/en/assigned.md \
	templates/en/breach.md \
	templates/en/brief.md \
	templates/en/challenge.md \
	templates/en/closed.md \
	templates/en/consult.md \
	templates/en/boundary.md \
	templates/en/challenge.md \
	templates/en/closed.md \
	templates/en/closing-warning.md \
	templates/en/delay.md \
	templates/en/debrief.md \
	templates/en/digest.md \
	templates/en/escalated.md \
	templates/en/form.md \
	templates/en/handoff.md \
	templates/en/followup.md \
	templates/en/holding.md \
	templates/en/nag.md \
	templates/en/needs-info.md \
	templates/en/new.md \
	templates/en/note.md \
	templates/en/options.md \
	templates/en/oversize.md \
	templates/en/quarantine.md \
	templates/en/recovery.md \
	templates/en/recap.md \
	templates/en/refused.md \
	templates/en/reply.md \
	templates/en/report.md \
	templates/en/resolved.md \
	templates/en/review.md \
	templates/en/survey-thanks.md \
	templates/en/survey.md \
	templates/en/transcript.md \
	templates/en/update.md \
	templates/en/warning.md
nobase_dist_pkgdata_DATA = $(TEMPLATES)
EXTRA_DIST += templates/README.md
