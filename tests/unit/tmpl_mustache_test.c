#include <stdlib.h>
#include <string.h>

#include "tmpl/mustache.h"
#include "tmpl/value_json.h"
#include "unit/tmpl_suites.h"

struct mustache_case {
	const char *source, *json, *wanted;
};

/* The partials of the cases below. */
static const char *const partials[][2] = {
    {"word", "<{{x}}>"},
    {"lines", "one\ntwo\n"},
    {"open", "a\nb"},
    {"value", "{{{x}}}\nend\n"},
    {"section", "{{#x}}\nyes\n{{/x}}\n"},
    {"outer", "o\n  {{> lines }}\n"},
    {"tree", "({{name}}{{#kids}}{{> tree}}{{/kids}})"},
    {"bars", "|{{x}}|"},
    {"deep", "{{> deep}}"},
    {"inline", "{{#x}}a\n{{/x}}b\n"},
    {"empty", ""},
};

static const struct mustache_case interpolations[] = {
    {"", "{}", ""},
    {"no tag { } }} here", "{}", "no tag { } }} here"},
    {"Dear {{name}}!", "{\"name\": \"Ann\"}", "Dear Ann!"},
    {"{{x}}", "{\"x\": \"<a href=\\\"b\\\">&'\"}", "&lt;a href=&quot;b&quot;&gt;&amp;'"},
    {"{{{x}}}", "{\"x\": \"<&>\"}", "<&>"},
    {"{{&x}}", "{\"x\": \"<&>\"}", "<&>"},
    {"{{& x }}|{{{ x }}}|{{ x }}", "{\"x\": \"1\"}", "1|1|1"},
    {"{{\n x\n}}", "{\"x\": \"1\"}", "1"},
    {"{{x}}", "{\"x\": 85}", "85"},
    {"{{x}}", "{\"x\": 1.21}", "1.21"},
    {"{{x}}", "{\"x\": -0.1}", "-0.1"},
    {"{{x}}", "{\"x\": 2.0}", "2.0"},
    {"{{x}}", "{\"x\": 0}", "0"},
    {"{{x}}", "{\"x\": 9007199254740993}", "9007199254740993"},
    {"{{x}}", "{\"x\": 3.141592653589793}", "3.141592653589793"},
    {"[{{x}}]", "{\"x\": null}", "[]"},
    {"[{{x}}]", "{}", "[]"},
    {"[{{x}}]", "{\"x\": []}", "[]"},
    {"[{{x}}]", "{\"x\": {}}", "[]"},
    {"{{x}}/{{y}}", "{\"x\": true, \"y\": false}", "true/false"},
    {"{{a.b.c}}", "{\"a\": {\"b\": {\"c\": \"deep\"}}}", "deep"},
    {"[{{a.b.c}}]", "{\"a\": {}, \"b\": {\"c\": \"no\"}}", "[]"},
    {"[{{a.b.c}}]", "{\"a\": {\"b\": null}}", "[]"},
    {"[{{a.b}}]", "{\"a\": \"text\"}", "[]"},
    {"[{{a.b}}]", "{\"a.b\": \"no\"}", "[]"},
    {"{{#a}}[{{b.c}}]{{/a}}", "{\"a\": {\"b\": {}}, \"b\": {\"c\": \"no\"}}", "[]"},
    {"{{#a}}[{{x}}]{{/a}}", "{\"a\": {\"x\": null}, \"x\": \"no\"}", "[]"},
    {"{{.}}", "\"root\"", "root"},
    {"{{.}}", "7", "7"},
    {"  {{x}}\n", "{\"x\": \"1\"}", "  1\n"},
    {"| {{{x}}} |", "{\"x\": \"1\"}", "| 1 |"},
    {"{{x}}", "{\"x\": \"{{y}}\", \"y\": \"expanded\"}", "{{y}}"},
    {"{{{x}}}", "{\"x\": \"{{y}}{{> word}}\", \"y\": \"expanded\"}", "{{y}}{{> word}}"},
    {"{{größe}}", "{\"größe\": \"ß\"}", "ß"},
    {"a{{x}}b", "{\"x\": \"two\\nlines\"}", "atwo\nlinesb"},
};

