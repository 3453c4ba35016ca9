/* From libconfig's trees to struct conf, by the schema. */
#ifndef CONF_READER_H
#define CONF_READER_H

#include <libconfig.h>
#include <stdbool.h>

#include "conf/conf.h"
#include "conf/report.h"
#include "conf/schema.h"
#include "conf/value.h"

/* A name that is looked up once all blocks are read. */
struct reference {
	struct place place;
	const char *path, *name;
	const struct key *key;
	void *member; /* the index, or for KEY_NAME_OF nothing */
};

struct reader {
	struct conf *conf;
	struct report *report;
	const struct conf_options *options;
	struct value_context values;
	config_t *trees; /* one for each source, a later one's settings before an earlier one's */
	size_t tree_count;
	struct reference *references;
	size_t reference_count;
};

/* A setting, or the block in which it is missing. */
struct found {
	config_setting_t *setting; /* NULL: not there */
	struct place place;        /* of the setting, else of its block */
	const char *path;          /* "mailboxes.relay" */
};

/* The setting of a key in a group; group->setting may be NULL. */
struct found reader_find(struct reader *reader, const struct found *group, const char *name);

/* An element of a list or array, under the list's path. */
struct found reader_element(const struct found *list, int index);

/* Adds a fault `path: text`. */
void reader_fault(struct reader *reader, const struct found *found, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reads a group's keys into the struct at base, and tells of keys that the block does not know. */
void reader_group(struct reader *reader, const struct block *block, const struct found *group,
		  char *base);

/* Reads the value of one key into its member of the struct at base; what is absent becomes the
 * fallback. */
void reader_member(struct reader *reader, const struct key *key, const struct found *found,
		   char *base);

/* A secret's source, checked as far as it can be without running anything. */
int reader_secret(struct reader *reader, const struct found *found, struct conf_secret *secret);

/* Reads all blocks. */
void reader_run(struct reader *reader);

/* Looks up what the entries say of one another. */
void reader_resolve(struct reader *reader);

/* Where a key of an entry stands (index: 0 for a group), else its entry, else its block. */
struct found reader_place(struct reader *reader, const char *block, size_t index, const char *key);

/* Says `"name" is not known…` with what was probably meant. */
void reader_unknown(struct reader *reader, const struct found *found, const char *name,
		    const char *const *known, size_t count);

#endif
