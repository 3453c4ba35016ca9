/* What the suites of conf share. Texts in tables write ' where the conf has ". */
#ifndef UNIT_CONF_HELP_H
#define UNIT_CONF_HELP_H

#include "base/arena.h"
#include "conf/conf.h"

struct confs {
	struct arena arena;
	struct conf *conf; /* NULL where it did not load */
	struct conf_errors errors;
};

/* text over the scenarios' desk, under the name x.conf. */
void confs_load(struct confs *confs, const char *text);

/* The same with another folder and other options. */
void confs_load_in(struct confs *confs, const char *text, const char *folder,
		   const struct conf_options *options);

void confs_load_file(struct confs *confs, const char *path);
void confs_release(struct confs *confs);

/* Fails where the conf did not load, saying why. */
void confs_good(const struct confs *confs);

/* Each expected text is `file:line` or `file:line part`: one error each, in this order, no more. */
void confs_expect(const struct confs *confs, const char *const *expected);

/* A copy with " for '. */
char *confs_quote(struct arena *arena, const char *text);

/* A new folder under the temporary one; and a file in it, of that mode. Both in the arena. */
const char *confs_folder(struct arena *arena);
const char *confs_file(struct arena *arena, const char *folder, const char *name, const char *text,
		       unsigned mode);

/* Removes a folder of confs_folder with all in it. */
void confs_remove(const char *folder);

#endif