static const struct mustache_case sections[] = {
    {"{{#x}}yes{{/x}}", "{\"x\": true}", "yes"},
    {"{{#x}}yes{{/x}}", "{\"x\": false}", ""},
    {"{{#x}}yes{{/x}}", "{\"x\": null}", ""},
    {"{{#x}}yes{{/x}}", "{}", ""},
    {"{{#x}}yes{{/x}}", "{\"x\": \"\"}", ""},
    {"{{#x}}yes{{/x}}", "{\"x\": 0}", "yes"},
    {"{{#x}}yes{{/x}}", "{\"x\": {}}", "yes"},
    {"{{#x}}<{{.}}>{{/x}}", "{\"x\": \"text\"}", "<text>"},
    {"{{#x}}{{a}}{{/x}}", "{\"x\": {\"a\": \"in\"}}", "in"},
    {"{{#x}}{{b}}{{/x}}", "{\"x\": {\"a\": 1}, \"b\": \"out\"}", "out"},
    {"{{#x}}[{{a}}]{{/x}}", "{\"x\": [{\"a\": 1}, {\"a\": 2}, {}]}", "[1][2][]"},
    {"{{#x}}[{{a}}]{{/x}}", "{\"x\": []}", ""},
    {"{{#x}}{{.}},{{/x}}", "{\"x\": [1, 2.5, \"c\", null, true]}", "1,2.5,c,,true,"},
    {"{{#x}}({{#.}}{{.}}{{/.}}){{/x}}", "{\"x\": [[1, 2], [3], []]}", "(12)(3)()"},
    {"{{#.}}{{v}} {{/.}}", "[{\"v\": 1}, {\"v\": 2}]", "1 2 "},
    {"{{#x}}{{{.}}}{{&.}}{{.}}{{/x}}", "{\"x\": [\"<\"]}", "<<&lt;"},
    {"{{#a.b}}in{{/a.b}}", "{\"a\": {\"b\": true}}", "in"},
    {"{{#a.b}}in{{/a.b}}", "{\"a\": {}, \"b\": true}", ""},
    {"{{#a}}{{#b}}{{x}}{{y}}{{z}}{{/b}}{{/a}}", "{\"a\": {\"x\": 1, \"b\": {\"y\": 2}}, \"z\": 3}",
     "123"},
    {"{{#x}}a{{#x}}b{{/x}}c{{/x}}", "{\"x\": true}", "abc"},
    {"{{#x}}1{{/x}}{{#y}}2{{/y}}{{#x}}3{{/x}}", "{\"x\": true}", "13"},
    {"{{# x }}=={{/ x }}", "{\"x\": true}", "=="},
    {"a\n{{#x}}\nb\n{{/x}}\nc\n", "{\"x\": true}", "a\nb\nc\n"},
    {"a\n  {{#x}}\nb\n\t{{/x}}\nc\n", "{\"x\": true}", "a\nb\nc\n"},
    {"a\r\n{{#x}}\r\nb\r\n{{/x}}\r\nc", "{\"x\": true}", "a\r\nb\r\nc"},
    {"{{#x}}\nb\n{{/x}}", "{\"x\": true}", "b\n"},
    {"  {{#x}}\nb\n  {{/x}}", "{\"x\": true}", "b\n"},
    {"a {{#x}}\nb\n{{/x}} c\n", "{\"x\": true}", "a \nb\n c\n"},
    {" {{#x}}b{{/x}} \n", "{\"x\": true}", " b \n"},
    {" {{#x}} {{! remark }}\n {{/x}} \n", "{\"x\": true}", "  \n"},
    {"{{#x}}\n\n{{/x}}\n", "{\"x\": [1, 2]}", "\n\n"},
};

