/* How bad, and for how many: a table of the two gives the priority. */
#ifndef DESK_MATRIX_H
#define DESK_MATRIX_H

#include "desk/record.h"

/* The fields of a ticket that hold them (ticket_field): names as below. */
#define FIELD_SEVERITY "severity"
#define FIELD_IMPACT   "impact_level"

/* "minor", "major", "critical" and "one", "many", "all". False for another name. */
bool severity_parse(const char *name, enum conf_severity *severity);
bool impact_parse(const char *name, enum conf_impact *impact);

/* By the conf's rows, else by the table that is built in. */
enum ticket_priority matrix_priority(const struct conf *conf, enum conf_severity severity,
				     enum conf_impact impact);

#endif
