/* The mails of the benches: the same bytes for the same number, on every machine. */
#ifndef BENCH_MAILS_H
#define BENCH_MAILS_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Puts mail number i into out (emptied first), with CRLF line ends. Of ten mails six are plain text
 * of about 2 KB, three text and HTML of about 12 KB, one has an attachment of 200 KB (as base64);
 * each third is a reply to mail i - 2 by the same sender, with a quote. `to` is the mailbox.
 */
void bench_mail(size_t i, const char *to, struct buf *out);

/* The same with an attachment that is about len bytes of base64. */
void bench_large_mail(size_t i, const char *to, size_t len, struct buf *out);

/* The Message-ID of mail i, without <>. */
void bench_mail_id(size_t i, struct buf *out);

#endif
