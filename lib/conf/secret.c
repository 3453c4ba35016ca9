#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "conf/command.h"
#include "conf/conf.h"
#include "conf/file.h"

enum { SECRET_MAX = 64 * 1024 };

/* What is wrong with a line as a secret; NULL: nothing. Its text is never told. */
static const char *line_fault(const char *line, size_t len)
{
	if (!len)
		return "is empty";
	for (size_t i = 0; i < len; i++)
		if (iscntrl((unsigned char)line[i]))
			return "holds a control sign";
	return NULL;
}

/* The first line of content, without its end. */
static size_t first_line_len(struct bytes content)
{
	const char *end = content.len ? memchr(content.data, '\n', content.len) : NULL;
	size_t len = end ? (size_t)(end - content.data) : content.len;

	return len && content.data[len - 1] == '\r' ? len - 1 : len;
}

static int take_line(struct bytes content, const char *of, struct arena *arena, const char **value,
		     struct err *err)
{
	size_t len = first_line_len(content);
	const char *fault = line_fault(content.data, len);

	if (fault)
		return err_set(err, ERR_CONF, "the first line of %s %s; put the secret there", of,
			       fault);
	*value = arena_strndup(arena, content.data, len);
	return 0;
}

static int from_file(const char *path, bool is_private, struct arena *arena, const char **value,
		     struct err *err)
{
	struct bytes content;

	if (file_read(path, SECRET_MAX, is_private, arena, &content, err) < 0)
		return -1;
	return take_line(content, arena_printf(arena, "\"%s\"", path), arena, value, err);
}

/* systemd keeps others out of the folder by itself (systemd.exec(5), CREDENTIALS). */
static int from_credential(const char *name, struct arena *arena, const char **value,
			   struct err *err)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");

	if (!folder)
		return err_set(err, ERR_CONF,
			       "there are no credentials for \"%s\"; add LoadCredential=%s:PATH to "
			       "the unit",
			       name, name);
	return from_file(file_path(arena, folder, name), false, arena, value, err);
}

static int from_command(const struct conf_strings *command, struct arena *arena, const char **value,
			struct err *err)
{
	const char *name = arena_printf(arena, "the output of \"%s\"", command->items[0]);
	struct bytes output;
	const char *end;

	if (command_run(command, 10 * SECOND_US, SECRET_MAX, arena, &output, err) < 0)
		return -1;
	end = output.len ? memchr(output.data, '\n', output.len) : NULL;
	if (end && end + 1 < output.data + output.len)
		return err_set(err, ERR_CONF,
			       "%s has more than one line; let it print the secret "
			       "alone",
			       name);
	return take_line(output, name, arena, value, err);
}

int conf_secret(const struct conf_secret *secret, struct arena *arena, const char **value,
		struct err *err)
{
	switch (secret->kind) {
	case SECRET_NONE:
		return err_set(err, ERR_NOT_FOUND, "no secret is configured here");
	case SECRET_TEXT:
		*value = arena_strdup(arena, secret->value);
		return 0;
	case SECRET_FILE:
		return from_file(secret->value, true, arena, value, err);
	case SECRET_COMMAND:
		return from_command(&secret->command, arena, value, err);
	case SECRET_CREDENTIAL:
		return from_credential(secret->value, arena, value, err);
	}
	return err_set(err, ERR_CONF, "a secret of an unknown kind");
}
