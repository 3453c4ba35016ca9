/* What a customer was offered before, for who is to approve more. */
#include "base/timestamp.h"
#include "flow/internal.h"

enum { OFFERS_MAX = 10 };

struct showing {
	const struct ticket *ticket;
	struct arena *arena;
	struct value *list;
};

static int show_offer(void *context, const struct offer *offer)
{
	struct showing *at = context;
	struct utc utc = utc_from_us(offer->made_us);
	struct value *map;

	if (at->ticket->offer && at->ticket->offer->state == OFFER_PENDING &&
	    offer->state == OFFER_PENDING && offer->ticket == at->ticket->number)
		return 0; /* the one that is asked about */
	map = value_map(at->arena);
	value_set_text(at->arena, map, "kind", arena_strdup(at->arena, offer->kind));
	value_set_text(at->arena, map, "amount", offer_worth(at->arena, offer));
	value_set_text(at->arena, map, "state", offer_state_name(offer->state));
	value_set_text(at->arena, map, "at",
		       arena_printf(at->arena, "%04d-%02d-%02d", utc.year, utc.month, utc.day));
	value_append(at->arena, at->list, map);
	return at->list->count >= OFFERS_MAX;
}

int offers_show(struct flow *flow, const struct ticket *ticket, struct arena *arena,
		struct value **list, struct err *err)
{
	struct showing at = {.ticket = ticket, .arena = arena, .list = value_list(arena)};

	*list = at.list;
	if (!ticket->requester.id)
		return 0;
	return store_offers_of_contact(flow->store, ticket->requester.id, show_offer, &at, err);
}
