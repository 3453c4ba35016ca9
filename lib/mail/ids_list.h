/* Lists of Message-IDs: In-Reply-To, References (RFC 5322, 3.6.4). */
#ifndef MAIL_IDS_LIST_H
#define MAIL_IDS_LIST_H

#include "mail/reading.h"

/*
 * Adds the ids of an unfolded value, without <>, in their order. Over the limit of references the
 * oldest go. Ids over 998 bytes are left out.
 */
void ids_list_read(struct reading *reading, struct bytes value, struct string_list *list);

#endif
