/* Addresses of header fields (RFC 5322, 3.4), strict and not so strict. */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include "mail/reading.h"

/*
 * Adds the addresses of an unfolded field value to the list, groups opened, names decoded. A name
 * without an address is kept with an empty email. Stops at the limit of addresses, which is noted
 * once as a defect.
 */
void address_list_read(struct reading *reading, struct bytes value, const char *charset,
		       struct address_list *list);

/*
 * The addr-spec of a text like `rfc822; a@b`, `<a@b>`, `a@b (comment)`; "" where there is none.
 */
const char *address_spec(struct bytes value, struct arena *arena);

#endif
