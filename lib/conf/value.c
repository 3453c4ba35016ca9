#include "conf/value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "conf/conf.h"
#include "conf/file.h"
#include "conf/shape.h"

/* A test of a text; true where it is good. */
typedef bool text_test(const char *text);

static const struct {
	const char *kind;  /* what the type takes */
	text_test *test;   /* NULL: any line */
	const char *fault; /* what is said where the test fails */
} texts[] = {
    [KEY_TEXT] = {"a text in quotes", NULL, NULL},
    [KEY_PROSE] = {"a text in quotes", NULL, NULL},
    [KEY_NAME] = {"a name in quotes", shape_is_name,
		  "is no name; use at most 64 signs and no quotes"},
    [KEY_ID] = {"a short name in quotes", shape_is_id,
		"is no short name; use letters, digits, \".\", \"_\" and \"-\""},
    [KEY_TAG] = {"a tag in quotes", shape_is_tag,
		 "is no tag; use 1 to 20 letters and digits, such as \"ACME\""},
    [KEY_ADDRESS] = {"an address in quotes", shape_is_address,
		     "is no address; write \"name@domain\""},
    [KEY_DOMAIN] = {"a domain in quotes", shape_is_domain,
		    "is no domain; write it as \"acme.example\""},
    [KEY_IMAP_URL] =
	{"a URL in quotes", shape_is_imap_url,
	 "is no URL of an IMAP server; write \"imaps://host\" or \"imaps://host:port\""},
    [KEY_HTTP_URL] = {"a URL in quotes", shape_is_http_url,
		      "is no URL of a service; write \"https://host/path?email={email}\""},
    [KEY_SMTP_URL] =
	{"a URL in quotes", shape_is_smtp_url,
	 "is no URL of an SMTP server; write \"smtps://host\" or \"smtp://host:port\""},
    [KEY_LANGUAGE] = {"a language in quotes", shape_is_language,
		      "is no language; write a tag such as \"en\" or \"pt-BR\""},
    [KEY_TIMEZONE] = {"a time zone in quotes", shape_is_timezone,
		      "is no time zone; write an IANA name such as \"Europe/Berlin\""},
    [KEY_HOUR] = {"a time of day in quotes", shape_is_hour,
		  "is no time of day; write it as \"08:30\""},
    [KEY_DATE] = {"a date in quotes", shape_is_date, "is no date; write it as \"2026-12-25\""},
    [KEY_HEADER] = {"a header's name in quotes", shape_is_header,
		    "is no header's name; write it without colon, as \"X-Internal\""},
    [KEY_WARNING] = {"a part or a time in quotes", shape_is_warning,
		     "is no warning; write a part such as \"75%\" or a time such as \"30m\""},
    [KEY_PGP_KEY] = {"a fingerprint or a file in quotes", NULL, NULL},
    [KEY_PATH] = {"a path in quotes", NULL, NULL},
    [KEY_FILE] = {"a file's path in quotes", NULL, NULL},
    [KEY_FOLDER] = {"a folder's path in quotes", NULL, NULL},
};

bool conf_value_is_text(enum key_type type)
{
	return type <= KEY_FOLDER;
}

bool conf_value_is_number(enum key_type type)
{
	return type >= KEY_NUMBER && type <= KEY_WORKTIME;
}

const char *conf_value_kind(enum key_type type)
{
	if (conf_value_is_text(type))
		return texts[type].kind;
	switch (type) {
	case KEY_NUMBER:
		return "a whole number without quotes";
	case KEY_PERCENT:
		return "a percentage such as \"25%\"";
	case KEY_SIZE:
		return "a size such as \"50 MB\"";
	case KEY_DURATION:
		return "a duration in quotes such as \"60s\", \"1h30m\" or \"30d\"";
	case KEY_WORKTIME:
		return "working time in quotes such as \"30m\" or \"8h\"";
	case KEY_BOOL:
		return "true or false, without quotes";
	case KEY_SECRET:
	case KEY_SECRETS:
		return "a secret: a text, { file = \"...\"; }, { command = [\"...\"]; } or "
		       "{ credential = \"...\"; }";
	case KEY_CHOICE:
		return "one of its words in quotes";
	case KEY_REF:
	case KEY_REFS:
	case KEY_NAME_OF:
		return "a name in quotes";
	default:
		return "a block { name = value; }";
	}
}

