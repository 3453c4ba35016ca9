/* The mails that people in a scenario write: plain, as their programs would send them. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "scenario.h"

/* The options of write, reply and tap. */
struct options {
	bool is_forged, is_unproven, is_no_refs, is_no_plus, is_no_quote, is_html, is_auto;
	const char *from, *subject;
	const char *ccs[20], *headers[20], *files[20];
	size_t cc_count, header_count, file_count;
};

/* A person's mail before it is bytes. */
struct letter {
	const char *from, *to, *subject, *in_reply_to, *references;
	const char *text, *quote_head, *quote; /* quote: NULL for none */
};

static int add_value(const char **list, size_t *count, const char *value, struct err *err)
{
	if (*count == 20)
		return err_set(err, ERR_INPUT, "more than 20 of one option");
	list[(*count)++] = value;
	return 0;
}

/* The options from word `at` on. */
static int read_options(const struct scenario_statement *statement, size_t at,
			struct options *options, struct err *err)
{
	for (; at < statement->count; at++) {
		const char *word = statement->words[at].text, *value = NULL;
		bool has_value = at + 1 < statement->count;
		int result = 0;

		if (has_value)
			value = statement->words[at + 1].text;
		if (statement->words[at].is_quoted)
			return err_set(err, ERR_INPUT, "\"%s\" stands where an option is due",
				       word);
		if (strcmp(word, "forged") == 0)
			options->is_forged = true;
		else if (strcmp(word, "unproven") == 0)
			options->is_unproven = true;
		else if (strcmp(word, "no-refs") == 0)
			options->is_no_refs = true;
		else if (strcmp(word, "no-plus") == 0)
			options->is_no_plus = true;
		else if (strcmp(word, "no-quote") == 0)
			options->is_no_quote = true;
		else if (strcmp(word, "html") == 0)
			options->is_html = true;
		else if (strcmp(word, "auto") == 0)
			options->is_auto = true;
		else if (!has_value)
			return err_set(err, ERR_INPUT,
				       "unknown option \"%s\", or its value is missing", word);
		else if (at++, strcmp(word, "from") == 0)
			options->from = value;
		else if (strcmp(word, "subject") == 0)
			options->subject = value;
		else if (strcmp(word, "cc") == 0)
			result = add_value(options->ccs, &options->cc_count, value, err);
		else if (strcmp(word, "header") == 0)
			result = add_value(options->headers, &options->header_count, value, err);
		else if (strcmp(word, "attach") == 0)
			result = add_value(options->files, &options->file_count, value, err);
		else
			return err_set(err, ERR_INPUT, "unknown option \"%s\"", word);
		if (result < 0)
			return -1;
	}
	return 0;
}

static const char *domain_of(const char *address)
{
	const char *at = strrchr(address, '@');

	return at ? at + 1 : "nowhere.example";
}

/* An agent's border says that the mail is theirs, unless it is said otherwise. */
static void add_proof(struct scenario *scenario, const struct options *options, const char *from,
		      struct buf *out)
{
	bool is_agent = conf_agent_by_address(scenario->conf, from) != CONF_NO_INDEX;

	if (options->is_unproven || (!is_agent && !options->is_forged))
		return;
	buf_printf(out, "Authentication-Results: mx.acme.example; dmarc=%s header.from=%s\n",
		   options->is_forged ? "fail" : "pass", domain_of(from));
}

static void add_address(struct scenario *scenario, const char *name, const char *address,
			struct buf *out)
{
	size_t agent = conf_agent_by_address(scenario->conf, address);

	if (agent != CONF_NO_INDEX)
		buf_printf(out, "%s: %s <%s>\n", name, scenario->conf->agents[agent].name, address);
	else
		buf_printf(out, "%s: %s\n", name, address);
}

