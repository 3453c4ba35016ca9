/* What one row of the schema can't say: how settings fit together. */
#ifndef CONF_CHECK_H
#define CONF_CHECK_H

#include "conf/reader.h"

/* After reader_run and reader_resolve: faults go to the report; what is left to other settings
 * (languages, zones, names, relays) is filled in. */
void check_conf(struct reader *reader);

/* Its part about the ladder. */
void check_tiers(struct reader *reader);

/* Amounts of money: tiers.authority, agents.limits. */
void check_amounts(struct reader *reader);

#endif
