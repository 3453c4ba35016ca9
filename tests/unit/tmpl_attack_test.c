/*
 * Values that try to be more than text. Each stands in every place that a template has for a value;
 * the parts must show it as it is and hold nothing that the template did not bring.
 */
#include <string.h>

#include "base/text.h"
#include "unit/tmpl_suites.h"

static const char *const attacks[] = {
    "[click](https://evil.example)",
    "![x](https://evil.example/pixel.png)",
    "<https://evil.example>",
    "<a@evil.example>",
    "[a]: https://evil.example",
    "[ref][known]",
    "[known]",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div></body></html>",
    "\"><b>x</b>",
    "' onmouseover='x",
    "# Heading",
    "Heading\n=======",
    "---",
    "***",
    "* item",
    "- item",
    "1. item",
    "> quote",
    "    code",
    "\tcode",
    "```\ncode\n```",
    "~~~",
    "`code`",
    "``",
    "*em* **strong** _em_ __strong__",
    "**",
    "\\",
    "\\\\[x](y)",
    "a\\\nb",
    "a  \nb",
    "&lt;b&gt; &amp; &#60;b&#62; &copy",
    "{{words}} {{{words}}} {{> foot}} {{#desk}}x{{/desk}}",
    "{{=<% %>=}}",
    "\xf3\xb0\x80\x80 \xf3\xb0\x80\x81",
    "\xee\x80\x80\xee\x80\x81",
    "%s %n %x",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "&Tab;&NewLine;x",
    "http://evil.example www.evil.example",
    "| a | b |\n| - | - |",
    "[x]<javascript:alert(1)>",
    "(https://evil.example)",
    ")](https://evil.example) [y](",
};

/* Where {{v}} can stand; what the HTML of each holds with a harmless letter in its place. */
static const char *const places[] = {
    "{{v}}",
    "{{{v}}}",
    "before {{v}} after",
    "> {{v}}",
    "- {{v}}\n- b",
    "1. {{v}}",
    "# {{v}}",
    "**{{v}}** *{{v}}*",
    "`{{v}}`",
    "[{{v}}](https://good.example)",
    "[a][known] {{v}}\n\n[known]: https://good.example",
    "{{v}}{{v}}",
    "{{v}}\n{{v}}",
    "{{#v}}{{.}}{{/v}}",
    "a\\\n{{v}}",
    "    {{v}}",
};

/* The tags of an HTML text, one behind the other: "<p></p>". */
static const char *tags_of(struct arena *arena, const char *html)
{
	struct buf tags;
	const char *copy;

	buf_init(&tags);
	for (const char *at = strchr(html, '<'); at; at = strchr(at + 1, '<'))
		buf_add(&tags, at, strcspn(at, " >\n"));
	copy = buf_dup(&tags, arena);
	buf_release(&tags);
	return copy;
}

/* A value as one line of JSON text. */
static const char *json_of(struct arena *arena, const char *value)
{
	struct buf json;
	const char *copy;

	buf_init(&json);
	buf_adds(&json, "{\"v\": \"");
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			buf_addc(&json, '\\');
		if (*value == '\n' || *value == '\t')
			buf_addc(&json, ' ');
		else
			buf_addc(&json, *value);
	}
	buf_adds(&json, "\"}");
	copy = buf_dup(&json, arena);
	buf_release(&json);
	return copy;
}

START_TEST(a_value_is_never_markup)
{
	const char *attack = attacks[_i];
	struct arena arena;

	arena_init(&arena);
	for (int i = 0; i < COUNT(places); i++) {
		struct rendered tame = tmpl_render(&arena, places[i], "{\"v\": \"v\"}");
		struct rendered wild = tmpl_render(&arena, places[i], json_of(&arena, attack));
		const char *shown = text_clean_dup(&arena, attack, strlen(attack), TEXT_LINE);

		ck_assert_msg(!strcmp(tags_of(&arena, tmpl_body(&arena, &tame)),
				      tags_of(&arena, tmpl_body(&arena, &wild))),
			      "%s in %s: %s", attack, places[i], tmpl_body(&arena, &wild));
		ck_assert_ptr_null(strstr(wild.html, "href=\"https://evil"));
		ck_assert_msg(strstr(wild.text, shown) != NULL, "%s in %s: %s", attack, places[i],
			      wild.text);
	}
	arena_release(&arena);
}
END_TEST