static const struct mustache_case inverted[] = {
    {"{{^x}}no{{/x}}", "{}", "no"},
    {"{{^x}}no{{/x}}", "{\"x\": false}", "no"},
    {"{{^x}}no{{/x}}", "{\"x\": null}", "no"},
    {"{{^x}}no{{/x}}", "{\"x\": []}", "no"},
    {"{{^x}}no{{/x}}", "{\"x\": \"\"}", "no"},
    {"{{^x}}no{{/x}}", "{\"x\": true}", ""},
    {"{{^x}}no{{/x}}", "{\"x\": {}}", ""},
    {"{{^x}}no{{/x}}", "{\"x\": [0]}", ""},
    {"{{^a.b}}no{{/a.b}}", "{\"a\": {\"b\": true}}", ""},
    {"{{^a.b}}no{{/a.b}}", "{\"a\": {}}", "no"},
    {"{{^x}}a{{^x}}b{{/x}}c{{/x}}", "{}", "abc"},
    {"{{^x}}{{y}}{{/x}}", "{\"y\": \"out\"}", "out"},
    {"a\n{{^x}}\nb\n{{/x}}\nc\n", "{}", "a\nb\nc\n"},
    {" {{^ x }}-{{/ x}}\n", "{}", " -\n"},
};

static const struct mustache_case comments[] = {
    {"a{{! gone }}b", "{}", "ab"},
    {"a{{!\n gone,\n too }}b", "{}", "ab"},
    {"a\n{{! gone }}\nb\n", "{}", "a\nb\n"},
    {"a\n  {{! gone }}  \nb\n", "{}", "a\nb\n"},
    {"a\r\n{{! gone }}\r\nb", "{}", "a\r\nb"},
    {"a\n{{!\n gone\n}}\nb\n", "{}", "a\nb\n"},
    {"a\n  {{! gone }}", "{}", "a\n"},
    {"{{! gone }}\na", "{}", "a"},
    {"a {{! stays in line }}\n", "{}", "a \n"},
    {"{{! x }}{{! y }}\n", "{}", "\n"},
    {"{{!x}}{{x}}", "{\"x\": 1, \"!x\": 2}", "1"},
    {"{{! {{x} #/^ }}.", "{\"x\": 1}", "."},
};

static const struct mustache_case delimiters[] = {
    {"{{=<% %>=}}<%x%>{{x}}", "{\"x\": 1}", "1{{x}}"},
    {"{{=| |=}}|#x|y|/x|", "{\"x\": true}", "y"},
    {"{{= | | =}}|x|", "{\"x\": 1}", "1"},
    {"{{=<% %>=}}<%={{ }}=%>{{x}}", "{\"x\": 1}", "1"},
    {"{{=<% %>=}}<%{x}%><%& x %><%! gone %>", "{\"x\": \"<\"}", "<<"},
    {"{{#x}}{{=[ ]=}}[.][/x][.]", "{\"x\": \"a\"}", "a"},
    {"a\n{{=<% %>=}}\nb", "{}", "a\nb"},
    {"a\n  {{=<% %>=}}  \nb", "{}", "a\nb"},
    {"a {{=<% %>=}}\nb", "{}", "a \nb"},
    {"{{=<% %>=}}<%> word%>", "{\"x\": 1}", "<1>"},
    {"{{> bars}}{{=| |=}}|> bars|", "{\"x\": 1}", "|1||1|"},
};

