/*
 * Mail that the desk sends to a customer by itself: acknowledgements, delays, holding mails,
 * warnings before a ticket closes. It goes to nobody who must not or would not have it, and says
 * nothing that somebody could have chosen who only pretended to be the customer.
 */
#ifndef DESK_COURTESY_H
#define DESK_COURTESY_H

#include "desk/record.h"

/* A ticket's fields: why its customer gets no such mail; and that no mail of theirs has proved
 * where it came from. */
#define COURTESY_MUTED    "muted"
#define COURTESY_UNPROVEN "unproven"

/* The limits of automatic mail: NULL, or the setting that is reached. facts hold the counts of the
 * event's sender, or of the ticket that is due. */
const char *courtesy_limit(const struct record *record);

/* From a sender who is no person: "noreply@…". */
bool courtesy_is_no_reply(const char *email);

/* The mail, to be filled in; NULL where it must not be sent, with a row "muted" that says why. */
struct mail_change *courtesy_mail(struct record *record, struct ticket *ticket,
				  const char *template_name, const char *by);

/* True where courtesy_mail would give none; writes nothing. */
bool courtesy_is_muted(const struct record *record, const struct ticket *ticket);

/* No acknowledgement was sent, for that reason: where it lies in the sender, nothing else is sent
 * either until they write again, or an agent has answered. */
void courtesy_doubts(struct record *record, struct ticket *ticket, const char *because);

/* The customer has written: a person. is_proven: the mail proved where it came from. */
void courtesy_believes(struct record *record, struct ticket *ticket, bool is_proven);

/* An agent's public answer makes a person of a doubtful sender. Once, at the end of each decision.
 */
void courtesy_settle(struct record *record);

#endif
