#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "net/imap_private.h"

enum {
	SET_RANGES = 400,
	/* UIDs that one SEARCH covers: few hits make it wider, for UIDs may lie far apart. */
	SEARCH_SPAN_MIN = 16384,
	SEARCH_SPAN_MAX = 1 << 20,
	/* A buffer over this is not kept for the next mail. */
	KEEP_LEN = 1 << 20,
};

static int compare_uids(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

uint32_t *imap_sorted(const uint32_t *uids, size_t *count)
{
	uint32_t *copy = calloc(*count + 1, sizeof *copy);
	size_t kept = 0;

	if (!copy)
		die("out of memory: %zu UIDs", *count);
	if (*count)
		memcpy(copy, uids, *count * sizeof *copy);
	qsort(copy, *count, sizeof *copy, compare_uids);
	for (size_t i = 0; i < *count; i++)
		if (!kept || copy[kept - 1] != copy[i])
			copy[kept++] = copy[i];
	*count = kept;
	return copy;
}

struct mailimap_set *imap_next_set(const uint32_t *uids, size_t count, size_t *at)
{
	struct mailimap_set *set;

	if (*at >= count)
		return NULL;
	set = mailimap_set_new_empty();
	for (unsigned ranges = 0; set && *at < count && ranges < SET_RANGES; ranges++) {
		size_t last = *at;

		while (last + 1 < count && uids[last + 1] == uids[last] + 1)
			last++;
		if (mailimap_set_add_interval(set, uids[*at], uids[last]))
			break;
		*at = last + 1;
	}
	if (!set)
		die("out of memory: a set of UIDs");
	return set;
}

static struct mailimap_fetch_type *fetch_type(struct mailimap_fetch_att *first,
					      struct mailimap_fetch_att *second)
{
	struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();

	if (!type || !first || !second ||
	    mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_uid()) ||
	    mailimap_fetch_type_new_fetch_att_list_add(type, first) ||
	    mailimap_fetch_type_new_fetch_att_list_add(type, second))
		die("out of memory: a FETCH");
	return type;
}

/* --- listing ---------------------------------------------------------------------------------- */

/* The UIDs of [first, last] (last 0: all from first), unsorted, added to found. */
static int search(struct imap *imap, uint32_t first, uint32_t last, struct buf *found,
		  struct err *err)
{
	struct mailimap_set *set = mailimap_set_new_interval(first, last);
	struct mailimap_search_key *key = set ? mailimap_search_key_new_uid(set) : NULL;
	clist *list = NULL;
	int result;

	if (!key)
		die("out of memory: a SEARCH");
	imap_stream_begin(imap->stream);
	imap->stream->lines.max_line = IMAP_SEARCH_LINE_MAX;
	result = mailimap_uid_search(imap->session, NULL, key, &list);
	imap->stream->lines.max_line = IMAP_LINE_MAX;
	mailimap_search_key_free(key);
	if (imap_result(imap, result, "UID SEARCH", err))
		return -1;
	for (clistiter *i = list ? clist_begin(list) : NULL; i; i = clist_next(i)) {
		const uint32_t *uid = clist_content(i);

		/* "n:*" names the last mail even where its UID is less than n. */
		if (*uid >= first && (!last || *uid <= last))
			buf_add(found, (const char *)uid, sizeof *uid);
	}
	if (list)
		mailimap_search_result_free(list);
	return 0;
}

/* At least the first max UIDs above, where there are that many. */
static int search_above(struct imap *imap, uint32_t above, size_t max, struct buf *found,
			struct err *err)
{
	uint32_t first = above + 1, span = SEARCH_SPAN_MIN;

	while (found->len / sizeof first < max) {
		size_t had = found->len / sizeof first;
		bool is_last =
		    !imap->uidnext || first >= imap->uidnext || imap->uidnext - first <= span;

		if (search(imap, first, is_last ? 0 : first + span - 1, found, err))
			return -1;
		if (is_last)
			return 0;
		first += span;
		if (found->len / sizeof first - had < span / 16 && span < SEARCH_SPAN_MAX)
			span *= 2;
	}
	return 0;
}

