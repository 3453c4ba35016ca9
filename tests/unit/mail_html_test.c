/* HTML mail as text, and what the parser must not see. */
#include "mail/html.h"
#include "mail/html_guard.h"
#include "unit/mail_test.h"

static const struct {
	const char *what, *html, *text;
} pages[] = {
    {"words", "hello", "hello\n"},
    {"blanks", "<p>  a \n\n b\t c  </p>", "a b c\n"},
    {"paragraphs", "<p>one</p><p>two</p>", "one\n\ntwo\n"},
    {"blocks", "<div>one</div><div>two</div>", "one\ntwo\n"},
    {"nested blocks", "<div><div><div>one</div></div></div><div>two</div>", "one\ntwo\n"},
    {"breaks", "one<br>two<br><br>three", "one\ntwo\n\nthree\n"},
    {"empty div of Gmail", "<div>one</div><div><br></div><div>two</div>", "one\n\ntwo\n"},
    {"inline", "a <b>bold</b> <i>word</i>", "a bold word\n"},
    {"entities", "a &lt;b&gt; &amp;&nbsp;c &auml; &#8364; &#x41;",
     "a <b> & c \xc3\xa4 \xe2\x82\xac A\n"},
    {"head and style", "<head><title>t</title><style>p{}</style></head><body>x</body>", "x\n"},
    {"script", "a<script>alert(1)</script>b", "ab\n"},
    {"comment", "a<!-- hidden -->b", "ab\n"},
    {"link", "<a href=\"https://acme.example/x\">see here</a>",
     "see here <https://acme.example/x>\n"},
    {"link that says itself", "<a href=\"https://acme.example/\">https://acme.example/</a>",
     "https://acme.example/\n"},
    {"link that says it shorter", "<a href=\"https://acme.example/\">acme.example</a>",
     "acme.example\n"},
    {"mail link", "<a href=\"mailto:a@b.example\">a@b.example</a>", "a@b.example\n"},
    {"script link", "<a href=\"javascript:alert(1)\">click</a>", "click\n"},
    {"anchor", "<a name=\"top\">top</a>", "top\n"},
    {"list", "<ul><li>one</li><li>two</li></ul>", "- one\n- two\n"},
    {"numbered list", "<ol><li>one<li>two</ol>", "1. one\n2. two\n"},
    {"list in a list", "<ul><li>one<ul><li>in</li></ul></li><li>two</li></ul>",
     "- one\n  - in\n- two\n"},
    {"table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
     "a b\nc d\n"},
    {"blockquote", "<p>x</p><blockquote>one<br>two</blockquote>", "x\n\n> one\n> two\n"},
    {"blockquotes", "<blockquote>one<blockquote>two</blockquote></blockquote>", "> one\n>> two\n"},
    {"preformatted", "<pre>a\n  b\n</pre>x", "a\n  b\n\nx\n"},
    {"rule", "a<hr>b", "a\n________________________________\nb\n"},
    {"picture", "<img src=\"x\" alt=\"a cat\">", "[a cat]\n"},
    {"picture without words", "a<img src=\"x\">", "a\n"},
    {"tracking pixel", "a<img src=\"x\" alt=\"open\" width=\"1\" height=\"1\">b", "ab\n"},
    {"hidden preheader",
     "<div style=\"display:none;max-height:0\">Do not show me</div><p>shown</p>", "shown\n"},
    {"hidden otherwise", "<span style=\"font-size:0px\">no</span><span hidden>no</span>yes",
     "yes\n"},
    {"hidden for Outlook", "<div style=\"mso-hide:all\">no</div>yes", "yes\n"},
    {"small is not hidden", "<span style=\"font-size: 0.8em\">yes</span>", "yes\n"},
    {"padding of preheaders", "a&zwnj;&nbsp;&zwnj;&nbsp;b", "a b\n"},
    {"headings", "<h1>Title</h1><p>text</p>", "Title\n\ntext\n"},
    {"no tags closed", "<p>one<p>two<li>three<table><tr><td>a<td>b",
     "one\n\ntwo\n\n- three\na b\n"},
    {"broken tags", "a < b <c", "a < b\n"},
    {"nothing", "", ""},
    {"only blanks", " \n\t ", ""},
    {"select", "<select><option>1</option></select>x", "x\n"},
    {"our own marks",
     "a\xef\xb7\x90"
     "b",
     "a\xef\xbf\xbd"
     "b\n"},
};