static int check_present(enum key_type type, const char *path, struct err *err)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return err_set(err, ERR_CONF, "\"%s\" can't be read (%s); mend the path", path,
			       strerror(errno));
	if (type == KEY_FOLDER && !S_ISDIR(status.st_mode))
		return err_set(err, ERR_CONF, "\"%s\" is no folder; name a folder", path);
	if (type != KEY_FOLDER && !S_ISREG(status.st_mode))
		return err_set(err, ERR_CONF, "\"%s\" is no file; name a file", path);
	if (access(path, R_OK) < 0)
		return err_set(err, ERR_CONF, "\"%s\" can't be read (%s); let the daemon read it",
			       path, strerror(errno));
	return 0;
}

static int text_to_path(const struct value_context *context, const struct key *key,
			const char *text, const char **out, struct err *err)
{
	if (key->type == KEY_PGP_KEY && shape_is_fingerprint(text)) {
		*out = arena_strdup(context->arena, text);
		return 0;
	}
	*out = file_path(context->arena, context->folder, text);
	return key->type == KEY_PATH ? 0 : check_present(key->type, *out, err);
}

/* Without controls, for values go into headers and logs; prose may have lines. */
static bool has_controls(const char *text, bool is_prose)
{
	for (; *text; text++)
		if (iscntrl((unsigned char)*text) &&
		    !(is_prose && (*text == '\n' || *text == '\t')))
			return true;
	return false;
}

static int check_line(const struct key *key, const char *text, struct err *err)
{
	if (!*text)
		return err_set(err, ERR_CONF, "is empty; give it a value or leave the line out");
	if (!text_is_utf8(text, strlen(text)))
		return err_set(err, ERR_CONF, "is not UTF-8; save the file as UTF-8");
	if (has_controls(text, key->type == KEY_PROSE))
		return err_set(err, ERR_CONF,
			       "holds a line end or another control sign; keep it to one line");
	return 0;
}

static int choice_index(const struct key *key, const char *text)
{
	for (int i = 0; key->choices[i]; i++)
		if (strcmp(key->choices[i], text) == 0)
			return i;
	return -1;
}

static int no_choice(const struct key *key, const char *text, struct err *err)
{
	char all[200] = "";
	size_t len = 0;

	for (int i = 0; key->choices[i] && len < sizeof all; i++)
		len += (size_t)snprintf(all + len, sizeof all - len, "%s\"%s\"",
					!i                    ? ""
					: key->choices[i + 1] ? ", "
							      : " or ",
					key->choices[i]);
	return err_set(err, ERR_CONF, "\"%.80s\" is not known here; write %s", text, all);
}

static int no_such_text(enum key_type type, const char *text, struct err *err)
{
	char zone[64];

	if (type == KEY_TIMEZONE && shape_nearest_timezone(text, zone, sizeof zone))
		return err_set(err, ERR_CONF, "\"%.80s\" is no time zone; did you mean \"%s\"?",
			       text, zone);
	return err_set(err, ERR_CONF, "\"%.80s\" %s", text, texts[type].fault);
}

int conf_value_text(const struct value_context *context, const struct key *key,
		    const struct scalar *scalar, const char **out, struct err *err)
{
	text_test *test = texts[key->type].test;

	if (scalar->kind != SCALAR_TEXT)
		return err_set(err, ERR_CONF, "takes %s", conf_value_kind(key->type));
	if (check_line(key, scalar->text, err) < 0)
		return -1;
	if (test && !test(scalar->text))
		return no_such_text(key->type, scalar->text, err);
	if (key->choices && choice_index(key, scalar->text) < 0)
		return no_choice(key, scalar->text, err);
	if (key->type >= KEY_PGP_KEY)
		return text_to_path(context, key, scalar->text, out, err);
	*out = arena_strdup(context->arena, scalar->text);
	return 0;
}

