# `make corpus CORPUS=folder` scores the reader against mails of other projects' test suites, which
# are no part of this tree. Where there is none it says so and passes.
CORPUS = corpus

corpus: ctl/ombudctl
	@if test -f "$(CORPUS)/score.py"; then \
		python3 "$(CORPUS)/score.py" --cmd 'ctl/ombudctl parse --json - 2>/dev/null' -v; \
	else \
		echo "no corpus at \"$(CORPUS)\": nothing to score"; \
	fi
.PHONY: corpus