START_TEST(html_as_text)
{
	struct buf out;

	buf_init(&out);
	html_to_text(&out, (struct bytes){pages[_i].html, strlen(pages[_i].html)});
	ck_assert_msg(strcmp(out.data, pages[_i].text) == 0, "%s: \"%s\"", pages[_i].what,
		      out.data);
	buf_release(&out);
}
END_TEST

/* What only looks large to the guard is safe, what is large to the parser is not. */
static const struct {
	const char *what, *piece;
	size_t count;
	const char *end;
	bool is_safe;
} floods[] = {
    {"siblings", "<p>x</p>", 10000, "", true},
    {"unclosed paragraphs", "<p>x", 10000, "", true},
    {"unclosed list items", "<li>x", 10000, "", true},
    {"unclosed cells", "<td>x", 10000, "", true},
    {"unclosed rows", "<tr><td>x", 10000, "", true},
    {"void elements", "<br><img src=x>", 10000, "", true},
    {"nested divisions", "<div>", 10000, "x", false},
    {"nested tables", "<table><tr><td>", 5000, "x", false},
    {"nested fonts", "<font size=1>", 1000, "x", false},
    {"end tags that end nothing", "<div></x>", 10000, "x", false},
    {"end tags that can't reach", "<x><div></x>", 10000, "x", false},
    {"hidden behind scopes", "<div><table></div>", 10000, "x", false},
    {"formats that each block opens again", "<p><font a=1></p>", 5000, "x", false},
    {"blocks under open formats", "<p>", 200000, "", false},
    {"many attributes", " a=1", 5000, "", true}, /* no tag: text */
    {"comments", "<!-- x -->", 10000, "", true},
    {"quotes", "<a href='x>'>y</a>", 10000, "", true},
    {"less-than signs", "<", 100000, "", true},
};

START_TEST(guard)
{
	struct buf html, out;

	buf_init(&html);
	buf_init(&out);
	test_repeat(&html, floods[_i].piece, floods[_i].count);
	buf_adds(&html, floods[_i].end);
	ck_assert_msg(html_is_safe(buf_bytes(&html)) == floods[_i].is_safe, "%s", floods[_i].what);
	/* And either way it is read in a blink. */
	html_to_text(&out, buf_bytes(&html));
	if (*floods[_i].end)
		ck_assert_ptr_nonnull(strchr(out.data, 'x'));
	buf_release(&out);
	buf_release(&html);
}
END_TEST

START_TEST(a_tag_with_many_attributes)
{
	struct buf html;

	buf_init(&html);
	buf_adds(&html, "<p");
	for (int i = 0; i < 5000; i++)
		buf_printf(&html, " a%d=1", i);
	buf_adds(&html, ">x</p>");
	ck_assert(!html_is_safe(buf_bytes(&html)));
	buf_release(&html);
}
END_TEST

static const struct {
	const char *html, *text;
} stripped[] = {
    {"<p>one</p><p>two</p>", "one\ntwo\n"},
    {"a<br>b", "a\nb"},
    {"a &lt;b&gt; &amp; &#65;&#x42; &euro; &unknown; &#xd800;",
     "a <b> & AB \xe2\x82\xac &unknown; &#xd800;"},
    {"<style>p{}</style>x<script>y</script>z", "xz"},
    {"<head><title>t</title></head>x", "x"},
    {"a<!-- c -->b", "ab"},
    {"a <b c='>'>d", "a d"},
    {"<style>never closed", ""},
    {"a < b", "a < b"},
};

START_TEST(tags_by_scan)
{
	struct buf out;

	buf_init(&out);
	html_strip(&out, (struct bytes){stripped[_i].html, strlen(stripped[_i].html)});
	ck_assert_str_eq(out.data, stripped[_i].text);
	buf_release(&out);
}
END_TEST

