/* ombudctl backup FILE, restore FILE */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "ctl.h"

int ctl_backup(struct ctl *ctl, int argc, char **argv)
{
	struct err err = {0};
	int code;

	if (argc != 2 || argv[1][0] == '-')
		return ctl_usage(ctl, argv[0], "takes the name of the file to be written");
	if (access(argv[1], F_OK) == 0) {
		err_set(&err, ERR_INPUT, "\"%s\" is there already: name another file, or remove it",
			argv[1]);
		return ctl_fail(ctl, &err);
	}
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	if (store_backup(ctl->store, argv[1], &err) < 0)
		return ctl_fail(ctl, &err);
	return EX_OK;
}

/* "desk.db.20260105T090000Z": beside the store, so that nothing is copied between disks. */
static const char *aside_name(const struct ctl *ctl, struct arena *arena)
{
	char at[TIMESTAMP_LEN], *to = at;

	timestamp_rfc3339(ctl->now_us, at);
	for (const char *c = at; *c; c++)
		if (*c != '-' && *c != ':')
			*to++ = *c;
	*to = '\0';
	return arena_printf(arena, "%s.%s", ctl->conf->store.location, at);
}

static int restore(struct ctl *ctl, const char *file, struct arena *arena)
{
	const char *path = ctl->conf->store.location;
	const char *aside = aside_name(ctl, arena);
	bool was_there = access(path, F_OK) == 0;
	struct err err = {0};

	if (store_lock(&ctl->conf->store, &err) < 0 ||
	    store_restore(&ctl->conf->store, file, aside, &err) < 0)
		return ctl_fail(ctl, &err);
	if (was_there)
		fprintf(ctl->err, "ombudctl: what was there is \"%s\" now\n", aside);
	fprintf(ctl->err, "ombudctl: mails that were taken after the backup are not in it: move "
			  "them from the processed folders back into the inbox, and they are taken "
			  "again\n");
	return EX_OK;
}

int ctl_restore(struct ctl *ctl, int argc, char **argv)
{
	struct arena arena;
	int code;

	if (argc != 2 || argv[1][0] == '-')
		return ctl_usage(ctl, argv[0], "takes the file of a backup");
	if (ctl->is_borrowed)
		return ctl_usage(ctl, argv[0], "is not for scenarios");
	if ((code = ctl_conf(ctl)))
		return code;
	arena_init(&arena);
	code = restore(ctl, argv[1], &arena);
	arena_release(&arena);
	return code;
}
