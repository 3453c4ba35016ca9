# `make corpus CORPUS=folder` scores the reader against mails of other projects' test suites, which
# are no part of this tree. Where there is none it says so and passes. Beside each miss stands why it
# is none (tests/corpus-exceptions.md), where that has been judged.
CORPUS = corpus
EXTRA_DIST += tests/corpus-exceptions.md tests/corpus-reasons

corpus: ctl/ombudctl
	@if test -f "$(CORPUS)/score.py"; then \
		python3 "$(CORPUS)/score.py" --cmd 'ctl/ombudctl parse --json - 2>/dev/null' -v \
			| $(srcdir)/tests/corpus-reasons $(srcdir)/tests/corpus-exceptions.md; \
	else \
		echo "no corpus at \"$(CORPUS)\": nothing to score"; \
	fi
.PHONY: corpus