static int64_t date_us(const struct mailimap_date_time *date)
{
	struct utc utc;
	int64_t at_us;
	int zone = date ? abs(date->dt_zone) : 0;

	if (!date)
		return TIME_NONE;
	utc = (struct utc){.year = date->dt_year,
			   .month = date->dt_month,
			   .day = date->dt_day,
			   .hour = date->dt_hour,
			   .minute = date->dt_min,
			   .second = date->dt_sec};
	at_us = utc_to_us(&utc);
	if (at_us == TIME_NONE)
		return TIME_NONE;
	zone = zone / 100 * 60 + zone % 100;
	return at_us - (date->dt_zone < 0 ? -zone : zone) * MINUTE_US;
}

/* What we need of one mail's attributes. */
static struct imap_entry read_entry(const struct mailimap_msg_att *att)
{
	struct imap_entry entry = {.internaldate_us = TIME_NONE};

	for (clistiter *i = clist_begin(att->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);
		const struct mailimap_msg_att_static *fixed = item->att_data.att_static;

		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC)
			continue;
		if (fixed->att_type == MAILIMAP_MSG_ATT_UID)
			entry.uid = fixed->att_data.att_uid;
		else if (fixed->att_type == MAILIMAP_MSG_ATT_RFC822_SIZE)
			entry.size = fixed->att_data.att_rfc822_size;
		else if (fixed->att_type == MAILIMAP_MSG_ATT_INTERNALDATE)
			entry.internaldate_us = date_us(fixed->att_data.att_internal_date);
	}
	return entry;
}

static int compare_entries(const void *a, const void *b)
{
	return compare_uids(&((const struct imap_entry *)a)->uid,
			    &((const struct imap_entry *)b)->uid);
}

static int list_set(struct imap *imap, struct mailimap_set *set, struct buf *entries,
		    struct err *err)
{
	struct mailimap_fetch_type *type =
	    fetch_type(mailimap_fetch_att_new_rfc822_size(), mailimap_fetch_att_new_internaldate());
	clist *list = NULL;
	int result;

	imap_stream_begin(imap->stream);
	result = mailimap_uid_fetch(imap->session, set, type, &list);
	mailimap_fetch_type_free(type);
	if (imap_result(imap, result, "UID FETCH", err))
		return -1;
	for (clistiter *i = list ? clist_begin(list) : NULL; i; i = clist_next(i)) {
		struct imap_entry entry = read_entry(clist_content(i));

		/* Other clients' flag changes come in between, without a size. */
		if (entry.uid && entry.size)
			buf_add(entries, (const char *)&entry, sizeof entry);
	}
	if (list)
		mailimap_fetch_list_free(list);
	return 0;
}

int imap_list(struct imap *imap, uint32_t above, size_t max, struct arena *arena,
	      struct imap_entry **entries, size_t *count, struct err *err)
{
	struct buf found, listed;
	struct mailimap_set *set;
	uint32_t *uids;
	size_t uid_count, at = 0;
	int result;

	*entries = NULL;
	*count = 0;
	if (above == UINT32_MAX || !max)
		return 0;
	buf_init(&found);
	buf_init(&listed);
	imap->stream->lines.has_news = false;
	result = search_above(imap, above, max, &found, err);
	uid_count = found.len / sizeof *uids;
	uids = imap_sorted((const uint32_t *)(const void *)found.data, &uid_count);
	if (uid_count > max)
		uid_count = max;
	while (!result && (set = imap_next_set(uids, uid_count, &at))) {
		result = list_set(imap, set, &listed, err);
		mailimap_set_free(set);
	}
	if (!result && listed.len) {
		*count = listed.len / sizeof **entries;
		*entries = arena_array(arena, *count, sizeof **entries);
		memcpy(*entries, listed.data, listed.len);
		qsort(*entries, *count, sizeof **entries, compare_entries);
	}
	free(uids);
	buf_release(&found);
	buf_release(&listed);
	return result;
}

/* --- fetching --------------------------------------------------------------------------------- */

struct fetch {
	struct imap *imap;
	uint32_t *uids; /* ascending; what was asked for */
	bool *is_taken; /* for each of them */
	size_t count;
	struct buf raw; /* the mail under way */
	bool has_body;
	imap_take *take;
	void *context;
	int result; /* of take */
};