static void add_head(struct scenario *scenario, const struct letter *letter,
		     const struct options *options, struct buf *out)
{
	char date[TIMESTAMP_LEN];

	buf_printf(out, "Return-Path: <%s>\nDelivered-To: %s\n", letter->from, letter->to);
	add_proof(scenario, options, letter->from, out);
	for (size_t i = 0; i < options->header_count; i++)
		buf_printf(out, "%s\n", options->headers[i]);
	add_address(scenario, "From", letter->from, out);
	buf_printf(out, "To: %s\n", letter->to);
	for (size_t i = 0; i < options->cc_count; i++)
		buf_printf(out, "%s%s%s", i ? ", " : "Cc: ", options->ccs[i],
			   i + 1 == options->cc_count ? "\n" : "");
	buf_printf(out, "Subject: %s\n", options->subject ? options->subject : letter->subject);
	buf_printf(out, "Date: %s\nMessage-ID: <mail-%zu@%s>\n",
		   timestamp_rfc5322(scenario->now_us, date), ++scenario->mail_number,
		   domain_of(letter->from));
	if (letter->in_reply_to && !options->is_no_refs)
		buf_printf(out, "In-Reply-To: <%s>\nReferences: %s\n", letter->in_reply_to,
			   letter->references);
	if (options->is_auto)
		buf_adds(out, "Auto-Submitted: auto-replied\n");
	buf_adds(out, "MIME-Version: 1.0\n");
}

static void add_quoted(struct buf *out, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		buf_printf(out, "> %.*s\n", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static void add_escaped(struct buf *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '\n':
			buf_adds(out, "<br>\n");
			break;
		default:
			buf_addc(out, *text);
		}
}

/* Words as a mail program would mark them up; what begins with a tag is HTML already. */
static void add_as_html(struct buf *out, const char *text)
{
	const char *start = text + strspn(text, " \t\n");

	if (*start == '<' && start[1] && (isalpha((unsigned char)start[1]) || start[1] == '!'))
		buf_adds(out, text);
	else
		add_escaped(out, text);
}

static void add_text(const struct letter *letter, const struct options *options, struct buf *out)
{
	bool has_quote = letter->quote && !options->is_no_quote;

	if (options->is_html) {
		buf_adds(
		    out,
		    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
		    "<html><body><div>");
		add_as_html(out, letter->text);
		buf_adds(out, "</div>");
		if (has_quote) {
			buf_adds(out, "<div class=\"gmail_quote\"><div>");
			add_escaped(out, letter->quote_head);
			buf_adds(out, "</div><blockquote>");
			add_escaped(out, letter->quote);
			buf_adds(out, "</blockquote></div>");
		}
		buf_adds(out, "</body></html>\n");
		return;
	}
	buf_adds(out,
		 "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n");
	buf_adds(out, letter->text);
	if (has_quote) {
		buf_printf(out, "\n%s\n", letter->quote_head);
		add_quoted(out, letter->quote);
	}
}

static void add_base64(struct buf *out, struct bytes data)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < data.len; i += 3) {
		unsigned int left = data.len - i < 3 ? (unsigned int)(data.len - i) : 3, value = 0;

		for (unsigned int j = 0; j < 3; j++)
			value = value << 8 | (j < left ? (unsigned char)data.data[i + j] : 0u);
		for (unsigned int j = 0; j < 4; j++)
			buf_addc(out, j > left ? '=' : digits[value >> (18 - 6 * j) & 63]);
		if (i % 57 == 54)
			buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
}

static const char *type_of(const char *path)
{
	static const struct {
		const char *ending, *type;
	} types[] = {{".txt", "text/plain"}, {".pdf", "application/pdf"},
		     {".png", "image/png"},  {".jpg", "image/jpeg"},
		     {".vcf", "text/vcard"}, {".eml", "message/rfc822"},
		     {".html", "text/html"}};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (text_ends_nocase(path, types[i].ending))
			return types[i].type;
	return "application/octet-stream";
}

static int add_files(struct scenario *scenario, const struct letter *letter,
		     const struct options *options, struct buf *out, struct err *err)
{
	buf_adds(out,
		 "Content-Type: multipart/mixed; boundary=\"scenario-part\"\n\n--scenario-part\n");
	add_text(letter, options, out);
	for (size_t i = 0; i < options->file_count; i++) {
		const char *path = options->files[i], *name = strrchr(path, '/');
		struct bytes content;

		if (scenario_load(scenario, path, &content, err) < 0)
			return -1;
		name = name ? name + 1 : path;
		buf_printf(out,
			   "\n--scenario-part\nContent-Type: %s; name=\"%s\"\n"
			   "Content-Disposition: attachment; filename=\"%s\"\n"
			   "Content-Transfer-Encoding: base64\n\n",
			   type_of(path), name, name);
		add_base64(out, content);
	}
	buf_adds(out, "--scenario-part--\n");
	return 0;
}

/* LF becomes CRLF; what is CRLF stays. */
static struct bytes with_crlf(struct arena *arena, const char *data, size_t len)
{
	char *out = arena_alloc(arena, 2 * len + 1);
	size_t out_len = 0;

