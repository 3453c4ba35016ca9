/* Markdown with values to the two parts of a mail. */
#include <string.h>

#include "unit/tmpl_suites.h"

#define P "<p style=\"margin:0 0 1em\">"
#define Q "<blockquote style=\"margin:0 0 1em;padding:0 0 0 1em;border-left:3px solid #999\">\n"
#define U "<ul style=\"margin:0 0 1em;padding:0 0 0 1.4em\">\n"

static const struct {
	const char *markdown, *json, *text, *html;
} parts_cases[] = {
    {"", "{}", "\n", ""},
    {"a {{x}} b", "{\"x\": \"1\"}", "a 1 b\n", P "a 1 b</p>\n"},
    {"a\nb", "{}", "a b\n", P "a\nb</p>\n"},
    {"a\\\nb", "{}", "a\nb\n", P "a<br>\nb</p>\n"},
    {"a\n\nb", "{}", "a\n\nb\n", P "a</p>\n" P "b</p>\n"},
    {"*a* **b** `c`", "{}", "a b c\n", P "<em>a</em> <strong>b</strong> <code>c</code></p>\n"},
    {"**{{x}}**, *{{x}}*", "{\"x\": \"!\"}", "!, !\n", P "<strong>!</strong>, <em>!</em></p>\n"},
    {"`{{x}}`", "{\"x\": \"a`b<\"}", "a`b<\n", P "<code>a`b&lt;</code></p>\n"},
    {"- a\n- {{x}}\n", "{\"x\": \"b\"}", "- a\n- b\n", U "<li>a</li>\n<li>b</li>\n</ul>\n"},
    {"x\n\n- a\n- b\n\ny", "{}", "x\n\n- a\n- b\n\ny\n",
     P "x</p>\n" U "<li>a</li>\n<li>b</li>\n</ul>\n" P "y</p>\n"},
    {"- a\n  - b\n  - c\n- d", "{}", "- a\n  - b\n  - c\n- d\n", NULL},
    {"- a\n\n- b", "{}", "- a\n\n- b\n", NULL},
    {"- a\n\n  c\n\n- b", "{}", "- a\n\n  c\n\n- b\n", NULL},
    {"9. a\n10. b\n", "{}", "9. a\n10. b\n",
     "<ol start=\"9\" style=\"margin:0 0 1em;padding:0 0 0 1.4em\">\n<li>a</li>\n"
     "<li>b</li>\n</ol>\n"},
    {"9. a\n\n   x\n10. b\n\n    y\n", "{}", "9. a\n\n   x\n\n10. b\n\n    y\n", NULL},
    {"> a\n>\n> b", "{}", "> a\n>\n> b\n", Q P "a</p>\n" P "b</p>\n</blockquote>\n"},
    {"- > a\n  > b", "{}", "- > a b\n", NULL},
    {"> - a\n> - b", "{}", "> - a\n> - b\n", NULL},
    {"- - a\n  - b", "{}", "- - a\n  - b\n", NULL},
    {"-\n- a", "{}", "-\n- a\n", NULL},
    {"# a\n\nb", "{}", "a\n\nb\n",
     "<h1 style=\"margin:1.4em 0 .5em;font-size:1.25em;line-height:1.3\">a</h1>\n" P "b</p>\n"},
    {"    a\n     b\n", "{}", "a\n b\n",
     "<pre style=\"margin:0 0 1em;white-space:pre-wrap\">a\n b\n</pre>\n"},
    {"a\n\n---\n\nb", "{}", "a\n\n-- \nb\n",
     P "a</p>\n<hr style=\"margin:1.5em 0 .8em;border:0;border-top:1px solid #999\">\n"
       "<div style=\"font-size:14px\">\n" P "b</p>\n</div>\n"},
    {"[a]({{x}})", "{\"x\": \"https://x.example/?a=1&b=2\"}", "a <https://x.example/?a=1&b=2>\n",
     P "<a href=\"https://x.example/?a=1&amp;b=2\">a</a></p>\n"},
    {"[{{x}}]({{x}})", "{\"x\": \"https://x.example/\"}", "https://x.example/\n", NULL},
    {"[{{x}}](mailto:{{x}})", "{\"x\": \"a@b.example\"}", "a@b.example\n",
     P "<a href=\"mailto:a@b.example\">a@b.example</a></p>\n"},
    {"[a](mailto:{{x}}?subject={{y}})",
     "{\"x\": \"a+t1.k@b.example\", \"y\": \"#solved & <more>?\"}",
     "a <mailto:a%2Bt1.k@b.example?subject=%23solved%20%26%20%3Cmore%3E%3F>\n", NULL},
    {"[a]({{x}})", "{}", "a\n", P "a</p>\n"},
    {"<https://x.example/>", "{}", "https://x.example/\n", NULL},
    {"{{{x}}}", "{\"x\": \"one\\ntwo\\n\"}", "one\ntwo\n", P "one<br>\ntwo</p>\n"},
    {"{{x}}", "{\"x\": \"one\\n\\ntwo\\n\"}", "one\n\ntwo\n", P "one</p>\n" P "two</p>\n"},
    {"a\n\n{{{x}}}\n\nb", "{\"x\": \"- 1\\n* 2\\n\"}", "a\n\n- 1\n* 2\n\nb\n",
     P "a</p>\n" P "- 1<br>\n* 2</p>\n" P "b</p>\n"},
    {"> {{{x}}}", "{\"x\": \"one\\n\\n> two\\n\"}", "> one\n>\n> > two\n",
     Q P "one</p>\n" Q P "two</p>\n</blockquote>\n</blockquote>\n"},
    {"- {{{x}}}", "{\"x\": \"one\\ntwo\\n\"}", "- one\n  two\n",
     U "<li>" P "one<br>\ntwo</p>\n</li>\n</ul>\n"},
    {"in {{{x}}} line", "{\"x\": \"one\\n<two>\\n\"}", "in one\n<two> line\n",
     P "in one<br>\n&lt;two&gt;<br>\n line</p>\n"},
    {"{{{x}}}", "{\"x\": \"  a  b\\n\\tc\\n\"}", "  a  b\n\tc\n",
     P "&nbsp; a&nbsp; b<br>\n&nbsp; &nbsp; c</p>\n"},
    {"{{{x}}}", "{\"x\": \"a\\n-- \\nsig\\n\"}", "a\n--\nsig\n", NULL},
    {"a\n\n{{{x}}}\n\nb", "{\"x\": \"\"}", "a\n\nb\n", P "a</p>\n" P "b</p>\n"},
};

