/*
 * Puts the bench mails into a Maildir, as a delivery would have: LF line ends, both sizes in the
 * name. With BYTES it is one mail with an attachment of that size instead.
 *
 *   write_mails MAILDIR COUNT ADDRESS [BYTES]
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "bench/mails.h"

static void make_folder(const char *maildir, const char *name)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", maildir, name);
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		die("\"%s\" can't be made: %s", path, strerror(errno));
}

static void without_cr(struct buf *mail)
{
	size_t len = 0;

	for (size_t i = 0; i < mail->len; i++)
		if (mail->data[i] != '\r')
			mail->data[len++] = mail->data[i];
	mail->len = len;
}

static void write_mail(const char *maildir, size_t i, struct buf *mail)
{
	size_t wire_len = mail->len, done = 0;
	char path[4096];
	int file;

	without_cr(mail);
	snprintf(path, sizeof path, "%s/cur/%010zu.bench,S=%zu,W=%zu:2,", maildir, i, mail->len,
		 wire_len);
	file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
	if (file < 0)
		die("\"%s\" can't be made: %s", path, strerror(errno));
	while (done < mail->len) {
		ssize_t len = write(file, mail->data + done, mail->len - done);

		if (len < 0)
			die("\"%s\" can't be written: %s", path, strerror(errno));
		done += (size_t)len;
	}
	close(file);
}

int main(int argc, char **argv)
{
	static const char *const folders[] = {"", "cur", "new", "tmp"};
	size_t count;
	struct buf mail;

	if (argc < 4)
		return fprintf(stderr, "usage: write_mails MAILDIR COUNT ADDRESS [BYTES]\n"), 64;
	count = (size_t)atol(argv[2]);
	buf_init(&mail);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		make_folder(argv[1], folders[i]);
	for (size_t i = 0; i < count; i++) {
		if (argc > 4)
			bench_large_mail(i, argv[3], (size_t)atol(argv[4]), &mail);
		else
			bench_mail(i, argv[3], &mail);
		write_mail(argv[1], i, &mail);
	}
	buf_release(&mail);
	return EXIT_SUCCESS;
}
