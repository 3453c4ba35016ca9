/*
 * customers.csv: one row a person, or a company whose address is "@its.domain". The table is open
 * addressing over the addresses' hash, so a look-up costs the same with 100 rows and with
 * 1,000,000.
 */
#include "conf/customers.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "conf/csv.h"
#include "conf/file.h"
#include "conf/shape.h"

enum { FILE_MAX = 512 * 1024 * 1024, FAULTS_MAX = 20, FEWEST_SLOTS = 16 };

enum column {
	COLUMN_EMAIL,
	COLUMN_NAME,
	COLUMN_ORGANISATION,
	COLUMN_SEGMENT,
	COLUMN_VIP,
	COLUMN_SINCE,
	COLUMN_SPENT,
	COLUMN_LANGUAGE,
	COLUMN_TIMEZONE,
	COLUMNS,
};

static const char *const column_names[COLUMNS] = {
    "email", "name", "organisation", "segment", "vip", "since", "spent", "language", "timezone"};

/* One slot of the table: a customer and the line that they stand on; line 0: free. */
struct slot {
	struct conf_customer customer;
	unsigned line;
};

struct conf_customer_table {
	struct slot *slots;
	size_t slot_count; /* a power of two */
	size_t count;
};

/* What the steps of one file share. */
struct table_load {
	struct reader *reader;
	struct found found; /* customers.csv, in the conf */
	struct conf_customer_table *table;
	size_t place[COLUMNS]; /* of each column among the fields; SIZE_MAX: it is not there */
	size_t faults;
};

static void fault(struct table_load *load, unsigned line, const char *what)
{
	if (load->faults++ < FAULTS_MAX)
		report_add_at(load->reader->report, load->found.place,
			      load->reader->conf->customers.csv, line, what);
}

/* FNV-1a over the address without case. */
static uint64_t hash_of(const char *email)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (; *email; email++)
		hash = (hash ^ (uint64_t)tolower((unsigned char)*email)) * UINT64_C(1099511628211);
	return hash;
}

/* The slot of that address, or the free one where it would be. */
static struct slot *slot_of(const struct conf_customer_table *table, const char *email)
{
	size_t at = hash_of(email) & (table->slot_count - 1);

	while (table->slots[at].line && !text_equal_nocase(table->slots[at].customer.email, email))
		at = (at + 1) & (table->slot_count - 1);
	return &table->slots[at];
}

static void make_slots(struct conf_customer_table *table, struct arena *arena, size_t count)
{
	table->slot_count = count;
	table->slots = arena_array(arena, count, sizeof *table->slots);
}

/* Never more than half full. */
static void make_room(struct conf_customer_table *table, struct arena *arena)
{
	struct conf_customer_table old = *table;

	if (2 * (table->count + 1) <= table->slot_count)
		return;
	make_slots(table, arena, old.slot_count * 2);
	for (size_t i = 0; i < old.slot_count; i++)
		if (old.slots[i].line)
			*slot_of(table, old.slots[i].customer.email) = old.slots[i];
}

/* ---- the values of a row ---- */

static const char *field(const struct table_load *load, const struct csv_record *record,
			 enum column column)
{
	size_t at = load->place[column];

	return at < record->count && *record->fields[at] ? record->fields[at] : NULL;
}

static bool is_customer_address(const char *text)
{
	return text[0] == '@' ? shape_is_domain(text + 1) : shape_is_address(text);
}

static bool parse_truth(const char *text, bool *out)
{
	static const char *const yes[] = {"yes", "true", "1", "vip", "y", "x"};
	static const char *const no[] = {"no", "false", "0", "n", "-"};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (text_equal_nocase(text, yes[i]))
			return *out = true;
	*out = false;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (text_equal_nocase(text, no[i]))
			return true;
	return false;
}

/* 2019, 2019-04 or 2019-04-30. */
static bool is_since(const char *text)
{
	static const char first[] = "2000-01-01";
	char date[sizeof first];
	size_t len = strlen(text);

	if (len != 4 && len != 7 && len != 10)
		return false;
	memcpy(date, first, sizeof first);
	memcpy(date, text, len);
	return shape_is_date(date);
}

/* A row's column that is there and passes the test; else NULL, with a fault where it does not. */
static const char *tested(struct table_load *load, const struct csv_record *record,
			  enum column column, bool (*test)(const char *), const char *wrong)
{
	const char *text = field(load, record, column);

	if (!text || test(text))
		return text;
	fault(load, record->line,
	      arena_printf(load->reader->report->arena, "%s: \"%.80s\" %s", column_names[column],
			   text, wrong));
	return NULL;
}

