/* Who a mail may be believed to come from: doc/ombud.7, "Trust". */
#ifndef DESK_TRUST_H
#define DESK_TRUST_H

#include "conf/conf.h"
#include "mail/message.h"

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

/* The single address of the single From field; NULL where there are several, none, a group, or it
 * is no plain ASCII addr-spec. */
const char *trust_sender(const struct message *message);

#endif