static bool take_chunk(int type, struct mailimap_msg_att_body_section *section, const char *data,
		       size_t len, void *context)
{
	struct fetch *fetch = context;
	size_t whole = (size_t)fetch->imap->stream->lines.literal_len;

	(void)type;
	(void)section;
	if (fetch->result)
		return false;
	if (!fetch->raw.len && whole >= len)
		buf_reserve(&fetch->raw, whole);
	buf_add(&fetch->raw, data, len);
	fetch->has_body = true;
	return true;
}

static bool has_body_item(const struct mailimap_msg_att *att)
{
	for (clistiter *i = clist_begin(att->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC &&
		    item->att_data.att_static->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
			return true;
	}
	return false;
}

/* True for a UID that was asked for and not yet answered. */
static bool is_wanted(struct fetch *fetch, uint32_t uid)
{
	const uint32_t *found = bsearch(&uid, fetch->uids, fetch->count, sizeof uid, compare_uids);

	if (!uid || !found || fetch->is_taken[found - fetch->uids])
		return false;
	return fetch->is_taken[found - fetch->uids] = true;
}

/* One mail's FETCH answer is complete. */
static void take_mail(struct mailimap_msg_att *att, void *context)
{
	struct fetch *fetch = context;
	uint32_t uid = read_entry(att).uid;

	if (!fetch->result && (fetch->has_body || has_body_item(att)) && is_wanted(fetch, uid)) {
		fetch->result = fetch->take(fetch->context, uid, buf_bytes(&fetch->raw));
		imap_stream_allow(fetch->imap->stream);
	}
	fetch->has_body = false;
	if (fetch->raw.cap > KEEP_LEN)
		buf_release(&fetch->raw);
	else
		buf_reset(&fetch->raw);
}

static void ignore_progress(size_t current, size_t maximum, void *context)
{
	(void)current;
	(void)maximum;
	(void)context;
}

static void set_handlers(struct fetch *fetch, bool is_on)
{
	mailimap *session = fetch->imap->session;

	/* libetpan calls the handler of a whole mail only where it has a progress function. */
	mailimap_set_progress_callback(session, NULL, is_on ? ignore_progress : NULL, NULL);
	mailimap_set_msg_att_handler(session, is_on ? take_mail : NULL, fetch);
	mailimap_set_msg_body_handler(session, is_on ? take_chunk : NULL, fetch);
}

static struct mailimap_fetch_type *body_type(bool header_only)
{
	struct mailimap_section *section =
	    header_only ? mailimap_section_new_header() : mailimap_section_new(NULL);
	struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();

	if (!section || !type ||
	    mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_uid()) ||
	    mailimap_fetch_type_new_fetch_att_list_add(
		type, mailimap_fetch_att_new_body_peek_section(section)))
		die("out of memory: a FETCH");
	return type;
}

static int fetch_set(struct fetch *fetch, struct mailimap_set *set, bool header_only,
		     struct err *err)
{
	struct imap *imap = fetch->imap;
	struct mailimap_fetch_type *type = body_type(header_only);
	clist *list = NULL;
	int result;

	imap_stream_begin(imap->stream);
	set_handlers(fetch, true);
	result = mailimap_uid_fetch(imap->session, set, type, &list);
	set_handlers(fetch, false);
	mailimap_fetch_type_free(type);
	if (!result && list)
		mailimap_fetch_list_free(list);
	if (fetch->result)
		return err_set(err, ERR_INPUT, "the fetch was ended by its caller");
	return imap_result(imap, result, "UID FETCH", err);
}

int imap_fetch(struct imap *imap, const uint32_t *uids, size_t count, bool header_only,
	       imap_take *take, void *context, struct err *err)
{
	struct fetch fetch = {.imap = imap, .take = take, .context = context};
	struct mailimap_set *set;
	size_t at = 0;
	int result = 0;

	fetch.uids = imap_sorted(uids, &count);
	fetch.count = count;
	fetch.is_taken = calloc(count + 1, sizeof *fetch.is_taken);
	if (!fetch.is_taken)
		die("out of memory: %zu UIDs", count);
	buf_init(&fetch.raw);
	while (!result && (set = imap_next_set(fetch.uids, count, &at))) {
		result = fetch_set(&fetch, set, header_only, err);
		mailimap_set_free(set);
	}
	buf_release(&fetch.raw);
	free(fetch.is_taken);
	free(fetch.uids);
	return result;
}