static const char *clean_line(struct arena *arena, const char *text)
{
	return text ? text_clean_dup(arena, text, strlen(text), TEXT_LINE) : NULL;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static struct conf_customer customer_of(struct table_load *load, const struct csv_record *record)
{
	struct arena *arena = &load->reader->conf->arena;
	const char *vip = field(load, record, COLUMN_VIP);
	struct conf_customer customer = {
	    .email = tested(load, record, COLUMN_EMAIL, is_customer_address,
			    "is no address; write \"name@domain\", or \"@domain\" for all of it"),
	    .since = tested(load, record, COLUMN_SINCE, is_since,
			    "is no date; write it as \"2019-04-30\", or the year alone"),
	    .language = tested(load, record, COLUMN_LANGUAGE, shape_is_language,
			       "is no language; write a tag such as \"en\" or \"pt-BR\""),
	    .timezone = tested(load, record, COLUMN_TIMEZONE, shape_is_timezone,
			       "is no time zone; write an IANA name such as \"Europe/Berlin\""),
	    .name = or_empty(clean_line(arena, field(load, record, COLUMN_NAME))),
	    .organisation = clean_line(arena, field(load, record, COLUMN_ORGANISATION)),
	    .segment = clean_line(arena, field(load, record, COLUMN_SEGMENT)),
	    .spent = clean_line(arena, field(load, record, COLUMN_SPENT)),
	};

	if (vip && !parse_truth(vip, &customer.is_vip))
		fault(load, record->line, "vip: write \"yes\" or \"no\"");
	return customer;
}

static void add_row(struct table_load *load, const struct csv_record *record)
{
	struct arena *arena = load->reader->report->arena;
	struct conf_customer customer = customer_of(load, record);
	struct slot *slot;

	if (!field(load, record, COLUMN_EMAIL))
		fault(load, record->line, "has no email; give each row one");
	if (!customer.email)
		return;
	make_room(load->table, &load->reader->conf->arena);
	slot = slot_of(load->table, customer.email);
	if (slot->line) {
		fault(load, record->line,
		      arena_printf(arena, "\"%.200s\" is already on line %u; one must go",
				   customer.email, slot->line));
		return;
	}
	*slot = (struct slot){.customer = customer, .line = record->line};
	load->table->count++;
}

/* ---- the file ---- */

/* A first row with the name "email" among its fields says where each column is; columns that are
 * not ours are another program's. Else the columns are in the order of the manual. */
static bool read_head(struct table_load *load, const struct csv_record *record)
{
	size_t place[COLUMNS];

	for (size_t column = 0; column < COLUMNS; column++) {
		place[column] = SIZE_MAX;
		load->place[column] = column;
		for (size_t i = record->count; i--;)
			if (text_equal_nocase(record->fields[i], column_names[column]))
				place[column] = i;
	}
	if (place[COLUMN_EMAIL] == SIZE_MAX)
		return false;
	memcpy(load->place, place, sizeof place);
	return true;
}

static void read_rows(struct table_load *load, struct bytes text)
{
	struct arena *arena = &load->reader->conf->arena;
	bool is_first = true;
	struct csv csv;
	int got = 1;

	for (csv_init(&csv, text); got;) {
		struct csv_record record;
		struct err err = {0};

		got = csv_next(&csv, arena, &record, &err);
		if (got < 0)
			fault(load, record.line, err.text);
		else if (got && !(is_first && read_head(load, &record)))
			add_row(load, &record);
		is_first = false;
	}
}

void customers_read(struct reader *reader)
{
	struct conf *conf = reader->conf;
	struct table_load load = {.reader = reader,
				  .found = reader_place(reader, "customers", 0, "csv")};
	struct err err = {0};
	struct arena scratch;
	struct bytes text;

	if (!conf->customers.csv || !conf->customers.csv[0])
		return;
	arena_init(&scratch);
	load.table = conf->customers.table = ARENA_NEW(&conf->arena, struct conf_customer_table);
	make_slots(load.table, &conf->arena, FEWEST_SLOTS);
	if (file_read(conf->customers.csv, FILE_MAX, false, &scratch, &text, &err) < 0)
		reader_fault(reader, &load.found, "%s", err.text);
	else
		read_rows(&load, text);
	if (load.faults > FAULTS_MAX)
		reader_fault(reader, &load.found, "and %zu faults more in this file",
			     load.faults - FAULTS_MAX);
	arena_release(&scratch);
}

const struct conf_customer *conf_customer_of(const struct conf *conf, const char *email)
{
	const struct conf_customer_table *table = conf->customers.table;
	const char *domain = email ? strrchr(email, '@') : NULL;
	const struct slot *slot;

	if (!table || !domain)
		return NULL;
	slot = slot_of(table, email);
	if (!slot->line)
		slot = slot_of(table, domain);
	return slot->line ? &slot->customer : NULL;
}