START_TEST(both_parts)
{
	struct arena arena;
	struct rendered parts;

	arena_init(&arena);
	parts = tmpl_render(&arena, parts_cases[_i].markdown, parts_cases[_i].json);
	ck_assert_str_eq(parts.text, parts_cases[_i].text);
	if (parts_cases[_i].html)
		ck_assert_str_eq(tmpl_body(&arena, &parts), parts_cases[_i].html);
	arena_release(&arena);
}
END_TEST

/* The second of the same shape comes from what was parsed for the first, with its own values. */
START_TEST(parsed_once)
{
	struct template_set *set;
	struct value *data;
	struct rendered first, second;
	struct arena arena;
	struct err err;

	arena_init(&arena);
	ck_assert_int_eq(template_set_open(NULL, &set, &err), 0);
	data = tmpl_data(&arena, "{\"desk\": {\"name\": \"Acme\"}, \"words\": \"one\\n\"}");
	ck_assert_int_eq(template_render(set, "answer", "en", data, &arena, &first, &err), 0);
	data = tmpl_data(&arena, "{\"desk\": {\"name\": \"Bolt\"}, \"words\": \"two\\n\"}");
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(template_render(set, "answer", "en", data, &arena, &second, &err),
				 0);
	ck_assert_ptr_nonnull(strstr(first.text, "one"));
	ck_assert_ptr_null(strstr(second.text, "one"));
	ck_assert_ptr_nonnull(strstr(second.text, "two"));
	ck_assert_ptr_nonnull(strstr(second.html, "two"));
	template_set_close(set);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *text, *html;
} blocks[] = {
    {"", ""},
    {NULL, ""},
    {"a", P "a</p>\n"},
    {"\n\na\n\n\nb\n\n", P "a</p>\n" P "b</p>\n"},
    {"a\n> b\n>> c\n> d\ne",
     P "a</p>\n" Q P "b</p>\n" Q P "c</p>\n</blockquote>\n" P "d</p>\n</blockquote>\n" P "e</p>\n"},
    {"> > a", Q Q P "a</p>\n</blockquote>\n</blockquote>\n"},
    {">", Q "</blockquote>\n"},
    {">>>>>>>>>>>>>>>>>>>> a",
     Q Q Q Q Q Q Q Q P "a</p>\n</blockquote>\n</blockquote>\n</blockquote>\n</blockquote>\n"
		       "</blockquote>\n</blockquote>\n</blockquote>\n</blockquote>\n"},
    {"<script>alert(\"1\")</script>", P "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>\n"},
    {"a\x1b[1m\r\nb\xe2\x80\xae", P "a[1m<br>\nb</p>\n"},
    {"&amp; &nbsp;", P "&amp;amp; &amp;nbsp;</p>\n"},
};

START_TEST(blocks_are_html)
{
	struct arena arena;
	struct value *block;

	arena_init(&arena);
	block = value_block(&arena, blocks[_i].text);
	ck_assert_str_eq(block->html, blocks[_i].html);
	arena_release(&arena);
}
END_TEST

Suite *part_suite(void)
{
	Suite *suite = suite_create("parts");
	TCase *cases = tcase_create("parts");

	tcase_add_loop_test(cases, both_parts, 0, COUNT(parts_cases));
	tcase_add_test(cases, parsed_once);
	tcase_add_loop_test(cases, blocks_are_html, 0, COUNT(blocks));
	suite_add_tcase(suite, cases);
	return suite;
}
