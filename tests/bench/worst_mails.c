#include "bench/worst_mails.h"

#include <stddef.h>

static const size_t large = (size_t)49 * 1024 * 1024;

static void head(struct buf *mail, const char *fields)
{
	buf_adds(mail, "From: a@customer.example\r\nTo: support@acme.example\r\n"
		       "Date: Mon, 5 Jan 2026 09:00:00 +0000\r\nSubject: x\r\n");
	buf_adds(mail, fields);
	buf_adds(mail, "\r\n");
}

static void fill(struct buf *mail, const char *text, size_t until)
{
	while (mail->len < until)
		buf_adds(mail, text);
}

static void base64_without_lines(struct buf *mail)
{
	head(mail,
	     "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n");
	fill(mail, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5", large);
}

static void base64_text(struct buf *mail)
{
	head(mail,
	     "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n");
	fill(mail, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\r\n",
	     large);
}

static void plain_text(struct buf *mail)
{
	head(mail, "");
	fill(mail, "The quick brown fox, ann@acme.example wrote: no more 550 5.1.1 than that.\r\n",
	     large);
}

static void quoted_printable(struct buf *mail)
{
	head(mail,
	     "Content-Type: application/pdf\r\nContent-Transfer-Encoding: quoted-printable\r\n");
	fill(mail, "=E4=F6=FC=E4=F6=FC=E4=F6=FC=E4=F6=FC=E4=F6=FC=E4=F6=FC=E4=F6=FC=E4=F6=\r\n",
	     large);
}

static void uuencoded(struct buf *mail)
{
	head(mail, "");
	buf_adds(mail, "begin 644 a\r\n");
	fill(mail, "M2&5L;&\\@=V]R;&1(96QL;R!W;W)L9$AE;&QO('=O<FQD2&5L;&\\@=V]R;&1H\r\n", large);
	buf_adds(mail, "`\r\nend\r\n");
}

static void html_paragraphs(struct buf *mail)
{
	head(mail, "Content-Type: text/html; charset=utf-8\r\n");
	fill(mail, "<p><b>a</b> <a href=\"http://a.example/\">b</a></p>\r\n", large);
}

static void html_deep(struct buf *mail)
{
	head(mail, "Content-Type: text/html\r\n");
	fill(mail, "<div><blockquote><table><tr><td>", 1024 * 1024);
}

static void html_formatting(struct buf *mail)
{
	head(mail, "Content-Type: text/html\r\n");
	fill(mail, "<b><i><p>x", 1024 * 1024);
}

static void html_attributes(struct buf *mail)
{
	head(mail, "Content-Type: text/html\r\n");
	buf_adds(mail, "<p ");
	fill(mail, "a=b ", 1024 * 1024);
}

static void siblings(struct buf *mail)
{
	head(mail, "Content-Type: multipart/mixed; boundary=b\r\n");
	for (size_t i = 0; i < 100000; i++)
		buf_adds(mail, "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n");
}

static void headers_of_parts(struct buf *mail)
{
	head(mail, "Content-Type: multipart/mixed; boundary=b\r\n");
	while (mail->len < large) {
		buf_adds(mail, "--b\r\n");
		fill(mail, "a:\n", mail->len + (size_t)128 * 1024);
		buf_adds(mail, "\r\nx\r\n");
	}
}

static void nested_multiparts(struct buf *mail)
{
	head(mail, "Content-Type: multipart/mixed; boundary=b0\r\n");
	for (size_t i = 0; i < 10000; i++)
		buf_printf(mail, "--b%zu\r\nContent-Type: multipart/mixed; boundary=b%zu\r\n\r\n",
			   i, i + 1);
}

static void nested_mails(struct buf *mail)
{
	head(mail, "Content-Type: message/rfc822\r\n");
	for (size_t i = 0; i < 50000; i++)
		buf_adds(mail, "Content-Type: message/rfc822\r\n\r\n");
}

static void nearly_boundaries(struct buf *mail)
{
	head(mail, "Content-Type: multipart/mixed; boundary=b\r\n");
	fill(mail, "--bb\r\n--c\r\n--b-\r\n", large);
}

static void encoded_words(struct buf *mail)
{
	buf_adds(mail, "Subject:");
	fill(mail, " =?utf-8?Q?=E2=82?= =?iso-8859-1?Q?=E4?=", (size_t)60 * 1024);
	buf_adds(mail, "\r\nFrom:");
	fill(mail, " =?x?Q?=E2=82?=", (size_t)120 * 1024);
	buf_adds(mail, " <a@b.example>\r\nTo: ");
	fill(mail, "=?utf-8?Q?a?= <a@b.example>, ", (size_t)180 * 1024);
	buf_adds(mail, "\r\n\r\nx\r\n");
}

static void addresses(struct buf *mail)
{
	buf_adds(mail, "From: a@b.example\r\n");
	for (size_t i = 0; i < 4; i++) {
		buf_adds(mail, "To: ");
		fill(mail, "a@b,", mail->len + (size_t)60 * 1024);
		buf_adds(mail, "\r\n");
	}
	buf_adds(mail, "\r\nx\r\n");
}

static void parameters(struct buf *mail)
{
	head(mail, "Content-Type: multipart/mixed; boundary=b\r\n");
	for (size_t i = 0; i < 800; i++) {
		buf_adds(mail, "--b\r\nContent-Type: image/png;");
		for (size_t j = 0; j < 1000; j++)
			buf_printf(mail, " name*%zu*=%%41;", j);
		buf_adds(mail, "\r\n\r\nx\r\n");
	}
}

static void quote_lines(struct buf *mail)
{
	head(mail, "");
	for (size_t i = 0; i < 40000; i++)
		buf_adds(mail, "> On 5.1.2026 at 10:00, a@b.example wrote:\r\nFrom: a\r\n");
}

static void almost_attributions(struct buf *mail)
{
	head(mail, "");
	for (size_t i = 0; i < 40000; i++)
		buf_adds(mail, "On Monday the 5.1.2026 somebody a@b.example\r\n");
}

static void bounce_of_addresses(struct buf *mail)
{
	buf_adds(mail,
		 "From: MAILER-DAEMON@b.example\r\nReturn-Path: <>\r\n"
		 "Subject: Undelivered Mail Returned to Sender\r\n\r\ncould not be delivered\r\n");
	for (size_t i = 0; i < 100000; i++)
		buf_printf(mail, "<user%zu@b.example>: 550 5.1.1 no such user\r\n", i);
}

static void report_of_recipients(struct buf *mail)
{
	head(mail, "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n");
	buf_adds(mail, "--b\r\nContent-Type: message/delivery-status\r\n\r\n");
	for (size_t i = 0; i < 50000; i++)
		buf_printf(mail,
			   "Final-Recipient: rfc822; u%zu@b.example\r\nAction: failed\r\n\r\n", i);
	buf_adds(mail, "--b--\r\n");
}

static void bad_bytes(struct buf *mail)
{
	head(mail, "Content-Type: text/plain; charset=utf-8\r\n");
	fill(mail, "\xff\xc0\xaf\xed\xa0\x80 a\xcc\x81\xcc\x81\r\n", (size_t)8 * 1024 * 1024);
}

static void combining(struct buf *mail)
{
	head(mail, "Content-Type: text/plain; charset=utf-8\r\n");
	fill(mail, "\xcc\x81\xcc\xa3", (size_t)4 * 1024 * 1024);
}

static void charsets_of_parts(struct buf *mail)
{
	head(mail, "Content-Type: multipart/mixed; boundary=b\r\n");
	for (size_t i = 0; i < 1000; i++)
		buf_printf(mail,
			   "--b\r\nContent-Type: text/plain; charset=ibm-%zu\r\n\r\n\xe4\xf6\r\n",
			   i);
}

const struct worst_mail worst_mails[] = {
    {"base64, no line ends", base64_without_lines},
    {"base64 as text", base64_text},
    {"plain text", plain_text},
    {"quoted-printable", quoted_printable},
    {"uuencode", uuencoded},
    {"HTML", html_paragraphs},
    {"HTML, nested", html_deep},
    {"HTML, formatting", html_formatting},
    {"HTML, attributes", html_attributes},
    {"100,000 parts", siblings},
    {"headers of parts", headers_of_parts},
    {"10,000 nested multiparts", nested_multiparts},
    {"50,000 nested mails", nested_mails},
    {"nearly boundaries", nearly_boundaries},
    {"encoded words", encoded_words},
    {"addresses", addresses},
    {"parameters in pieces", parameters},
    {"quotes", quote_lines},
    {"almost attributions", almost_attributions},
    {"bounce of 100,000", bounce_of_addresses},
    {"report of 50,000", report_of_recipients},
    {"bytes that are no UTF-8", bad_bytes},
    {"combining signs", combining},
    {"1,000 charsets", charsets_of_parts},
    {NULL, NULL},
};
