#include "desk/trust.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/control_text.h"

/* The value of the only From field; NULL where there are several, or none. */
static const char *only_from(const struct message *message)
{
	const char *value = NULL;

	for (size_t i = 0; i < message->header_count; i++) {
		if (!text_equal_nocase(message->headers[i].name, "From"))
			continue;
		if (value)
			return NULL;
		value = message->headers[i].value;
	}
	return value;
}

/* The end of what begins at `at`: a quoted string, a comment, a domain in brackets, or one sign. */
static const char *skip_item(const char *at)
{
	size_t depth = 0;
	char close = *at == '"' ? '"' : *at == '[' ? ']' : '\0';

	if (*at != '(' && !close)
		return at + 1;
	do {
		if (*at == '\\' && at[1])
			at++;
		else if (!close)
			depth += (*at == '(') - (size_t)(*at == ')');
		at++;
	} while (*at && (close ? *at != close : depth > 0));
	return at + (close && *at);
}

/* A group (RFC 5322, 3.4) names nobody, even where one address stands in it. */
static bool is_group(const char *value)
{
	while (*value && *value != ':')
		value = skip_item(value);
	return *value == ':';
}

const char *trust_sender(const struct message *message)
{
	const char *value = only_from(message), *email, *at;

	if (message->from.count != 1 || !value || is_group(value))
		return NULL;
	email = message->from.items[0].email;
	at = strrchr(email, '@');
	if (!at || at == email || !at[1])
		return NULL;
	for (const char *c = email; *c; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f)
			return NULL;
	return email;
}

static const char *property(const struct auth_result *result, const char *name)
{
	for (size_t i = 0; i < result->property_count; i++)
		if (strcmp(result->properties[i].name, name) == 0)
			return result->properties[i].value;
	return NULL;
}

/* Host names are compared without case and without the dot that may end them. */
static bool is_same_host(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b);

	a_len -= a_len && a[a_len - 1] == '.';
	b_len -= b_len && b[b_len - 1] == '.';
	return a_len == b_len && strncasecmp(a, b, a_len) == 0;
}

/* border: host suffixes of our own hops; the whole host, or what stands behind one of its dots. */
static bool is_border(const struct conf_mailbox *mailbox, const char *host)
{
	for (size_t i = 0; i < mailbox->border.count; i++) {
		const char *suffix = mailbox->border.items[i];
		size_t len = strlen(host), part;

		while (*suffix == '.')
			suffix++;
		part = strlen(suffix);
		if (!part)
			continue;
		if (is_same_host(host, suffix))
			return true;
		if (len > part && host[len - part - 1] == '.' && text_ends_nocase(host, suffix))
			return true;
	}
	return false;
}

/* The signing domain is the From domain or one above it (relaxed alignment, RFC 7489 3.1.1). */
static bool is_aligned(const char *from_domain, const char *signing)
{
	size_t len = strlen(from_domain), part = strlen(signing);

	if (is_same_host(from_domain, signing))
		return true;
	return strchr(signing, '.') && len > part && from_domain[len - part - 1] == '.' &&
	       text_ends_nocase(from_domain, signing);
}

/* The login is one of the agent's addresses, or their id. */
static bool is_login_of(const struct conf_agent *agent, const char *login)
{
	if (text_equal_nocase(login, agent->email) || text_equal_nocase(login, agent->id))
		return true;
	for (size_t i = 0; i < agent->addresses.count; i++)
		if (text_equal_nocase(login, agent->addresses.items[i]))
			return true;
	return false;
}

struct verdict {
	bool has_dmarc, is_dmarc_pass, is_dmarc_fail;
	bool is_dkim_pass, is_dkim_bad;
	bool is_auth_pass, is_auth_bad;
};

static void weigh(struct verdict *verdict, const struct auth_result *result, const char *domain,
		  const struct conf_agent *agent)
{
	bool is_pass = strcmp(result->result, "pass") == 0;
	const char *about;

	if (strcmp(result->method, "dmarc") == 0) {
		about = property(result, "header.from");
		if (is_pass && about && !is_same_host(about, domain))
			is_pass = false;
		verdict->is_dmarc_fail |= strcmp(result->result, "fail") == 0;
		verdict->is_dmarc_pass = is_pass && (!verdict->has_dmarc || verdict->is_dmarc_pass);
		verdict->has_dmarc = true;
	} else if (strcmp(result->method, "dkim") == 0) {
		about = property(result, "header.d");
		if (!about && (about = property(result, "header.i")) && strchr(about, '@'))
			about = strchr(about, '@') + 1;
		if (!about || !is_aligned(domain, about))
			return;
		verdict->is_dkim_pass |= is_pass;
		verdict->is_dkim_bad |= !is_pass;
	} else if (strcmp(result->method, "auth") == 0 && agent) {
		about = property(result, "smtp.auth");
		is_pass = is_pass && about && is_login_of(agent, about);
		verdict->is_auth_pass |= is_pass;
		verdict->is_auth_bad |= !is_pass;
	}
}

/* Lines without an id count only where the conf says so, and then only dmarc= and dkim=
 * (Microsoft's border writes such). */
static bool is_ours(const struct conf_mailbox *mailbox, const struct trace *trace)
{
	if (text_equal_nocase(mailbox->authserv_id, "microsoft"))
		return !*trace->host;
	return is_same_host(trace->host, mailbox->authserv_id);
}

