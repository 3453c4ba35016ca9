#include <string.h>

#include "base/buf.h"
#include "conf/csv.h"
#include "unit/conf_help.h"
#include "unit/conf_suites.h"

static const char row_names[] =
    "email,name,organisation,segment,vip,since,spent,language,timezone\n";

static struct arena arena;
static const char *folder;

static void begin(void)
{
	arena_init(&arena);
	folder = confs_folder(&arena);
}

static void end(void)
{
	confs_remove(folder);
	arena_release(&arena);
}

static void load(struct confs *confs, const char *csv)
{
	static const struct conf_options options = {.is_scenario = true};

	confs_file(&arena, folder, "c.csv", csv, 0644);
	confs_load_in(confs, "customers = { csv = 'c.csv'; };", folder, &options);
}

/* ---- RFC 4180 ---- */

static const struct {
	const char *text;
	const char *records; /* fields in <>, a record a line; ! for one that is none */
} forms[] = {
    {"", ""},
    {"\n\r\n  \n", ""},
    {"a,b\nc,d\n", "<a><b>\n<c><d>\n"},
    {"a,b\r\nc,d", "<a><b>\n<c><d>\n"},
    {" a , b\t\n", "<a><b>\n"},
    {",,\n", "<><><>\n"},
    {"\"a,b\",\"c\"\"d\"\n", "<a,b><c\"d>\n"},
    {"\"two\nlines\",x\n", "<two\nlines><x>\n"},
    {"\"two\r\nlines\",x\r\n", "<two\r\nlines><x>\n"},
    {"a;b\nc,d;e\n", "<a><b>\n<c,d><e>\n"},
    {"\xef\xbb\xbf"
     "a,b\n",
     "<a><b>\n"},
    {"a\"b,c\nd,e\n", "!\n<d><e>\n"},
    {"\"a\"b,c\nd,e\n", "!\n<d><e>\n"},
    {"\"a,b\nc\n", "!\n"},
    {"\xff,b\nc\n", "!\n<c>\n"},
    {"a\rb,c\n", "<a\rb><c>\n"},
};

START_TEST(csv_forms)
{
	struct csv_record record;
	struct buf out;
	struct csv csv;
	int got = 1;

	buf_init(&out);
	csv_init(&csv, (struct bytes){forms[_i].text, strlen(forms[_i].text)});
	while (got) {
		struct err err;

		got = csv_next(&csv, &arena, &record, &err);
		for (size_t i = 0; got > 0 && i < record.count; i++)
			buf_printf(&out, "<%s>", record.fields[i]);
		buf_adds(&out, got > 0 ? "\n" : got < 0 ? "!\n" : "");
	}
	ck_assert_str_eq(out.data, forms[_i].records);
	buf_release(&out);
}
END_TEST

START_TEST(csv_lines)
{
	static const char text[] = "a\n\n\"b\nb\"\nc\n";
	static const unsigned lines[] = {1, 3, 5};
	struct csv_record record;
	struct err err;
	struct csv csv;

	csv_init(&csv, (struct bytes){text, sizeof text - 1});
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(csv_next(&csv, &arena, &record, &err), 1);
		ck_assert_uint_eq(record.line, lines[i]);
	}
	ck_assert_int_eq(csv_next(&csv, &arena, &record, &err), 0);
}
END_TEST

/* ---- customers.csv ---- */

START_TEST(by_address_and_domain)
{
	const struct conf_customer *customer;
	struct confs confs;

	load(&confs, arena_printf(&arena, "%s%s", row_names,
				  "Cleo@Customer.example,\"Cleo, C.\",Customer Ltd,gold,yes,"
				  "2019-04-30,1200.50 EUR,de,Europe/Berlin\n"
				  "@customer.example,,Customer Ltd,basic,,,,,\n"));
	confs_good(&confs);
	customer = conf_customer_of(confs.conf, "cleo@customer.EXAMPLE");
	ck_assert_ptr_nonnull(customer);
	ck_assert_str_eq(customer->name, "Cleo, C.");
	ck_assert_str_eq(customer->organisation, "Customer Ltd");
	ck_assert_str_eq(customer->segment, "gold");
	ck_assert_str_eq(customer->since, "2019-04-30");
	ck_assert_str_eq(customer->spent, "1200.50 EUR");
	ck_assert_str_eq(customer->language, "de");
	ck_assert_str_eq(customer->timezone, "Europe/Berlin");
	ck_assert(customer->is_vip);
	customer = conf_customer_of(confs.conf, "dan@customer.example");
	ck_assert_ptr_nonnull(customer);
	ck_assert_str_eq(customer->segment, "basic");
	ck_assert_str_eq(customer->name, "");
	ck_assert_ptr_null(customer->since);
	ck_assert(!customer->is_vip);
	ck_assert_ptr_null(conf_customer_of(confs.conf, "dan@sub.customer.example"));
	ck_assert_ptr_null(conf_customer_of(confs.conf, "nobody"));
	ck_assert_ptr_null(conf_customer_of(confs.conf, NULL));
	confs_release(&confs);
}
END_TEST

