#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "net/imap_private.h"

/* The number after a word such as "[UIDNEXT "; false where it is not there. */
static bool read_number(const char *line, const char *word, uint32_t *number)
{
	const char *found = text_find_nocase(line, word);

	if (!found)
		return false;
	*number = (uint32_t)strtoul(found + strlen(word), NULL, 10);
	return true;
}

static void read_line(void *context, const char *line)
{
	struct imap_folder *folder = context;
	char *end;
	unsigned long number;

	if (read_number(line, "[UIDVALIDITY ", &folder->uidvalidity) ||
	    read_number(line, "[UIDNEXT ", &folder->uidnext) || !text_starts_nocase(line, "* "))
		return;
	number = strtoul(line + 2, &end, 10);
	if (end > line + 2 && text_starts_nocase(end, " EXISTS"))
		folder->exists = (uint32_t)number;
}

/* A NO without a code: a LIST says whether the folder is there. */
static bool is_folder_there(struct imap *imap, const char *name)
{
	clist *list = NULL;
	bool is_there = true;

	imap_stream_begin(imap->stream);
	if (!mailimap_list(imap->session, "", name, &list)) {
		is_there = clist_count(list);
		mailimap_list_result_free(list);
	}
	return is_there;
}

/*
 * By hand, for libetpan 1.9.4 reads a null pointer where it does not understand the list in
 * [PERMANENTFLAGS (…)]; what it keeps of the folder is only that there is one.
 */
static int select_name(struct imap *imap, const char *name, struct imap_folder *out,
		       struct err *err)
{
	struct imap_talk talk = {.tag = "select ", .each = read_line, .context = out};
	struct buf command;
	enum err_code code;
	int result;

	*out = (struct imap_folder){0};
	buf_init(&command);
	buf_adds(&command, "select SELECT ");
	imap_add_quoted(&command, name);
	buf_adds(&command, "\r\n");
	talk.text = command.data;
	imap->session->imap_state = MAILIMAP_STATE_AUTHENTICATED;
	result = imap_talk(imap, &talk);
	buf_release(&command);
	if (result)
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "SELECT", err);
	if (imap_said_ok(&talk)) {
		imap->session->imap_state = MAILIMAP_STATE_SELECTED;
		imap->uidnext = out->uidnext;
		return 0;
	}
	code = imap_code_of_no(talk.said);
	if (code == ERR_TEMPORARY && !is_folder_there(imap, name))
		code = ERR_NOT_FOUND;
	return err_set(err, code, "SELECT: the server said no: \"%s\"", talk.said);
}

int imap_select(struct imap *imap, const char *folder, struct imap_folder *out, struct err *err)
{
	struct arena arena;
	char *name;
	int result;

	arena_init(&arena);
	name = imap_folder_name(&arena, folder);
	result = name ? select_name(imap, name, out, err)
		      : err_set(err, ERR_CONF, "\"%s\" can't be the name of a folder", folder);
	arena_release(&arena);
	return result;
}

static bool is_already_there(const struct imap *imap)
{
	const struct mailimap_response_info *info = imap->session->imap_response_info;

	return info && info->rsp_atom && !strcasecmp(info->rsp_atom, "ALREADYEXISTS");
}

int imap_create(struct imap *imap, const char *folder, struct err *err)
{
	struct arena arena;
	char *name;
	int result;

	arena_init(&arena);
	name = imap_folder_name(&arena, folder);
	if (!name) {
		arena_release(&arena);
		return err_set(err, ERR_CONF, "\"%s\" can't be the name of a folder", folder);
	}
	imap_stream_begin(imap->stream);
	result = mailimap_create(imap->session, name);
	arena_release(&arena);
	if (result == MAILIMAP_ERROR_CREATE && is_already_there(imap))
		return 0;
	return imap_result(imap, result, "CREATE", err);
}