static const struct mustache_case partial_cases[] = {
    {"[{{> word}}]", "{\"x\": 1}", "[<1>]"},
    {"[{{>word}}{{> word }}]", "{\"x\": 1}", "[<1><1>]"},
    {"[{{> nowhere}}]", "{}", "[]"},
    {"[{{> empty}}]", "{}", "[]"},
    {"a\n{{> lines}}\nb\n", "{}", "a\none\ntwo\nb\n"},
    {"a\n  {{> lines}}\nb\n", "{}", "a\n  one\n  two\nb\n"},
    {"a\n\t{{> open}}\nb\n", "{}", "a\n\ta\n\tbb\n"},
    {"  {{> lines}}", "{}", "  one\n  two\n"},
    {"  {{> lines}} x", "{}", "  one\ntwo\n x"},
    {" {{> value}}", "{\"x\": \"1\\n2\"}", " 1\n2\n end\n"},
    {"  {{> section}}", "{\"x\": true}", "  yes\n"},
    {"  {{> section}}", "{\"x\": [1, 2]}", "  yes\n  yes\n"},
    {"  {{> outer}}", "{}", "  o\n    one\n    two\n"},
    {"\t{{> inline}}", "{\"x\": true}", "\ta\n\tb\n"},
    {"a\r\n {{> lines}}\r\nb", "{}", "a\r\n one\n two\nb"},
    {"{{> tree}}",
     "{\"name\": \"a\", \"kids\": [{\"name\": \"b\", \"kids\": []}, {\"name\": \"c\", \"kids\": "
     "[{\"name\": \"d\", \"kids\": []}]}]}",
     "(a(b)(c(d)))"},
    {"{{#x}}{{> word}}{{/x}}", "{\"x\": [{\"x\": 1}, {\"x\": 2}]}", "<1><2>"},
};

struct found_partial {
	struct arena *arena;
};

static bool find_partial(void *context, const char *name, const struct mustache **compiled)
{
	struct found_partial *found = context;
	struct mustache *made;

	for (int i = 0; i < COUNT(partials); i++) {
		if (strcmp(partials[i][0], name) != 0)
			continue;
		ck_assert_int_eq(
		    mustache_compile(found->arena, partials[i][1], 1, &made, NULL, NULL), 0);
		*compiled = made;
		return true;
	}
	return false;
}

static int render(struct arena *arena, const char *source, const char *json, struct buf *out,
		  struct err *err)
{
	struct found_partial found = {.arena = arena};
	struct mustache_options options = {.partial = find_partial, .context = &found};
	struct mustache *compiled;
	struct value *data;

	ck_assert_int_eq(value_from_json(arena, json, strlen(json), JSON_TEXTS, &data, err), 0);
	if (mustache_compile(arena, source, 1, &compiled, NULL, err))
		return -1;
	return mustache_render(compiled, data, &options, out, err);
}

static void check_case(const struct mustache_case *one)
{
	struct arena arena;
	struct buf out;
	struct err err = {0};

	arena_init(&arena);
	buf_init(&out);
	ck_assert_msg(render(&arena, one->source, one->json, &out, &err) == 0, "%s: %s",
		      one->source, err.text);
	ck_assert_msg(!strcmp(out.data, one->wanted), "\"%s\" with %s: \"%s\", wanted \"%s\"",
		      one->source, one->json, out.data, one->wanted);
	buf_release(&out);
	arena_release(&arena);
}

START_TEST(interpolation)
{
	check_case(&interpolations[_i]);
}
END_TEST

START_TEST(section)
{
	check_case(&sections[_i]);
}
END_TEST

START_TEST(inverted_section)
{
	check_case(&inverted[_i]);
}
END_TEST

START_TEST(comment)
{
	check_case(&comments[_i]);
}
END_TEST

START_TEST(delimiter)
{
	check_case(&delimiters[_i]);
}
END_TEST

START_TEST(partial)
{
	check_case(&partial_cases[_i]);
}
END_TEST

static const struct {
	const char *source;
	size_t line;
} ill_formed[] = {
    {"a\n{{x", 2},
    {"{{{x}}", 1},
    {"{{#x}}", 1},
    {"a\n\n{{#x}}\nb\n", 3},
    {"{{/x}}", 1},
    {"{{#x}}\n{{#y}}\n{{/x}}\n{{/y}}", 3},
    {"{{}}", 1},
    {"{{ }}", 1},
    {"{{#}}{{/}}", 1},
    {"{{a..b}}", 1},
    {"{{.a}}", 1},
    {"{{a.}}", 1},
    {"{{> }}", 1},
    {"{{=}}", 1},
    {"{{=<%=}}", 1},
    {"{{=a b c=}}", 1},
    {"{{=0123456789abcdef0 x=}}", 1},
    {"{{=<% %>=}}\n{{x}}<%x", 2},
};

