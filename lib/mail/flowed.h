/* format=flowed (RFC 3676): soft line ends taken out, quote marks kept. */
#ifndef MAIL_FLOWED_H
#define MAIL_FLOWED_H

#include <stdbool.h>

#include "base/buf.h"

/* Adds text (UTF-8, LF or CRLF) to out with its paragraphs joined. is_delsp: DelSp=yes. */
void flowed_join(struct buf *out, struct bytes text, bool is_delsp);

#endif