/* Bounds as they would be written. */
static const char *bound_text(const struct key *key, int64_t bound, char out[TIMESTAMP_LEN])
{
	bool is_time = key->type == KEY_DURATION || key->type == KEY_WORKTIME;

	if (is_time && bound >= MINUTE_US)
		return duration_text(bound, out);
	if (is_time)
		snprintf(out, TIMESTAMP_LEN, "%" PRId64 "s", bound / SECOND_US);
	else
		snprintf(out, TIMESTAMP_LEN, "%" PRId64, bound);
	return out;
}

static int check_range(const struct key *key, int64_t number, struct err *err)
{
	char least[TIMESTAMP_LEN], most[TIMESTAMP_LEN];

	if (number >= key->least && number <= key->most)
		return 0;
	return err_set(err, ERR_CONF, "is out of range; it can be from %s to %s",
		       bound_text(key, key->least, least), bound_text(key, key->most, most));
}

static int read_number(const struct key *key, const struct scalar *scalar, int64_t *out,
		       struct err *err)
{
	bool is_text = scalar->kind == SCALAR_TEXT;
	const char *text = scalar->text;

	switch (key->type) {
	case KEY_DURATION:
		return is_text ? duration_parse(text, out, err) : -1;
	case KEY_WORKTIME:
		if (is_text && strpbrk(text, "dw"))
			return err_set(err, ERR_CONF,
				       "\"%.60s\" is no working time, whose days differ; "
				       "write hours, such as \"8h\"",
				       text);
		return is_text ? duration_parse(text, out, err) : -1;
	case KEY_SIZE:
		if (is_text)
			return shape_parse_size(text, out) ? 0 : -1;
		break;
	case KEY_PERCENT:
		if (is_text)
			return shape_parse_percent(text, out) ? 0 : -1;
		break;
	default:
		break;
	}
	*out = scalar->number;
	return scalar->kind == SCALAR_NUMBER ? 0 : -1;
}

int conf_value_number(const struct key *key, const struct scalar *scalar, int64_t *out,
		      struct err *err)
{
	struct err why = {0};

	if (read_number(key, scalar, out, &why) < 0) {
		if (why.code)
			return err_set(err, ERR_CONF, "%s", why.text);
		return err_set(err, ERR_CONF, "takes %s", conf_value_kind(key->type));
	}
	return check_range(key, *out, err);
}

int conf_value_choice(const struct key *key, const struct scalar *scalar, int *out, struct err *err)
{
	if (scalar->kind != SCALAR_TEXT)
		return no_choice(key, scalar->kind == SCALAR_NUMBER ? "a number" : "this", err);
	*out = choice_index(key, scalar->text);
	return *out < 0 ? no_choice(key, scalar->text, err) : 0;
}

struct scalar conf_value_fallback(const struct key *key, const char *text)
{
	if (key->type == KEY_NUMBER || key->type == KEY_PERCENT)
		return (struct scalar){.kind = SCALAR_NUMBER, .number = strtoimax(text, NULL, 10)};
	if (key->type == KEY_BOOL)
		return (struct scalar){.kind = SCALAR_BOOL, .truth = strcmp(text, "true") == 0};
	return (struct scalar){.kind = SCALAR_TEXT, .text = text};
}

const char *conf_value_nearest(const char *text, const char *const *names, size_t count)
{
	unsigned limit = strlen(text) > 5 ? 2 : 1, best = limit + 1;
	const char *nearest = NULL;

	for (size_t i = 0; i < count; i++) {
		unsigned distance = text_distance(text, names[i], limit);

		if (distance < best || (!nearest && text_equal_nocase(text, names[i]))) {
			best = distance;
			nearest = names[i];
		}
	}
	return nearest;
}
