/* The service manager, where there is one: readiness, watchdog, and the journal as the log. */
#include <stdlib.h>
#include <unistd.h>
#ifdef HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
#endif

#include "base/log.h"
#include "daemon.h"

#ifdef HAVE_SYSTEMD
void notify_service_manager(const char *state)
{
	sd_notify(0, state);
}

static void to_journal(enum log_level level, const char *subsystem, const char *line)
{
	static const int priorities[] = {7, 6, 4, 3};

	sd_journal_send("MESSAGE=%s: %s", subsystem, line, "PRIORITY=%i", priorities[level],
			"OMBUD_SUBSYSTEM=%s", subsystem, NULL);
}

/* Standard error is the journal: say it with its own fields. */
void choose_log_sink(void)
{
	if (getenv("JOURNAL_STREAM") && !isatty(STDERR_FILENO))
		log_set_sink(to_journal);
}
#else
void notify_service_manager(const char *state)
{
	(void)state;
}

void choose_log_sink(void)
{
}
#endif
