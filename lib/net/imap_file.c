#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/text.h"
#include "net/dial.h"
#include "net/imap_private.h"

static int add_flag(struct imap *imap, struct mailimap_set *set, struct mailimap_flag *flag,
		    struct err *err)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	struct mailimap_store_att_flags *store;
	int result;

	if (!flag || !flags || mailimap_flag_list_add(flags, flag))
		die("out of memory: a flag");
	store = mailimap_store_att_flags_new_add_flags_silent(flags);
	if (!store)
		die("out of memory: a flag");
	imap_stream_begin(imap->stream);
	result = mailimap_uid_store(imap->session, set, store);
	mailimap_store_att_flags_free(store);
	return imap_result(imap, result, "UID STORE", err);
}

static int move(struct imap *imap, struct mailimap_set *set, const char *name, struct err *err)
{
	imap_stream_begin(imap->stream);
	return imap_result(imap, mailimap_uid_move(imap->session, set, name), "UID MOVE", err);
}

/* RFC 6851, 3.3, says that this is what MOVE stands for. */
static int copy_and_expunge(struct imap *imap, struct mailimap_set *set, const char *name,
			    struct err *err)
{
	imap_stream_begin(imap->stream);
	if (imap_result(imap, mailimap_uid_copy(imap->session, set, name), "UID COPY", err) ||
	    add_flag(imap, set, mailimap_flag_new_deleted(), err))
		return -1;
	imap_stream_begin(imap->stream);
	return imap_result(imap, mailimap_uid_expunge(imap->session, set), "UID EXPUNGE", err);
}

static int file_set(struct imap *imap, struct mailimap_set *set, const char *name, struct err *err)
{
	if (name && imap->has_move)
		return move(imap, set, name, err);
	if (name && imap->has_uidplus)
		return copy_and_expunge(imap, set, name, err);
	return add_flag(imap, set, mailimap_flag_new_seen(), err);
}

int imap_file(struct imap *imap, const uint32_t *uids, size_t count, const char *folder,
	      struct err *err)
{
	uint32_t *sorted = imap_sorted(uids, &count);
	struct mailimap_set *set;
	struct arena arena;
	const char *name = NULL;
	size_t at = 0;
	int result = 0;

	arena_init(&arena);
	if (folder && !(name = imap_folder_name(&arena, folder)))
		result = err_set(err, ERR_CONF, "\"%s\" can't be the name of a folder", folder);
	while (!result && (set = imap_next_set(sorted, count, &at))) {
		result = file_set(imap, set, name, err);
		mailimap_set_free(set);
	}
	arena_release(&arena);
	free(sorted);
	return result;
}

static int expunge_set(struct imap *imap, struct mailimap_set *set, struct err *err)
{
	if (add_flag(imap, set, mailimap_flag_new_deleted(), err))
		return -1;
	if (!imap->has_uidplus)
		return 0;
	imap_stream_begin(imap->stream);
	return imap_result(imap, mailimap_uid_expunge(imap->session, set), "UID EXPUNGE", err);
}

int imap_expunge(struct imap *imap, const uint32_t *uids, size_t count, bool *is_gone,
		 struct err *err)
{
	uint32_t *sorted = imap_sorted(uids, &count);
	struct mailimap_set *set;
	size_t at = 0;
	int result = 0;

	*is_gone = imap->has_uidplus;
	while (!result && (set = imap_next_set(sorted, count, &at))) {
		result = expunge_set(imap, set, err);
		mailimap_set_free(set);
	}
	free(sorted);
	return result;
}

static int say_no(const struct imap_talk *talk, struct err *err)
{
	return err_set(err, imap_code_of_no(talk->said), "APPEND: the server said no: \"%s\"",
		       talk->said);
}

static int append(struct imap *imap, const char *command, struct bytes raw, struct err *err)
{
	struct imap_talk first = {.text = command, .tag = "append ", .is_plus = true};
	struct imap_talk last = {.text = "\r\n", .tag = "append "};

	if (imap_talk(imap, &first))
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "APPEND", err);
	if (first.said[0] != '+')
		return say_no(&first, err);
	if (mailstream_write(imap->session->imap_stream, raw.data, raw.len) < 0 ||
	    imap_talk(imap, &last))
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "APPEND", err);
	return imap_said_ok(&last) ? 0 : say_no(&last, err);
}

/*
 * By hand, for libetpan takes any line before the "+" for the end of the command, and rewrites line
 * ends.
 */
int imap_append(struct imap *imap, const char *folder, struct bytes raw, struct err *err)
{
	struct arena arena;
	struct buf command;
	char *name;
	int result;

	arena_init(&arena);
	name = imap_folder_name(&arena, folder);
	if (!name) {
		arena_release(&arena);
		return err_set(err, ERR_CONF, "\"%s\" can't be the name of a folder", folder);
	}
	buf_init(&command);
	buf_adds(&command, "append APPEND ");
	imap_add_quoted(&command, name);
	buf_printf(&command, " {%zu}\r\n", raw.len);
	arena_release(&arena);
	result = append(imap, command.data, raw, err);
	buf_release(&command);
	return result;
}
