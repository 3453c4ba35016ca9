/* Who a mail may be believed to come from: doc/ombud.7, "Trust". */
#ifndef DESK_TRUST_H
#define DESK_TRUST_H

#include "desk/event.h"

enum proof {
	PROOF_NONE,    /* nothing was said, or the mailbox has no authserv_id */
	PROOF_FAILED,  /* dmarc=fail: somebody claims to be the sender */
	PROOF_ALIGNED, /* the border says that the domain of From sent it */
};

/*
 * What the border of this mailbox said about the mail's From (RFC 8601): Authentication-Results of
 * the configured authserv_id in the run of headers above the first Received of a host that is not
 * ours; the worst of several counts. agent: whose smtp.auth counts as their proof; NULL.
 */
enum proof trust_proof(const struct conf_mailbox *mailbox, const struct message *message,
		       const struct conf_agent *agent);

/* A line that is believed says that mail of that From domain passed. */
bool trust_believes(const struct conf_mailbox *mailbox, const struct message *message,
		    const char *domain);

/* Why the event's signature is worth nothing at this moment: "unknown", "expired", "replayed"; NULL
 * where it is good, or there is none. A signature is good for 24 hours. */
const char *trust_signature_fault(const struct event *event, int64_t now_us);

/* It is signed, and the ticket stands in what was signed: [ACME-12], ACME-12, or `#on 12`. */
bool trust_is_signed(const struct conf *conf, const struct event *event, int64_t ticket,
		     int64_t now_us, struct arena *arena);

/* The single address of the single From field; NULL where there are several, none, a group, or it
 * is no plain ASCII addr-spec. */
const char *trust_sender(const struct message *message);

#endif
