/* Files that may hold secrets: read whole, and only where nobody else can read or change them. */
#ifndef CONF_FILE_H
#define CONF_FILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * Reads a regular file of at most max bytes into the arena. is_private: refused where others than
 * its owner can read or change it (group readers are allowed for a file of root's that was given to
 * a group of ours); the text then names the chmod that mends it. ERR_NOT_FOUND, ERR_REFUSED,
 * ERR_LIMIT or ERR_SYSTEM.
 */
int file_read(const char *path, size_t max, bool is_private, struct arena *arena,
	      struct bytes *content, struct err *err);

/* path itself where it is absolute, else folder/path; in the arena. */
const char *file_path(struct arena *arena, const char *folder, const char *path);

#endif