	for (size_t i = 0; i < len; i++) {
		if (data[i] == '\n' && (!i || data[i - 1] != '\r'))
			out[out_len++] = '\r';
		out[out_len++] = data[i];
	}
	return (struct bytes){out, out_len};
}

static int post_letter(struct scenario *scenario, size_t mailbox, const struct letter *letter,
		       const struct options *options, struct err *err)
{
	struct bytes raw;
	struct buf out;
	int result = 0;

	buf_init(&out);
	add_head(scenario, letter, options, &out);
	if (options->file_count)
		result = add_files(scenario, letter, options, &out, err);
	else
		add_text(letter, options, &out);
	raw = with_crlf(&scenario->arena, out.data, out.len);
	buf_release(&out);
	return result < 0 ? -1 : scenario_arrive(scenario, mailbox, raw, err);
}

/* ---- mail MAILBOX <<END | FILE.eml ---- */

static bool has_header(const char *raw, const char *name)
{
	size_t len = strlen(name);

	while (*raw && *raw != '\n' && strncmp(raw, "\r\n", 2) != 0) {
		const char *end = strchr(raw, '\n');

		if (strncasecmp(raw, name, len) == 0 && raw[len] == ':')
			return true;
		if (!end)
			break;
		raw = end + 1;
	}
	return false;
}

static const char *from_header(struct scenario *scenario, const char *raw)
{
	const char *at = text_starts_nocase(raw, "From:") ? raw : text_find_nocase(raw, "\nFrom:"),
		   *open;
	size_t len;

	if (!at)
		return "";
	at = strchr(at, ':') + 1;
	len = strcspn(at, "\n");
	open = memchr(at, '<', len);
	if (open) {
		at = open + 1;
		len = strcspn(at, ">\n");
	}
	return text_address_key(&scenario->arena, arena_strndup(&scenario->arena, at, len));
}

int scenario_mail(struct scenario *scenario, const struct scenario_statement *statement,
		  struct err *err)
{
	const char *name, *path, *raw = statement->text;
	struct bytes given = {raw, raw ? strlen(raw) : 0};
	char date[TIMESTAMP_LEN];
	struct buf out;
	size_t mailbox;
	int result;

	if (scenario_start(scenario, err) < 0 ||
	    scenario_word(statement, 1, "a mailbox", &name, err) < 0)
		return -1;
	mailbox = conf_mailbox_by_name(scenario->conf, name);
	if (mailbox == CONF_NO_INDEX)
		return err_set(err, ERR_INPUT, "there is no mailbox \"%s\"", name);
	if (!raw && (scenario_word(statement, 2, "a text or a file", &path, err) < 0 ||
		     scenario_load(scenario, path, &given, err) < 0))
		return -1;
	if (statement->count > (raw ? 2u : 3u))
		return err_set(err, ERR_INPUT, "mail takes a mailbox and one text or file");
	raw = given.data;
	buf_init(&out);
	if (!has_header(raw, "Return-Path"))
		buf_printf(&out, "Return-Path: <%s>\n", from_header(scenario, raw));
	if (!has_header(raw, "Date"))
		buf_printf(&out, "Date: %s\n", timestamp_rfc5322(scenario->now_us, date));
	if (!has_header(raw, "Message-ID"))
		buf_printf(&out, "Message-ID: <mail-%zu@nowhere.example>\n",
			   ++scenario->mail_number);
	if (!has_header(raw, "To"))
		buf_printf(&out, "To: %s\n", scenario->conf->mailboxes[mailbox].address);
	buf_add(&out, given.data, given.len);
	given = with_crlf(&scenario->arena, out.data, out.len);
	buf_release(&out);
	result = scenario_arrive(scenario, mailbox, given, err);
	return result;
}

/* ---- write ADDRESS [MAILBOX] ["SUBJECT"] [options] <<END ---- */

int scenario_write(struct scenario *scenario, const struct scenario_statement *statement,
		   struct err *err)
{
	struct letter letter = {.subject = "Help", .text = statement->text};
	struct options options = {0};
	size_t at = 2, mailbox = 0;
	const char *address;

