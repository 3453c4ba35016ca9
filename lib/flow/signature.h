/* Signatures of agents' mails, by GnuPG: OpenPGP and S/MIME, by keys that the conf pins. No
 * network, no key that was not given, a folder of its own. */
#ifndef FLOW_SIGNATURE_H
#define FLOW_SIGNATURE_H

#include "flow/flow.h"

/*
 * Where the event's mail is signed at its root and its From is an agent who has keys, sets
 * event->signature, and the mail's text is what was signed and nothing else. Before the
 * transaction: it runs other programs and writes into folder (made where it is not there), GnuPG's
 * home. folder NULL, or built without gpgme: nothing is verified, and such a signature is worth
 * nothing.
 */
void signature_check(const struct conf *conf, const char *folder, struct event *event,
		     struct arena *arena);

#endif