START_TEST(ill_formed_is_refused)
{
	struct arena arena;
	struct mustache *compiled;
	struct err err = {0};
	size_t line = 0;

	arena_init(&arena);
	ck_assert_msg(mustache_compile(&arena, ill_formed[_i].source, 1, &compiled, &line, &err) ==
			  -1,
		      "%s", ill_formed[_i].source);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_uint_eq(line, ill_formed[_i].line);
	arena_release(&arena);
}
END_TEST

START_TEST(endless_recursion_ends)
{
	struct arena arena;
	struct buf out;
	struct err err = {0};

	arena_init(&arena);
	buf_init(&out);
	ck_assert_int_eq(render(&arena, "{{> deep}}", "{}", &out, &err), -1);
	ck_assert_int_eq(err.code, ERR_LIMIT);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

/* n copies of a text. */
static char *repeat(struct arena *arena, const char *text, size_t n)
{
	size_t len = strlen(text);
	char *copy = arena_alloc(arena, n * len + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(copy + i * len, text, len);
	return copy;
}

START_TEST(output_is_bounded)
{
	struct arena arena;
	struct buf out;
	struct err err = {0};
	const char *source, *json;

	arena_init(&arena);
	buf_init(&out);
	source = arena_printf(&arena, "{{#x}}%s{{/x}}", repeat(&arena, "0123456789", 1000));
	json = arena_printf(&arena, "{\"x\": [0%s]}", repeat(&arena, ",0", 200));
	ck_assert_int_eq(render(&arena, source, json, &out, &err), -1);
	ck_assert_int_eq(err.code, ERR_LIMIT);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

START_TEST(steps_are_bounded)
{
	struct arena arena;
	struct buf out;
	struct err err = {0};
	const char *source, *json;

	arena_init(&arena);
	buf_init(&out);
	source = "{{#x}}{{#x}}{{#x}}{{#x}}{{y}}{{/x}}{{/x}}{{/x}}{{/x}}";
	json = arena_printf(&arena, "{\"x\": [0%s]}", repeat(&arena, ",0", 60));
	ck_assert_int_eq(render(&arena, source, json, &out, &err), -1);
	ck_assert_int_eq(err.code, ERR_LIMIT);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

START_TEST(sections_nest_64_deep_at_most)
{
	struct arena arena;
	struct mustache *compiled;
	const char *source;

	arena_init(&arena);
	source = arena_printf(&arena, "%s%s", repeat(&arena, "{{#x}}", 60),
			      repeat(&arena, "{{/x}}", 60));
	ck_assert_int_eq(mustache_compile(&arena, source, 1, &compiled, NULL, NULL), 0);
	source = arena_printf(&arena, "%s%s", repeat(&arena, "{{#x}}", 70),
			      repeat(&arena, "{{/x}}", 70));
	ck_assert_int_eq(mustache_compile(&arena, source, 1, &compiled, NULL, NULL), -1);
	arena_release(&arena);
}
END_TEST

Suite *mustache_suite(void)
{
	Suite *suite = suite_create("mustache");
	TCase *cases = tcase_create("mustache");

	tcase_add_loop_test(cases, interpolation, 0, COUNT(interpolations));
	tcase_add_loop_test(cases, section, 0, COUNT(sections));
	tcase_add_loop_test(cases, inverted_section, 0, COUNT(inverted));
	tcase_add_loop_test(cases, comment, 0, COUNT(comments));
	tcase_add_loop_test(cases, delimiter, 0, COUNT(delimiters));
	tcase_add_loop_test(cases, partial, 0, COUNT(partial_cases));
	tcase_add_loop_test(cases, ill_formed_is_refused, 0, COUNT(ill_formed));
	tcase_add_test(cases, endless_recursion_ends);
	tcase_add_test(cases, output_is_bounded);
	tcase_add_test(cases, steps_are_bounded);
	tcase_add_test(cases, sections_nest_64_deep_at_most);
	suite_add_tcase(suite, cases);
	return suite;
}