	if (scenario_start(scenario, err) < 0 ||
	    scenario_word(statement, 1, "an address", &address, err) < 0)
		return -1;
	if (!statement->text)
		return err_set(err, ERR_INPUT, "write takes <<WORD and a text");
	if (at < statement->count && !statement->words[at].is_quoted) {
		size_t named = conf_mailbox_by_name(scenario->conf, statement->words[at].text);

		if (named != CONF_NO_INDEX) {
			mailbox = named;
			at++;
		}
	}
	if (at < statement->count && statement->words[at].is_quoted)
		letter.subject = statement->words[at++].text;
	if (read_options(statement, at, &options, err) < 0)
		return -1;
	letter.from = options.from ? options.from : address;
	letter.to = scenario->conf->mailboxes[mailbox].address;
	return post_letter(scenario, mailbox, &letter, &options, err);
}

/* ---- reply ADDRESS [to TEMPLATE] [ticket N] [of ADDRESS2] [options] <<END ---- */

struct scenario_copy *scenario_newest(struct scenario *scenario, const char *address,
				      const char *template_name, int64_t ticket)
{
	for (size_t i = scenario->copy_count; i--;) {
		struct scenario_copy *copy = &scenario->copies[i];

		if (text_equal_nocase(copy->recipient, address) &&
		    (!template_name || strcmp(copy->template_name, template_name) == 0) &&
		    (!ticket || copy->ticket == ticket))
			return copy;
	}
	return NULL;
}

/* The words `to`, `ticket`, `of` and what stands behind them; *at is where the options begin. */
static int read_target(const struct scenario_statement *statement, size_t *at,
		       const char **template_name, int64_t *ticket, const char **of,
		       struct err *err)
{
	while (*at + 1 < statement->count && !statement->words[*at].is_quoted) {
		const char *word = statement->words[*at].text;
		const char *value = statement->words[*at + 1].text;

		if (strcmp(word, "to") == 0)
			*template_name = value;
		else if (strcmp(word, "of") == 0)
			*of = value;
		else if (strcmp(word, "ticket") != 0)
			break;
		else if (scenario_ticket_number(value, ticket, err) < 0)
			return -1;
		*at += 2;
	}
	return 0;
}

static const char *references_of(struct arena *arena, const struct message *message)
{
	const char *all = "";

	for (size_t i = 0; i < message->references.count; i++)
		all = arena_printf(arena, "%s<%s> ", all, message->references.items[i]);
	return arena_printf(arena, "%s<%s>", all, message->message_id);
}

/* support+t1.TOKEN@acme.example is mailbox support's. */
static size_t mailbox_of(struct scenario *scenario, const char *address)
{
	return conf_mailbox_by_address(scenario->conf, address);
}

/* Where a mail to that address goes; with no-plus the detail is left out. */
static int address_letter(struct scenario *scenario, const struct options *options, const char *to,
			  struct letter *letter, size_t *mailbox, struct err *err)
{
	*mailbox = mailbox_of(scenario, to);
	if (*mailbox == CONF_NO_INDEX)
		return err_set(err, ERR_INPUT, "\"%s\" is the address of no mailbox", to);
	letter->to = options->is_no_plus ? scenario->conf->mailboxes[*mailbox].address : to;
	return 0;
}

int scenario_reply(struct scenario *scenario, const struct scenario_statement *statement,
		   struct err *err)
{
	struct letter letter = {.text = statement->text};
	const char *address, *template_name = NULL, *of = NULL, *to;
	const struct message *message;
	struct options options = {0};
	struct scenario_copy *copy;
	size_t at = 2, mailbox;
	int64_t ticket = 0;
	char date[TIMESTAMP_LEN];

	if (scenario_start(scenario, err) < 0 ||
	    scenario_word(statement, 1, "an address", &address, err) < 0 ||
	    read_target(statement, &at, &template_name, &ticket, &of, err) < 0 ||
	    read_options(statement, at, &options, err) < 0)
		return -1;
	if (!statement->text)
		return err_set(err, ERR_INPUT, "reply takes <<WORD and a text");
	copy = scenario_newest(scenario, of ? of : address, template_name, ticket);
	if (!copy)
		return err_set(err, ERR_INPUT, "there is no such mail to answer");
	message = scenario_message(scenario, copy);
	letter.from = options.from ? options.from : address;
	to = message->reply_to.count ? message->reply_to.items[0].email
				     : message->from.items[0].email;
	if (address_letter(scenario, &options, to, &letter, &mailbox, err) < 0)
		return -1;
	letter.subject = text_starts_nocase(message->subject, "Re:")
			     ? message->subject
			     : arena_printf(&scenario->arena, "Re: %s", message->subject);
	letter.in_reply_to = message->message_id;
	letter.references = references_of(&scenario->arena, message);
	letter.quote = message->text;
	letter.quote_head = arena_printf(
	    &scenario->arena, "On %s, %s wrote:", timestamp_rfc5322(message->date_us, date),
	    *message->from.items[0].name ? message->from.items[0].name
					 : message->from.items[0].email);
	return post_letter(scenario, mailbox, &letter, &options, err);
}

