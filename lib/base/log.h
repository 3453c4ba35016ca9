/* One line an event: level, subsystem, what, key=value …; values are escaped, so a line stays a
 * line. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

/* A sink gets the finished line, without line end. */
typedef void log_sink(enum log_level level, const char *subsystem, const char *line);

/* NULL brings back standard error, which is also the sink at the start. Events below least are left
 * out. */
void log_set_sink(log_sink *sink);
void log_set_level(enum log_level least);

/*
 * log_event(LOG_LEVEL_INFO, "intake", "mail taken", "mailbox", name, "ticket", number, NULL): pairs
 * of strings up to NULL; a pair whose value is NULL is left out. Only flow, daemon and ctl call it.
 */
void log_event(enum log_level level, const char *subsystem, const char *what, ...)
    __attribute__((sentinel));

const char *log_level_name(enum log_level level);

#endif
