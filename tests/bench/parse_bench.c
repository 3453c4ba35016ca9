/*
 * `make bench-parse`: mail_read over the bench mails, beside libetpan's mailmime_parse and
 * mailmime_part_parse of every leaf, in one process; then the time of single mails (the bench's,
 * and those of files that are named), and time and memory of the worst that can be sent, each in a
 * process of its own. Figures are printed, nothing is asserted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <libetpan/libetpan.h>

#include "base/clock.h"
#include "bench/mails.h"
#include "bench/worst_mails.h"
#include "mail/charset.h"
#include "mail/reader.h"

enum { MAILS = 5000, ROUNDS = 3 };

struct corpus {
	struct buf mails[MAILS];
	size_t total_len;
};

static struct corpus corpus;

static void make_mails(void)
{
	for (size_t i = 0; i < MAILS; i++) {
		buf_init(&corpus.mails[i]);
		bench_mail(i, "support@acme.example", &corpus.mails[i]);
		corpus.total_len += corpus.mails[i].len;
	}
}

static size_t read_one(const struct buf *mail)
{
	struct mail_limits limits = mail_limits_default();
	struct message *message;
	struct arena arena;
	size_t len;

	arena_init(&arena);
	mail_read(buf_bytes(mail), &limits, &arena, &message, NULL);
	len = strlen(message->text) + message->attachment_count;
	arena_release(&arena);
	return len;
}

static size_t decode_leaf(struct mailmime *mime)
{
	struct mailmime_data *data = mime->mm_data.mm_single;
	int encoding = MAILMIME_MECHANISM_8BIT;
	size_t at = 0, len = 0;
	char *result = NULL;

	if (!data || data->dt_type != MAILMIME_DATA_TEXT)
		return 0;
	if (mime->mm_mime_fields)
		encoding = mailmime_transfer_encoding_get(mime->mm_mime_fields);
	if (mailmime_part_parse(data->dt_data.dt_text.dt_data, data->dt_data.dt_text.dt_length, &at,
				encoding, &result, &len) == MAILIMF_NO_ERROR)
		mailmime_decoded_part_free(result);
	return len;
}

static size_t decode_leaves(struct mailmime *mime)
{
	size_t len = 0;

	switch (mime->mm_type) {
	case MAILMIME_SINGLE:
		return decode_leaf(mime);
	case MAILMIME_MULTIPLE:
		for (clistiter *at = clist_begin(mime->mm_data.mm_multipart.mm_mp_list); at;
		     at = clist_next(at))
			len += decode_leaves(clist_content(at));
		return len;
	default:
		return mime->mm_data.mm_message.mm_msg_mime
			   ? decode_leaves(mime->mm_data.mm_message.mm_msg_mime)
			   : 0;
	}
}

static size_t etpan_one(const struct buf *mail)
{
	struct mailmime *mime;
	size_t at = 0, len;

	if (mailmime_parse(mail->data, mail->len, &at, &mime) != MAILIMF_NO_ERROR)
		return 0;
	len = decode_leaves(mime);
	mailmime_free(mime);
	return len;
}

static double cpu_seconds(const struct rusage *usage)
{
	return (double)usage->ru_utime.tv_sec + (double)usage->ru_stime.tv_sec +
	       (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

/* CPU time of this process: what others do on the machine is not counted. */
static int64_t cpu_us(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (int64_t)(cpu_seconds(&usage) * 1e6);
}

/* The best of the rounds, in seconds. */
static double time_best(size_t (*one)(const struct buf *mail))
{
	int64_t best = INT64_MAX;
	volatile size_t sum = 0;

	for (int round = 0; round < ROUNDS; round++) {
		int64_t start = cpu_us(), spent;

		for (size_t i = 0; i < MAILS; i++)
			sum += one(&corpus.mails[i]);
		spent = cpu_us() - start;
		best = spent < best ? spent : best;
	}
	return (double)best / (double)SECOND_US;
}

static void print(const char *name, double secs)
{
	printf("%-28s %8.0f mails/s %8.1f MB/s %8.1f us a mail\n", name, MAILS / secs,
	       (double)corpus.total_len / secs / 1e6, secs * 1e6 / MAILS);
}

static int compare_spans(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

static int64_t time_one(const struct buf *mail)
{
	int64_t start = cpu_us();
	volatile size_t len = read_one(mail);

	(void)len;
	return cpu_us() - start;
}

static void print_spans(const char *name, int64_t *spans, size_t count)
{
	if (!count)
		return;
	qsort(spans, count, sizeof *spans, compare_spans);
	printf("%-28s %8zu mails: median %.2f ms, p99 %.2f ms, longest %.2f ms\n", name, count,
	       (double)spans[count / 2] / 1e3, (double)spans[count * 99 / 100] / 1e3,
	       (double)spans[count - 1] / 1e3);
}

static void time_singles(void)
{
	static int64_t spans[MAILS];

	for (size_t i = 0; i < MAILS; i++)
		spans[i] = time_one(&corpus.mails[i]);
	print_spans("single mails", spans, MAILS);
}

static bool load(const char *path, struct buf *mail)
{
	FILE *file = fopen(path, "rb");
	size_t got;

	if (!file)
		return false;
	do {
		buf_reserve(mail, 64 * 1024);
		got = fread(mail->data + mail->len, 1, 64 * 1024 - 1, file);
		mail->len += got;
	} while (got);
	fclose(file);
	return mail->len > 0;
}

static void time_files(char **paths, size_t count)
{
	int64_t *spans = calloc(count + 1, sizeof *spans);
	size_t read = 0;

	for (size_t i = 0; spans && i < count; i++) {
		struct buf mail;

		buf_init(&mail);
		if (load(paths[i], &mail))
			spans[read++] = time_one(&mail);
		buf_release(&mail);
	}
	if (spans)
		print_spans("files", spans, read);
	free(spans);
}

/* In a child: memory that another mail took is not counted. */
static void time_worst(const struct worst_mail *worst)
{
	struct rusage before, after;
	struct buf mail;
	double size;

	buf_init(&mail);
	worst->make(&mail);
	getrusage(RUSAGE_SELF, &before);
	read_one(&mail);
	getrusage(RUSAGE_SELF, &after);
	size = (double)mail.len / 1048576;
	printf("%-28s %8.1f MB: %6.0f ms of CPU, %6.1f MB at most (limit 3 n + 32 = %.1f MB)\n",
	       worst->name, size, (cpu_seconds(&after) - cpu_seconds(&before)) * 1e3,
	       (double)after.ru_maxrss / 1024, 3 * size + 32);
}

static void time_worst_mails(void)
{
	for (const struct worst_mail *worst = worst_mails; worst->name; worst++) {
		pid_t child;

		fflush(stdout);
		child = fork();
		if (child == 0) {
			time_worst(worst);
			fflush(stdout);
			_exit(0);
		}
		if (child > 0)
			waitpid(child, NULL, 0);
	}
}

int main(int argc, char **argv)
{
	double ours, theirs;

	/* First, while this process is small. */
	time_worst_mails();
	make_mails();
	ours = time_best(read_one);
	theirs = time_best(etpan_one);
	print("mail_read, all of it", ours);
	print("libetpan, parts decoded", theirs);
	printf("ratio %.2f\n", theirs / ours);
	time_singles();
	time_files(argv + 1, (size_t)argc - 1);
	charset_release();
	for (size_t i = 0; i < MAILS; i++)
		buf_release(&corpus.mails[i]);
	return EXIT_SUCCESS;
}