/* ---- tap ADDRESS "LABEL" [ticket N] [options] ---- */

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One part of a mailto: URL, percent-decoded. */
static const char *url_decoded(struct arena *arena, const char *data, size_t len)
{
	char *out = arena_alloc(arena, len + 1);
	size_t out_len = 0;

	for (size_t i = 0; i < len; i++) {
		if (data[i] == '%' && i + 2 < len && hex_value(data[i + 1]) >= 0 &&
		    hex_value(data[i + 2]) >= 0) {
			out[out_len++] =
			    (char)(hex_value(data[i + 1]) * 16 + hex_value(data[i + 2]));
			i += 2;
		} else {
			out[out_len++] = data[i];
		}
	}
	return out;
}

/* &amp; as it stands in attributes. */
static const char *unescaped(struct arena *arena, const char *data, size_t len)
{
	char *out = arena_strndup(arena, data, len), *at;

	while ((at = strstr(out, "&amp;")))
		memmove(at + 1, at + 5, strlen(at + 5) + 1);
	return out;
}

struct link {
	const char *to, *subject, *body, *in_reply_to;
};

static struct link read_link(struct arena *arena, const char *url)
{
	struct link link = {.subject = "", .body = ""};
	size_t len = strcspn(url, "?");

	link.to = url_decoded(arena, url, len);
	url += len + (url[len] == '?');
	while (*url) {
		size_t part = strcspn(url, "&"), name = strcspn(url, "=");
		const char *value =
		    url_decoded(arena, url + name + 1, part > name ? part - name - 1 : 0);

		if (name == 7 && strncasecmp(url, "subject", 7) == 0)
			link.subject = value;
		else if (name == 4 && strncasecmp(url, "body", 4) == 0)
			link.body = value;
		else if (name == 11 && strncasecmp(url, "in-reply-to", 11) == 0)
			link.in_reply_to = value;
		url += part + (url[part] == '&');
	}
	return link;
}

/* The first mailto: link of the mail whose text or subject contains the label. */
static bool find_link(struct arena *arena, const struct message *message, const char *label,
		      struct link *link)
{
	const char *at = message->html;

	while (at && (at = text_find_nocase(at, "href=\"mailto:"))) {
		const char *url = at + strlen("href=\"mailto:"), *end = strchr(url, '"'), *text,
			   *close;

		if (!end || !(text = strchr(end, '>')) || !(close = text_find_nocase(text, "</a>")))
			return false;
		*link = read_link(arena, unescaped(arena, url, (size_t)(end - url)));
		if (text_find_nocase(link->subject, label) ||
		    text_find_nocase(unescaped(arena, text + 1, (size_t)(close - text - 1)), label))
			return true;
		at = close;
	}
	return false;
}

int scenario_tap(struct scenario *scenario, const struct scenario_statement *statement,
		 struct err *err)
{
	const char *address, *label, *template_name = NULL, *of = NULL;
	struct options options = {0};
	struct letter letter = {0};
	size_t at = 3, mailbox;
	struct link link;
	int64_t ticket = 0;

	if (scenario_start(scenario, err) < 0 ||
	    scenario_word(statement, 1, "an address", &address, err) < 0 ||
	    scenario_word(statement, 2, "a label", &label, err) < 0 ||
	    read_target(statement, &at, &template_name, &ticket, &of, err) < 0 ||
	    read_options(statement, at, &options, err) < 0)
		return -1;
	if (of || template_name)
		return err_set(err, ERR_INPUT, "tap knows neither `of` nor `to`");
	for (size_t i = scenario->copy_count; i--;) {
		struct scenario_copy *copy = &scenario->copies[i];

		if (!text_equal_nocase(copy->recipient, address) ||
		    (ticket && copy->ticket != ticket) ||
		    !find_link(&scenario->arena, scenario_message(scenario, copy), label, &link))
			continue;
		letter.from = options.from ? options.from : address;
		letter.subject = link.subject;
		letter.text = arena_printf(&scenario->arena, "%s\n", link.body);
		if (address_letter(scenario, &options, link.to, &letter, &mailbox, err) < 0)
			return -1;
		return post_letter(scenario, mailbox, &letter, &options, err);
	}
	return err_set(err, ERR_INPUT, "no mail to %s has a link \"%s\"", address, label);
}