/* The header that the border strips from strangers' mails says so, each time that it stands there.
 */
static bool is_internal(const struct conf_mailbox *mailbox, const struct message *message)
{
	bool is_there = false;

	for (size_t i = 0; mailbox->internal_header && i < message->header_count; i++) {
		if (!text_equal_nocase(message->headers[i].name, mailbox->internal_header))
			continue;
		if (!text_equal_nocase(message->headers[i].value, "Internal"))
			return false;
		is_there = true;
	}
	return is_there;
}

/* The run of the trace in which our server's lines are looked for: above the first hop that is not
 * ours. */
struct run {
	size_t end;     /* index of that hop among the traces */
	size_t border;  /* of the last hop of ours within the run; end where there is none */
	bool has_upper; /* a line of ours stands above it */
};

static struct run run_of(const struct conf_mailbox *mailbox, const struct message *message)
{
	struct run run = {0};

	while (run.end < message->trace_count &&
	       !(message->traces[run.end].kind == TRACE_RECEIVED &&
		 !is_border(mailbox, message->traces[run.end].host)))
		run.end++;
	run.border = run.end;
	for (size_t i = 0; i < run.end; i++)
		if (message->traces[i].kind == TRACE_RECEIVED)
			run.border = i;
	for (size_t i = 0; i < run.border && run.border < run.end; i++)
		run.has_upper |=
		    message->traces[i].kind == TRACE_AUTH && is_ours(mailbox, &message->traces[i]);
	return run;
}

/*
 * Below our last hop stands what the sender wrote, where no hop of theirs is between; or what a
 * milter of ours did. One whose milters write above it writes none below: there a pass is forged,
 * and only what speaks against the mail is heard.
 */
static bool is_heard(const struct run *run, size_t at, const struct auth_result *result)
{
	return at < run->border || !run->has_upper || strcmp(result->result, "pass") != 0;
}

bool trust_believes(const struct conf_mailbox *mailbox, const struct message *message,
		    const char *domain)
{
	struct run run = run_of(mailbox, message);

	for (size_t i = 0; i < run.end; i++) {
		const struct trace *trace = &message->traces[i];

		if (trace->kind != TRACE_AUTH || !is_ours(mailbox, trace))
			continue;
		for (size_t r = 0; r < trace->result_count; r++) {
			const char *about = property(&trace->results[r], "header.from");

			if (about && is_same_host(about, domain) &&
			    strcmp(trace->results[r].result, "pass") == 0 &&
			    is_heard(&run, i, &trace->results[r]))
				return true;
		}
	}
	return false;
}

enum proof trust_proof(const struct conf_mailbox *mailbox, const struct message *message,
		       const struct conf_agent *agent)
{
	const char *sender = trust_sender(message), *domain;
	struct verdict verdict = {0};
	struct run run;

	if (!mailbox->authserv_id || !*mailbox->authserv_id || !sender)
		return PROOF_NONE;
	if (is_internal(mailbox, message))
		return PROOF_ALIGNED;
	if (text_equal_nocase(mailbox->authserv_id, "microsoft"))
		agent = NULL;
	domain = strrchr(sender, '@') + 1;
	run = run_of(mailbox, message);
	for (size_t i = 0; i < run.end; i++) {
		const struct trace *trace = &message->traces[i];

		if (trace->kind != TRACE_AUTH || !is_ours(mailbox, trace))
			continue;
		for (size_t r = 0; r < trace->result_count; r++)
			if (is_heard(&run, i, &trace->results[r]))
				weigh(&verdict, &trace->results[r], domain, agent);
	}
	if (verdict.is_dmarc_fail)
		return PROOF_FAILED;
	if (verdict.is_dmarc_pass || (verdict.is_auth_pass && !verdict.is_auth_bad) ||
	    (verdict.is_dkim_pass && !verdict.is_dkim_bad))
		return PROOF_ALIGNED;
	return PROOF_NONE;
}

const char *trust_signature_fault(const struct event *event, int64_t now_us)
{
	const struct signature *signature = event->signature;

	if (!signature || signature->fault)
		return signature ? signature->fault : NULL;
	if (signature->made_us == TIME_NONE || signature->made_us < now_us - DAY_US ||
	    signature->made_us > now_us + DAY_US ||
	    (signature->expires_us != TIME_NONE && signature->expires_us < now_us))
		return "expired";
	return NULL;
}

/* The number stands behind the tag, and is not the beginning of a longer one. */
static bool names_by_tag(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (; (text = text_find_nocase(text, name)); text += len)
		if (!isalnum((unsigned char)text[len]))
			return true;
	return false;
}

static bool names_by_on(const struct conf *conf, const char *text, int64_t ticket,
			struct arena *arena)
{
	struct control_text parts = control_read(conf, text, arena);

	for (size_t p = 0; p < parts.count; p++)
		for (size_t i = 0; i < parts.parts[p].count; i++)
			if (parts.parts[p].numbers[i] == ticket)
				return true;
	return false;
}

bool trust_is_signed(const struct conf *conf, const struct event *event, int64_t ticket,
		     int64_t now_us, struct arena *arena)
{
	const char *name = arena_printf(arena, "%s-%" PRId64, conf->desk.tag, ticket);

	if (!event->signature || trust_signature_fault(event, now_us))
		return false;
	return names_by_tag(event->signature->text, name) ||
	       names_by_on(conf, event->signature->text, ticket, arena);
}
