#include "desk/policy.h"

#include "base/text.h"
#include "desk/category.h"

const char *clock_name_text(enum clock_name name)
{
	static const char *const texts[CLOCK_COUNT] = {"first", "update", "resolve"};

	return texts[name];
}

static bool fits_one(const struct conf_strings *globs, const char *value)
{
	for (size_t i = 0; i < globs->count; i++)
		if (text_glob(globs->items[i], value))
			return true;
	return false;
}

/* A customer who is marked as VIP is of the segment "vip" beside their own. */
static bool is_vip_fit(const struct conf_strings *globs, const struct conf_customer *customer)
{
	return customer && customer->is_vip && fits_one(globs, "vip");
}

/* "billing" is "billing/refund" too. */
static bool is_category_fit(const struct conf_strings *globs, const struct ticket *ticket)
{
	for (size_t i = 0; i < globs->count; i++)
		if (ticket->category && category_fits(globs->items[i], ticket->category))
			return true;
	return false;
}

static const char *or_none(const char *text)
{
	return text ? text : "";
}

void match_terms(const struct conf *conf, const struct conf_match *match,
		 const struct ticket *ticket, struct match_term terms[MATCH_TERMS])
{
	const struct conf_customer *customer = conf_customer_of(conf, ticket->requester.email);
	const struct match_term all[MATCH_TERMS] = {
	    {"mailbox", &match->mailbox, or_none(ticket->mailbox), false},
	    {"category", &match->category, or_none(ticket->category), false},
	    {"priority", &match->priority, ticket_priority_name(ticket->priority), false},
	    {"segment", &match->segment,
	     or_none(customer ? customer->segment : ticket_field(ticket, FIELD_SEGMENT)), false},
	    {"language", &match->language, or_none(ticket->language), false},
	};

	for (size_t i = 0; i < MATCH_TERMS; i++) {
		terms[i] = all[i];
		terms[i].fits =
		    !all[i].globs->count || fits_one(all[i].globs, all[i].value) ||
		    (all[i].globs == &match->category &&
		     is_category_fit(&match->category, ticket)) ||
		    (all[i].globs == &match->segment && is_vip_fit(&match->segment, customer));
	}
}

bool match_fits(const struct conf *conf, const struct conf_match *match,
		const struct ticket *ticket)
{
	struct match_term terms[MATCH_TERMS];

	match_terms(conf, match, ticket, terms);
	for (size_t i = 0; i < MATCH_TERMS; i++)
		if (!terms[i].fits)
			return false;
	return true;
}

const struct conf_policy *policy_of(const struct conf *conf, const struct ticket *ticket)
{
	for (size_t i = 0; i < conf->policy_count; i++)
		if (match_fits(conf, &conf->policies[i].match, ticket))
			return &conf->policies[i];
	return NULL;
}

int64_t policy_target(const struct conf_policy *policy, enum clock_name name)
{
	if (!policy)
		return 0;
	switch (name) {
	case CLOCK_FIRST:
		return policy->first_us;
	case CLOCK_UPDATE:
		return policy->update_us;
	case CLOCK_RESOLVE:
		return policy->resolve_us;
	case CLOCK_COUNT:
		break;
	}
	return 0;
}
