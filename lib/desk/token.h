/*
 * The tokens that our mails carry (doc/ombud.7): in Message-IDs `t123.m456.TOKEN@domain`, in
 * anchors `t123.a.TOKEN@domain`, in plus-addresses `support+t123.TOKEN@domain`. TOKEN is 128 bits
 * of HMAC-SHA256 over kind, ticket and outbox row (for an anchor: whose it is), in lower-case
 * base32.
 */
#ifndef DESK_TOKEN_H
#define DESK_TOKEN_H

#include "base/arena.h"
#include "conf/conf.h"

enum token_kind { TOKEN_NONE, TOKEN_MAIL, TOKEN_ANCHOR };

/* A token that was found and is right. */
struct token {
	enum token_kind kind;
	int64_t ticket;
	int64_t sent; /* TOKEN_MAIL: outbox row, which says for whom */
	const char
	    *agent; /* TOKEN_ANCHOR: the agent whose anchor it is, in conf; NULL: the customers' */
};

/* Without <>. agent NULL: the anchor that customers get. Made with the first secret. */
const char *token_message_id(const struct conf *conf, int64_t ticket, int64_t sent,
			     const char *domain, struct arena *arena);
const char *token_anchor(const struct conf *conf, int64_t ticket, const char *agent,
			 const char *domain, struct arena *arena);

/* support@acme.example becomes support+t123.TOKEN@acme.example. */
const char *token_plus_address(const struct conf *conf, const char *address, int64_t ticket,
			       const char *agent, struct arena *arena);

/* The token alone, for subjects where a mailbox takes no plus-addresses. */
const char *token_bare(const struct conf *conf, int64_t ticket, const char *agent,
		       struct arena *arena);

/* Reads a Message-ID (without <>; its domain is not looked at). kind TOKEN_NONE where it is not
 * ours or not right. */
struct token token_from_id(const struct conf *conf, const char *id);

/* Reads an address whose base (before the plus) is that of `mailbox`. */
struct token token_from_address(const struct conf *conf, const char *mailbox, const char *address);

/* Reads a bare token for that ticket. */
struct token token_from_bare(const struct conf *conf, int64_t ticket, const char *bare);

#endif
