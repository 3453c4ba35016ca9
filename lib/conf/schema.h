/*
 * What a configuration may hold: one row for each key. The reader, the checks of the man page and
 * the example in the tests go by this table; a new key is one row here and one member in conf.h.
 */
#ifndef CONF_SCHEMA_H
#define CONF_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_type {
	/* texts: the member is a const char *, or with is_list a struct conf_strings */
	KEY_TEXT,     /* one line */
	KEY_PROSE,    /* several lines */
	KEY_NAME,     /* of an entry: at most 64 signs of one line */
	KEY_ID,       /* letters, digits, . _ - */
	KEY_TAG,      /* of subjects: letters, digits, - */
	KEY_ADDRESS,  /* local@domain */
	KEY_DOMAIN,   /* a host or a domain */
	KEY_IMAP_URL, /* imaps:// */
	KEY_HTTP_URL, /* https:// */
	KEY_SMTP_URL, /* smtps:// */
	KEY_LANGUAGE, /* the shape of BCP 47 */
	KEY_TIMEZONE, /* an IANA name that ICU knows */
	KEY_DATE,     /* 2026-12-25 */
	KEY_HOUR,     /* 08:30 */
	KEY_HEADER,   /* a header's name */
	KEY_WARNING,  /* 75% or a duration */
	KEY_PGP_KEY,  /* a fingerprint, or a file */
	KEY_PATH,     /* a path; need not be there */
	KEY_FILE,     /* a file that is there */
	KEY_FOLDER,   /* a folder that is there */
	/* numbers: an int64_t within [least, most] */
	KEY_NUMBER,
	KEY_PERCENT,  /* 25 or "25%" */
	KEY_SIZE,     /* bytes: a number, or "50 MB" */
	KEY_DURATION, /* "1h30m"; microseconds */
	KEY_WORKTIME, /* a duration without d and w */
	/* others */
	KEY_BOOL,
	KEY_CHOICE,  /* one of choices; the member, an enum or a bool, is its index */
	KEY_SECRET,  /* struct conf_secret */
	KEY_SECRETS, /* struct conf_strings: read at once */
	KEY_REF,     /* size_t: the index of an entry of target, by its first key */
	KEY_REFS,    /* size_t * at offset and size_t at count_offset */
	KEY_NAME_OF, /* const char *: the name of an entry of target */
	KEY_PAIRS,   /* struct conf_pairs: any names */
	KEY_GROUP,   /* the keys of group, in a struct at offset */
};

struct block;

struct key {
	const char *name;
	enum key_type type;
	size_t offset, size; /* of the member */
	bool is_list, is_required;
	const char *fallback; /* what an absent key means, as it would be written; NULL: nothing */
	int64_t least, most;
	const char *const *choices; /* of a KEY_CHOICE, or of a text; NULL at the end */
	const char *target;         /* the block that a reference is to */
	const struct block *group;
	size_t count_offset;
	const char *help; /* one line */
};

enum block_form {
	BLOCK_TOP,   /* keys of the file itself */
	BLOCK_GROUP, /* name = { … } */
	BLOCK_LIST,  /* name = ( { … }, … ) */
};

struct block {
	const char *name;
	enum block_form form;
	const struct key *keys;
	size_t key_count;
	size_t offset;             /* in struct conf: of the group, or of the list's pointer */
	size_t size, count_offset; /* of a list: of one entry; its count in struct conf */
	bool is_required;
	const char *help;
};

extern const struct block schema_blocks[];
extern const size_t schema_block_count;

/* NULL where there is none. */
const struct block *schema_block(const char *name);
const struct key *schema_key(const struct block *block, const char *name);

#endif