/* Which part is the text. */
static const struct {
	const char *what, *head, *body, *text;
	bool has_html, is_from_html;
	size_t attachments;
} choices[] = {
    {"html alone", "Content-Type: text/html\n", "<p>hello</p>", "hello\n", true, true, 0},
    {"plain before html", "Content-Type: multipart/alternative; boundary=b\n",
     "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>html</p>\n--b--\n", "plain\n", true, false,
     0},
    {"html before plain", "Content-Type: multipart/alternative; boundary=b\n",
     "--b\nContent-Type: text/html\n\n<p>html</p>\n--b\n\nplain\n--b--\n", "plain\n", true, false,
     0},
    {"empty plain", "Content-Type: multipart/alternative; boundary=b\n",
     "--b\n\n \n--b\nContent-Type: text/html\n\n<p>html</p>\n--b--\n", "html\n", true, true, 0},
    {"related in alternative", "Content-Type: multipart/alternative; boundary=b\n",
     "--b\n\nplain\n--b\nContent-Type: multipart/related; boundary=c\n\n"
     "--c\nContent-Type: text/html\n\n<p>html</p>\n"
     "--c\nContent-Type: image/png\nContent-ID: <p>\n\npng\n--c--\n--b--\n",
     "plain\n", true, false, 1},
    {"two texts", "Content-Type: multipart/mixed; boundary=b\n",
     "--b\n\none\n--b\nContent-Type: image/png\n\nx\n--b\n\ntwo\n--b--\n", "one\ntwo\n", false,
     false, 1},
    {"a text file", "Content-Type: multipart/mixed; boundary=b\n",
     "--b\n\none\n--b\nContent-Disposition: attachment; filename=a.txt\n\ntwo\n--b--\n", "one\n",
     false, false, 1},
    {"a named text as the only one", "Content-Type: text/plain; name=\"letter.txt\"\n", "letter\n",
     "letter\n", false, false, 0},
    {"an attachment alone", "Content-Disposition: attachment; filename=a.txt\n", "file\n", "",
     false, false, 1},
    {"signed", "Content-Type: multipart/signed; boundary=b\n",
     "--b\n\nsigned\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n", "signed\n", false,
     false, 1},
    {"amp", "Content-Type: multipart/alternative; boundary=b\n",
     "--b\n\nplain\n--b\nContent-Type: text/x-amp-html\n\n<html amp>\n--b--\n", "plain\n", false,
     false, 0},
    {"enriched", "Content-Type: text/enriched\n", "<bold>hello</bold>\n", "hello\n", false, false,
     0},
    {"flowed", "Content-Type: text/plain; format=flowed\n", "one \ntwo\n", "one two\n", false,
     false, 0},
    {"a picture alone", "Content-Type: image/png\n", "png", "", false, false, 1},
};

START_TEST(the_part_that_is_the_text)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "From: a@b.example\nSubject: x\n%s\n%s", choices[_i].head,
		   choices[_i].body);
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_msg(strcmp(message->text, choices[_i].text) == 0, "%s: \"%s\"", choices[_i].what,
		      message->text);
	ck_assert((message->html != NULL) == choices[_i].has_html);
	ck_assert(message->has_html == choices[_i].is_from_html);
	ck_assert_uint_eq(message->attachment_count, choices[_i].attachments);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

Suite *mail_html_suite(void)
{
	Suite *suite = suite_create("mail html");
	TCase *cases = tcase_create("html");

	tcase_set_timeout(cases, 60);
	tcase_add_loop_test(cases, html_as_text, 0, COUNT(pages));
	tcase_add_loop_test(cases, guard, 0, COUNT(floods));
	tcase_add_test(cases, a_tag_with_many_attributes);
	tcase_add_loop_test(cases, tags_by_scan, 0, COUNT(stripped));
	tcase_add_loop_test(cases, the_part_that_is_the_text, 0, COUNT(choices));
	suite_add_tcase(suite, cases);
	return suite;
}
