#include <string.h>
#include <unistd.h>

#include "conf/file.h"
#include "conf/reader.h"

static const char *const kinds[] = {"file", "command", "credential"};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* The only setting of a secret's block; NULL, told, where there is none, or another. */
static const char *only_kind(struct reader *reader, const struct found *found)
{
	const char *name;

	if (config_setting_length(found->setting) != 1) {
		reader_fault(reader, found, "takes %s", conf_value_kind(KEY_SECRET));
		return NULL;
	}
	name = config_setting_name(config_setting_get_elem(found->setting, 0));
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (strcmp(kinds[i], name) == 0)
			return kinds[i];
	reader_unknown(reader, found, name, kinds, KIND_COUNT);
	return NULL;
}

static int read_word(struct reader *reader, const struct found *found, const char **out)
{
	static const struct key key = {.type = KEY_TEXT};
	struct scalar scalar = {.kind = SCALAR_BLOCK};
	struct err err;

	if (config_setting_type(found->setting) == CONFIG_TYPE_STRING)
		scalar = (struct scalar){.kind = SCALAR_TEXT,
					 .text = config_setting_get_string(found->setting)};
	if (conf_value_text(&reader->values, &key, &scalar, out, &err) < 0) {
		reader_fault(reader, found, "%s", err.text);
		return -1;
	}
	return 0;
}

/* Reads the file once, so that a wrong path or mode is told before the daemon starts. */
static int read_file(struct reader *reader, const struct found *found, struct conf_secret *secret)
{
	struct arena arena;
	const char *value;
	struct err err;
	int result = 0;

	if (read_word(reader, found, &secret->value) < 0)
		return -1;
	secret->kind = SECRET_FILE;
	secret->value = file_path(&reader->conf->arena, reader->values.folder, secret->value);
	if (reader->options->is_scenario)
		return 0;
	arena_init(&arena);
	if (conf_secret(secret, &arena, &value, &err) < 0) {
		reader_fault(reader, found, "%s", err.text);
		result = -1;
	}
	arena_release(&arena);
	return result;
}

static int read_command(struct reader *reader, const struct found *found,
			struct conf_secret *secret)
{
	bool is_many =
	    config_setting_is_list(found->setting) || config_setting_is_array(found->setting);
	int count = is_many ? config_setting_length(found->setting) : 0;
	struct conf_strings *command = &secret->command;

	secret->kind = SECRET_COMMAND;
	if (!count) {
		reader_fault(reader, found,
			     "takes a program and its arguments, each in quotes of its own: "
			     "[\"program\", \"argument\"]; no shell reads them");
		return -1;
	}
	command->items = arena_array(&reader->conf->arena, (size_t)count, sizeof *command->items);
	for (command->count = 0; command->count < (size_t)count; command->count++) {
		struct found word = reader_element(found, (int)command->count);

		if (read_word(reader, &word, &command->items[command->count]) < 0)
			return -1;
	}
	if (!strchr(command->items[0], '/'))
		return 0;
	command->items[0] =
	    file_path(&reader->conf->arena, reader->values.folder, command->items[0]);
	if (!reader->options->is_scenario && access(command->items[0], X_OK) < 0) {
		reader_fault(reader, found, "\"%s\" can't be run; mend the path or its mode",
			     command->items[0]);
		return -1;
	}
	return 0;
}

static int read_credential(struct reader *reader, const struct found *found,
			   struct conf_secret *secret)
{
	if (read_word(reader, found, &secret->value) < 0)
		return -1;
	secret->kind = SECRET_CREDENTIAL;
	if (strchr(secret->value, '/') || secret->value[0] == '.') {
		reader_fault(reader, found,
			     "\"%s\" is no credential's name; write the ID of LoadCredential=",
			     secret->value);
		return -1;
	}
	return 0;
}

int reader_secret(struct reader *reader, const struct found *found, struct conf_secret *secret)
{
	const char *kind;
	struct found member;

	*secret = (struct conf_secret){0};
	if (!config_setting_is_group(found->setting)) {
		if (config_setting_type(found->setting) != CONFIG_TYPE_STRING) {
			reader_fault(reader, found, "takes %s", conf_value_kind(KEY_SECRET));
			return -1;
		}
		secret->kind = SECRET_TEXT;
		return read_word(reader, found, &secret->value);
	}
	kind = only_kind(reader, found);
	if (!kind)
		return -1;
	member = reader_find(reader, found, kind);
	if (kind == kinds[0])
		return read_file(reader, &member, secret);
	if (kind == kinds[1])
		return read_command(reader, &member, secret);
	return read_credential(reader, &member, secret);
}