START_TEST(columns_by_name)
{
	const struct conf_customer *customer;
	struct confs confs;

	load(&confs, "Id;Segment;E-Mail;email\n7;gold;x;a@b.example\n");
	confs_good(&confs);
	customer = conf_customer_of(confs.conf, "a@b.example");
	ck_assert_ptr_nonnull(customer);
	ck_assert_str_eq(customer->segment, "gold");
	ck_assert_ptr_null(customer->organisation);
	confs_release(&confs);
}
END_TEST

START_TEST(columns_by_place)
{
	struct confs confs;

	load(&confs, "a@b.example,Al,Bee,gold\n");
	confs_good(&confs);
	ck_assert_str_eq(conf_customer_of(confs.conf, "a@b.example")->organisation, "Bee");
	confs_release(&confs);
}
END_TEST

START_TEST(nothing_without_csv)
{
	struct confs confs;

	confs_load(&confs, "");
	confs_good(&confs);
	ck_assert_ptr_null(conf_customer_of(confs.conf, "a@b.example"));
	confs_release(&confs);
}
END_TEST

static const struct {
	const char *row;
	const char *said;
} faults[] = {
    {"not an address,,,,,,,,", "email: \"not an address\" is no address"},
    {",Al,,,,,,,", "has no email"},
    {"a@b.example,,,,perhaps,,,,", "vip: write \"yes\" or \"no\""},
    {"a@b.example,,,,,2019-02-30,,,", "since: \"2019-02-30\" is no date"},
    {"a@b.example,,,,,19,,,", "since: \"19\" is no date"},
    {"a@b.example,,,,,,,English,", "language: \"English\" is no language"},
    {"a@b.example,,,,,,,,Berlin", "timezone: \"Berlin\" is no time zone"},
    {"A@B.EXAMPLE,\na@b.example,", "\"a@b.example\" is already on line 2"},
    {"a@b.example,\"x", "a quote is never closed"},
};

START_TEST(faults_have_file_and_line)
{
	struct confs confs;
	const char *line;

	load(&confs, arena_printf(&arena, "%s%s\n", row_names, faults[_i].row));
	ck_assert_uint_eq(confs.errors.lines.count, 1);
	line = confs.errors.lines.items[0];
	ck_assert_msg(strstr(line, faults[_i].said) != NULL, "%s", line);
	ck_assert_msg(strstr(line, strchr(faults[_i].row, '\n') ? "/c.csv:3: " : "/c.csv:2: ") !=
			  NULL,
		      "%s", line);
	confs_release(&confs);
}
END_TEST

START_TEST(many_faults_are_cut)
{
	struct confs confs;
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < 500; i++)
		buf_printf(&text, "%d,\n", i);
	load(&confs, text.data);
	buf_release(&text);
	ck_assert_uint_eq(confs.errors.lines.count, 21);
	confs_release(&confs);
}
END_TEST

START_TEST(many_customers)
{
	enum { MANY = 10000 };
	struct confs confs;
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < MANY; i++)
		buf_printf(&text, "person%d@firm%d.example,P %d\n", i, i % 97, i);
	load(&confs, text.data);
	buf_release(&text);
	confs_good(&confs);
	for (int i = 0; i < MANY; i++) {
		const char *email = arena_printf(&arena, "person%d@firm%d.example", i, i % 97);
		const struct conf_customer *customer = conf_customer_of(confs.conf, email);

		ck_assert_ptr_nonnull(customer);
		ck_assert_str_eq(customer->name, arena_printf(&arena, "P %d", i));
	}
	ck_assert_ptr_null(conf_customer_of(confs.conf, "person0@firm1.example"));
	confs_release(&confs);
}
END_TEST

Suite *conf_customers_suite(void)
{
	Suite *suite = suite_create("customers");
	TCase *tests = tcase_create("customers");

	tcase_add_checked_fixture(tests, begin, end);
	tcase_add_loop_test(tests, csv_forms, 0, sizeof forms / sizeof *forms);
	tcase_add_test(tests, csv_lines);
	tcase_add_test(tests, by_address_and_domain);
	tcase_add_test(tests, columns_by_name);
	tcase_add_test(tests, columns_by_place);
	tcase_add_test(tests, nothing_without_csv);
	tcase_add_loop_test(tests, faults_have_file_and_line, 0, sizeof faults / sizeof *faults);
	tcase_add_test(tests, many_faults_are_cut);
	tcase_add_test(tests, many_customers);
	suite_add_tcase(suite, tests);
	return suite;
}
