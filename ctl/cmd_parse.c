/* `ombudctl parse [--json] [--extract DIR] FILE… | -`: what the reader makes of mails. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "ctl.h"
#include "mail/reader.h"
#include "parse_json.h"

struct parse_options {
	FILE *out, *err;
	bool is_json;
	const char *extract; /* a folder; NULL */
};

/* Reads at most max + 1 bytes, so that what is over the limit shows as such. */
static int read_all(int fd, size_t max, struct buf *mail)
{
	ssize_t got;

	do {
		buf_reserve(mail, 64 * 1024);
		got = read(fd, mail->data + mail->len, mail->cap - mail->len - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got > 0)
			mail->len += (size_t)got;
	} while (got > 0 && mail->len <= max);
	return got < 0 ? -1 : 0;
}

static int write_all(int fd, struct bytes bytes)
{
	while (bytes.len) {
		ssize_t put = write(fd, bytes.data, bytes.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -1;
		bytes.data += put;
		bytes.len -= (size_t)put;
	}
	return 0;
}

/* The number keeps two of one name apart; O_EXCL and O_NOFOLLOW keep what was there. */
static int extract_one(const struct parse_options *options, size_t number,
		       const struct attachment *attachment)
{
	char path[4096];
	int fd, status;

	snprintf(path, sizeof path, "%s/%zu-%s", options->extract, number,
		 *attachment->name ? attachment->name : "part");
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0) {
		fprintf(options->err, "can't write \"%s\": %s\n", path, strerror(errno));
		return EX_CANTCREAT;
	}
	status = write_all(fd, attachment->content) ? EX_IOERR : 0;
	if (close(fd) && !status)
		status = EX_IOERR;
	if (status)
		fprintf(options->err, "can't write \"%s\": %s\n", path, strerror(errno));
	return status;
}

static int extract(const struct parse_options *options, const struct message *message)
{
	int status = 0;

	for (size_t i = 0; i < message->attachment_count; i++) {
		int one = extract_one(options, i + 1, &message->attachments[i]);

		status = status ? status : one;
	}
	return status;
}

static void print_addresses(FILE *out, const char *name, const struct address_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		fprintf(out, "%s: %s <%s>\n", name, list->items[i].name, list->items[i].email);
}

static void print_text(FILE *out, const char *file, const struct message *message)
{
	char date[TIMESTAMP_LEN];

	fprintf(out, "file: %s\n", file);
	print_addresses(out, "from", &message->from);
	print_addresses(out, "to", &message->to);
	print_addresses(out, "cc", &message->cc);
	fprintf(out, "subject: %s\ndate: %s\n", message->subject,
		timestamp_rfc3339(message->date_us, date));
	fprintf(out, "kind: %s (%s)\n", mail_kind_name(message->kind), message->kind_reason);
	for (size_t i = 0; i < message->attachment_count; i++)
		fprintf(out, "attachment: %s %s %zu\n", message->attachments[i].name,
			message->attachments[i].type, message->attachments[i].size);
	for (size_t i = 0; i < message->bounce_count; i++)
		fprintf(out, "bounce: %s %s %s %s\n", message->bounces[i].recipient,
			message->bounces[i].action, message->bounces[i].status,
			message->bounces[i].diagnostic);
	for (size_t i = 0; i < message->defects.count; i++)
		fprintf(out, "defect: %s\n", message->defects.items[i]);
	fprintf(out, "\n%s\n", message->reply);
}

static void print_json(FILE *out, const char *file, const struct message *message)
{
	json_t *object = parse_json(file, message);

	json_dumpf(object, out, JSON_COMPACT);
	fputc('\n', out);
	json_decref(object);
}

static int parse_bytes(const char *file, struct bytes raw, const struct parse_options *options)
{
	struct mail_limits limits = mail_limits_default();
	struct message *message;
	struct arena arena;
	struct err err;
	int status = 0;

	arena_init(&arena);
	if (mail_read(raw, &limits, &arena, &message, &err))
		fprintf(options->err, "%s: %s\n", file, err.text);
	if (options->is_json)
		print_json(options->out, file, message);
	else
		print_text(options->out, file, message);
	if (options->extract)
		status = extract(options, message);
	arena_release(&arena);
	return status;
}

static int parse_file(const char *file, const struct parse_options *options)
{
	bool is_stdin = strcmp(file, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC), status;
	struct buf mail;

	if (fd < 0) {
		fprintf(options->err, "can't open \"%s\": %s\n", file, strerror(errno));
		return EX_NOINPUT;
	}
	buf_init(&mail);
	if (read_all(fd, mail_limits_default().raw, &mail)) {
		fprintf(options->err, "can't read \"%s\": %s\n", file, strerror(errno));
		status = EX_IOERR;
	} else {
		status = parse_bytes(file, buf_bytes(&mail), options);
	}
	buf_release(&mail);
	if (!is_stdin)
		close(fd);
	return status;
}

int ctl_parse(struct ctl *ctl, int argc, char **argv)
{
	static const struct option known[] = {{"json", no_argument, NULL, 'j'},
					      {"extract", required_argument, NULL, 'x'},
					      {NULL, 0, NULL, 0}};
	struct parse_options options = {.out = ctl->out, .err = ctl->err};
	int option, status = 0;

	optind = 0;
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (option == 'j')
			options.is_json = true;
		else if (option == 'x')
			options.extract = optarg;
		else
			return EX_USAGE;
	}
	if (optind == argc) {
		fprintf(ctl->err, "usage: ombudctl parse [--json] [--extract DIR] FILE… | -\n");
		return EX_USAGE;
	}
	for (; optind < argc; optind++) {
		int one = parse_file(argv[optind], &options);

		status = status ? status : one;
	}
	if (fflush(ctl->out) || ferror(ctl->out))
		return EX_IOERR;
	return status;
}
