EXTRA_DIST += tests/e2e/rig.py tests/e2e/rig_conf.py tests/e2e/daemon.py

check_PROGRAMS += tests/e2e/netprobe
tests_e2e_netprobe_SOURCES = tests/e2e/netprobe.c
tests_e2e_netprobe_LDADD = lib/net/libnet.a lib/base/libbase.a $(LIBS_ALL_LIBS)

# The first mail, end to end (tools/demo tells the same story to people).
TESTS += tests/e2e/story.py tests/e2e/first_start.py
dist_check_SCRIPTS += tests/e2e/story.py tests/e2e/first_start.py
EXTRA_DIST += tests/e2e/desk.py

# Is a forged line believed?
TESTS += tests/e2e/check_auth.py
dist_check_SCRIPTS += tests/e2e/check_auth.py
# An anonymous answer leaves nothing behind.
TESTS += tests/e2e/anonymous.py
dist_check_SCRIPTS += tests/e2e/anonymous.py

# Trouble that passes: roles that die, a mailbox that goes or is numbered anew, a broken conf.
TESTS += tests/e2e/trouble.py
dist_check_SCRIPTS += tests/e2e/trouble.py

# lib/net against real servers, and against TLS that must not be trusted.
TESTS += tests/e2e/net_e2e.py
dist_check_SCRIPTS += tests/e2e/net_e2e.py
EXTRA_DIST += tests/e2e/bad_tls.py

# An agent works a ticket with msmtp and swaks.
TESTS += tests/e2e/agent.py
dist_check_SCRIPTS += tests/e2e/agent.py
