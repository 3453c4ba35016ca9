/* Subjects: the tag, `Re:` and what is left without both. */
#ifndef DESK_SUBJECT_H
#define DESK_SUBJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "conf/conf.h"

/* "[ACME-123]" */
const char *subject_tag(const struct conf *conf, int64_t ticket, struct arena *arena);

/*
 * The number in the first tag of ours that stands in a subject: `[ACME-123]`, or `[ACME-123
 * TOKEN]`, whose token goes to *bare (NULL where there is none). 0 where there is no tag.
 */
int64_t subject_ticket(const struct conf *conf, const char *subject, struct arena *arena,
		       const char **bare);

/* Length of a tag of ours at the start of text, 0 where there is none; its number, and the token in
 * it (NULL). */
size_t subject_tag_len(const struct conf *conf, const char *text, int64_t *ticket,
		       const char **bare, size_t *bare_len);

/* The subject without our tags and without `Re:` and its kin in the languages of mail programs. */
const char *subject_bare(const struct conf *conf, const char *subject, struct arena *arena);

/* True where it begins as mail programs begin the subject of a forwarded mail: Fwd:, WG:, TR: … */
bool subject_is_forward(const struct conf *conf, const char *subject, struct arena *arena);

/* "[ACME-123] SUBJECT", with "Re: " before it where it answers a mail; neither is added twice. */
const char *subject_of_mail(const struct conf *conf, int64_t ticket, const char *subject,
			    bool is_answer, struct arena *arena);

#endif