/* ---- bounce ADDRESS CODE [delayed] [no-original] ---- */

static const char *status_of(struct arena *arena, const char *code)
{
	if (strchr(code, '.'))
		return code;
	if (strcmp(code, "550") == 0 || strcmp(code, "551") == 0 || strcmp(code, "553") == 0)
		return "5.1.1";
	if (strcmp(code, "552") == 0 || strcmp(code, "452") == 0)
		return arena_printf(arena, "%c.2.2", *code);
	return arena_printf(arena, "%c.0.0", *code);
}

static void add_original(struct buf *out, const struct scenario_copy *copy)
{
	const char *end = strstr(copy->raw.data, "\r\n\r\n");
	size_t len = end ? (size_t)(end + 2 - copy->raw.data) : copy->raw.len;

	buf_adds(out, "--dsn\nContent-Type: text/rfc822-headers\n\n");
	for (size_t i = 0; i < len; i++)
		if (copy->raw.data[i] != '\r')
			buf_addc(out, copy->raw.data[i]);
	buf_addc(out, '\n');
}

int scenario_bounce(struct scenario *scenario, const struct scenario_statement *statement,
		    struct err *err)
{
	const char *address, *code, *status, *to;
	bool is_delayed = false, has_original = true;
	const struct scenario_copy *copy;
	char date[TIMESTAMP_LEN];
	struct bytes raw;
	struct buf out;
	size_t mailbox;

	if (scenario_start(scenario, err) < 0 ||
	    scenario_word(statement, 1, "an address", &address, err) < 0 ||
	    scenario_word(statement, 2, "a code", &code, err) < 0)
		return -1;
	for (size_t i = 3; i < statement->count; i++) {
		if (strcmp(statement->words[i].text, "delayed") == 0)
			is_delayed = true;
		else if (strcmp(statement->words[i].text, "no-original") == 0)
			has_original = false;
		else
			return err_set(err, ERR_INPUT, "unknown option \"%s\"",
				       statement->words[i].text);
	}
	copy = scenario_newest(scenario, address, NULL, 0);
	if (!copy)
		return err_set(err, ERR_INPUT, "there is no mail to %s that could bounce", address);
	mailbox = *copy->envelope_from ? mailbox_of(scenario, copy->envelope_from) : CONF_NO_INDEX;
	if (mailbox == CONF_NO_INDEX)
		mailbox = conf_mailbox_by_name(scenario->conf, copy->mailbox);
	if (mailbox == CONF_NO_INDEX)
		return err_set(err, ERR_INPUT, "the mail's mailbox is not in the conf any more");
	to =
	    *copy->envelope_from ? copy->envelope_from : scenario->conf->mailboxes[mailbox].address;
	status = status_of(&scenario->arena, code);
	buf_init(&out);
	buf_printf(
	    &out,
	    "Return-Path: <>\nDelivered-To: %s\nFrom: Mail Delivery System "
	    "<MAILER-DAEMON@mx.relay.example>\nTo: %s\nSubject: %s\nDate: %s\n"
	    "Message-ID: <bounce-%zu@mx.relay.example>\nAuto-Submitted: auto-replied\n"
	    "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; "
	    "boundary=\"dsn\"\n\n",
	    to, to,
	    is_delayed ? "Delayed Mail (still being retried)"
		       : "Undelivered Mail Returned to Sender",
	    timestamp_rfc5322(scenario->now_us, date), ++scenario->mail_number);
	buf_printf(&out,
		   "--dsn\nContent-Type: text/plain; charset=us-ascii\n\nYour mail to <%s> %s.\n\n",
		   address, is_delayed ? "waits" : "could not be delivered");
	buf_printf(&out,
		   "--dsn\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
		   "mx.relay.example\n\nFinal-Recipient: rfc822; %s\nAction: %s\nStatus: %s\n"
		   "Diagnostic-Code: smtp; %s said the server of %s\n\n",
		   address, is_delayed ? "delayed" : "failed", status, code, domain_of(address));
	if (has_original)
		add_original(&out, copy);
	buf_adds(&out, "--dsn--\n");
	raw = with_crlf(&scenario->arena, out.data, out.len);
	buf_release(&out);
	return scenario_arrive(scenario, mailbox, raw, err);
}