/* The same as a person's words. */
START_TEST(a_block_is_never_markup)
{
	struct arena arena;
	struct rendered parts;
	const char *body;

	arena_init(&arena);
	for (int i = 0; i < COUNT(attacks); i++) {
		struct value *data = value_map(&arena);
		struct template_set *set;

		value_set(&arena, data, "words", value_block(&arena, attacks[i]));
		ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
		ck_assert_int_eq(template_render(set, "answer", "en", data, &arena, &parts, NULL),
				 0);
		template_set_close(set);
		body = tmpl_body(&arena, &parts);
		ck_assert_ptr_null(strstr(body, "<a"));
		ck_assert_ptr_null(strstr(body, "<img"));
		ck_assert_ptr_null(strstr(body, "<script"));
		ck_assert_ptr_null(strstr(body, "<b>"));
	}
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *url, *href; /* NULL: no link at all */
} targets[] = {
    {"https://good.example/a?b=c&d=e#f", "https://good.example/a?b=c&amp;d=e#f"},
    {"HTTP://good.example", "HTTP://good.example"},
    {"mailto:a@b.example?subject=%23solved&body=x%20y",
     "mailto:a@b.example?subject=%23solved&amp;body=x%20y"},
    {"javascript:alert(1)", NULL},
    {"JavaScript:alert(1)", NULL},
    {" javascript:alert(1)", NULL},
    {"data:text/html,<script>x</script>", NULL},
    {"vbscript:x", NULL},
    {"file:///etc/passwd", NULL},
    {"//evil.example", NULL},
    {"/relative", NULL},
    {"", NULL},
    {"java\nscript:alert(1)", NULL},
    {"https://x.example/\"onclick=\"x", "https://x.example/%22onclick=%22x"},
    {"https://x.example/<b>", "https://x.example/%3Cb%3E"},
    {"https://x.example/) [y](https://evil.example",
     "https://x.example/%29%20%5By%5D%28https://evil.example"},
    {"https://x.example/a b", "https://x.example/a%20b"},
    {"https://x.example/\xc3\xb6", "https://x.example/%C3%B6"},
    {"https://x.example/&quot;x", "https://x.example/&amp;quot%3Bx"},
};

START_TEST(a_target_is_never_more)
{
	struct arena arena;
	struct value *data;
	struct template_set *set;
	struct rendered parts;

	arena_init(&arena);
	data = value_map(&arena);
	value_set_text(&arena, data, "url", targets[_i].url);
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	ck_assert_int_eq(
	    template_set_add(set, "en", "test", "test.md", "Subject:\n\n[a]({{url}})", NULL), 0);
	ck_assert_int_eq(template_render(set, "test", "en", data, &arena, &parts, NULL), 0);
	template_set_close(set);
	if (targets[_i].href)
		ck_assert_msg(strstr(parts.html, arena_printf(&arena, "<a href=\"%s\">a</a>",
							      targets[_i].href)) != NULL,
			      "%s", parts.html);
	else
		ck_assert_msg(!strstr(parts.html, "<a "), "%s", parts.html);
	arena_release(&arena);
}
END_TEST

/* A subject and a title are one line, whatever is in them. */
START_TEST(a_subject_is_one_line)
{
	struct arena arena;
	struct value *data;
	struct template_set *set;
	struct rendered parts;

	arena_init(&arena);
	data = value_map(&arena);
	value_set_text(&arena, data, "x", "a\r\nBcc: b@c.example\x1b</title><b>");
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	ck_assert_int_eq(template_set_add(set, "en", "test", "test.md", "Subject: {{x}}\n\n", NULL),
			 0);
	ck_assert_int_eq(template_render(set, "test", "en", data, &arena, &parts, NULL), 0);
	template_set_close(set);
	ck_assert_str_eq(parts.subject, "a Bcc: b@c.example</title><b>");
	ck_assert_ptr_nonnull(
	    strstr(parts.html, "<title>a Bcc: b@c.example&lt;/title&gt;&lt;b&gt;</title>"));
	arena_release(&arena);
}
END_TEST

START_TEST(values_are_bounded)
{
	struct arena arena;
	struct value *data, *list;
	struct template_set *set;
	struct rendered parts;
	struct err err = {0};

	arena_init(&arena);
	data = value_map(&arena);
	list = value_list(&arena);
	for (int i = 0; i < 70000; i++)
		value_append(&arena, list, value_text(&arena, "x"));
	value_set(&arena, data, "x", list);
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	ck_assert_int_eq(
	    template_set_add(set, "en", "test", "test.md", "Subject:\n\n{{#x}}{{.}} {{/x}}", NULL),
	    0);
	ck_assert_int_eq(template_render(set, "test", "en", data, &arena, &parts, &err), -1);
	ck_assert_int_eq(err.code, ERR_LIMIT);
	template_set_close(set);
	arena_release(&arena);
}
END_TEST

Suite *attack_suite(void)
{
	Suite *suite = suite_create("attacks");
	TCase *cases = tcase_create("attacks");

	tcase_add_loop_test(cases, a_value_is_never_markup, 0, COUNT(attacks));
	tcase_add_test(cases, a_block_is_never_markup);
	tcase_add_loop_test(cases, a_target_is_never_more, 0, COUNT(targets));
	tcase_add_test(cases, a_subject_is_one_line);
	tcase_add_test(cases, values_are_bounded);
	suite_add_tcase(suite, cases);
	return suite;
}
