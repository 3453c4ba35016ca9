/* What stands before and after the day until which somebody is away. */
#ifndef MAIL_PHRASES_AWAY_H
#define MAIL_PHRASES_AWAY_H

/* Lists end with NULL, in lower-case. */
extern const char *const away_until[];       /* right before the last day */
extern const char *const away_until_after[]; /* right after it */
extern const char *const away_back[];        /* before the day of return, in its sentence */
extern const char *const away_back_after[];  /* after it */

#endif
