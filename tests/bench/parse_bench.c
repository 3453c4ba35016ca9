/*
 * `make bench-parse`: mail_read over the bench mails, beside libetpan's mailmime_parse and
 * mailmime_part_parse of every leaf, in one process. Figures are printed, nothing is asserted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libetpan/libetpan.h>

#include "base/clock.h"
#include "bench/mails.h"
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

/* The best of the rounds, in seconds. */
static double time_best(size_t (*one)(const struct buf *mail))
{
	int64_t best = INT64_MAX;
	volatile size_t sum = 0;

	for (int round = 0; round < ROUNDS; round++) {
		int64_t start = clock_steady_us(), spent;

		for (size_t i = 0; i < MAILS; i++)
			sum += one(&corpus.mails[i]);
		spent = clock_steady_us() - start;
		best = spent < best ? spent : best;
	}
	return (double)best / (double)SECOND_US;
}

static void print(const char *name, double secs)
{
	printf("%-28s %8.0f mails/s %8.1f MB/s %8.1f us a mail\n", name, MAILS / secs,
	       (double)corpus.total_len / secs / 1e6, secs * 1e6 / MAILS);
}

int main(void)
{
	double ours, theirs;

	make_mails();
	ours = time_best(read_one);
	theirs = time_best(etpan_one);
	print("mail_read, all of it", ours);
	print("libetpan, parts decoded", theirs);
	printf("ratio %.2f\n", theirs / ours);
	charset_release();
	for (size_t i = 0; i < MAILS; i++)
		buf_release(&corpus.mails[i]);
	return EXIT_SUCCESS;
}
