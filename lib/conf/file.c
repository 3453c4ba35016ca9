#include "conf/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

/* Whether a group is this process's own, first or further. */
static bool is_own_group(gid_t group)
{
	enum { MOST = 128 };
	gid_t groups[MOST];
	int count = getgroups(MOST, groups);

	if (group == getegid())
		return true;
	for (int i = 0; i < count; i++)
		if (groups[i] == group)
			return true;
	return false;
}

/*
 * The usual way to give a daemon its file is root:daemon 0640, so that much is allowed; root, who
 * runs the check, can't tell which group the daemon will have.
 */
static mode_t open_bits(const struct stat *status)
{
	mode_t bits = status->st_mode & (S_IWGRP | S_IXGRP | S_IRWXO);

	if (status->st_uid != 0 || (geteuid() != 0 && !is_own_group(status->st_gid)))
		bits |= status->st_mode & S_IRGRP;
	return bits;
}

static int check_status(int fd, const char *path, bool is_private, struct err *err)
{
	struct stat status;
	mode_t bits;

	if (fstat(fd, &status) < 0)
		return err_set_errno(err, ERR_SYSTEM, "\"%s\" can't be looked at", path);
	if (!S_ISREG(status.st_mode))
		return err_set(err, ERR_SYSTEM, "\"%s\" is not a regular file", path);
	bits = is_private ? open_bits(&status) : 0;
	if (bits)
		return err_set(err, ERR_REFUSED,
			       "\"%s\" is open to others (mode %04o); run: chmod %04o %s", path,
			       (unsigned)(status.st_mode & 07777),
			       (unsigned)(status.st_mode & 07777 & ~bits), path);
	return 0;
}

/* Adds what is there, up to the bound of the buffer; 0, or -1 with errno. */
static int read_all(int fd, struct buf *content)
{
	char piece[4096];

	while (!content->is_over) {
		ssize_t got = read(fd, piece, sizeof piece);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got < 0 ? -1 : 0;
		buf_add(content, piece, (size_t)got);
	}
	return 0;
}

int file_read(const char *path, size_t max, bool is_private, struct arena *arena,
	      struct bytes *content, struct err *err)
{
	/* without O_NONBLOCK a FIFO would hold us until somebody writes to it */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), result = -1;
	struct buf read;

	if (fd < 0)
		return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_SYSTEM,
			       "\"%s\" can't be read (%s)", path, strerror(errno));
	buf_init_max(&read, max);
	if (check_status(fd, path, is_private, err) < 0)
		goto out;
	if (read_all(fd, &read) < 0) {
		err_set(err, ERR_SYSTEM, "\"%s\" can't be read (%s)", path, strerror(errno));
	} else if (read.is_over) {
		err_set(err, ERR_LIMIT, "\"%s\" is longer than %zu bytes", path, max);
	} else {
		content->len = read.len;
		content->data = arena_strndup(arena, read.data, read.len);
		result = 0;
	}
out:
	buf_release(&read);
	close(fd);
	return result;
}

const char *file_path(struct arena *arena, const char *folder, const char *path)
{
	if (path[0] == '/' || !folder[0])
		return arena_strdup(arena, path);
	return arena_printf(arena, "%s/%s", folder, path);
}
