/* Severity and impact to priority, cell by cell. */
#include "desk/matrix.h"
#include "unit/desk_suites.h"

static const struct {
	const char *severity, *impact, *priority;
} cells[] = {
    {"minor", "one", "low"},       {"minor", "many", "normal"},    {"minor", "all", "normal"},
    {"major", "one", "normal"},    {"major", "many", "high"},      {"major", "all", "high"},
    {"critical", "one", "high"},   {"critical", "many", "urgent"}, {"critical", "all", "urgent"},
    {"Critical", "ALL", "urgent"},
};

static const char *priority_of(const struct conf *conf, const char *severity_name,
			       const char *impact_name)
{
	enum conf_severity severity;
	enum conf_impact impact;

	ck_assert(severity_parse(severity_name, &severity));
	ck_assert(impact_parse(impact_name, &impact));
	return ticket_priority_name(matrix_priority(conf, severity, impact));
}

START_TEST(each_cell)
{
	struct conf conf = {0};

	ck_assert_str_eq(priority_of(&conf, cells[_i].severity, cells[_i].impact),
			 cells[_i].priority);
}
END_TEST

/* Its own cell goes to the conf's row, and no other. */
START_TEST(a_row_of_the_conf)
{
	struct conf_matrix_row row = {SEVERITY_MINOR, IMPACT_ALL, PRIORITY_URGENT};
	struct conf conf = {.matrix = &row, .matrix_count = 1};
	bool is_own = cells[_i].severity[0] == 'm' && cells[_i].severity[1] == 'i' &&
		      cells[_i].impact[0] == 'a';

	ck_assert_str_eq(priority_of(&conf, cells[_i].severity, cells[_i].impact),
			 is_own ? "urgent" : cells[_i].priority);
}
END_TEST

START_TEST(other_names)
{
	enum conf_severity severity;
	enum conf_impact impact;

	ck_assert(!severity_parse("", &severity));
	ck_assert(!severity_parse("one", &severity));
	ck_assert(!impact_parse("", &impact));
	ck_assert(!impact_parse("major", &impact));
}
END_TEST

Suite *desk_matrix_suite(void)
{
	Suite *suite = suite_create("matrix");
	TCase *tests = tcase_create("matrix");

	tcase_add_loop_test(tests, each_cell, 0, sizeof cells / sizeof *cells);
	tcase_add_loop_test(tests, a_row_of_the_conf, 0, sizeof cells / sizeof *cells);
	tcase_add_test(tests, other_names);
	suite_add_tcase(suite, tests);
	return suite;
}
