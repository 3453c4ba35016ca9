/* What is known of customers beforehand: the file customers.csv, by address and by domain. */
#ifndef CONF_CUSTOMERS_H
#define CONF_CUSTOMERS_H

#include "conf/conf.h"
#include "conf/reader.h"

/* Reads conf->customers.csv into conf->customers.table, where it is set; each fault as
 * `FILE:LINE: what`. */
void customers_read(struct reader *reader);

#endif
