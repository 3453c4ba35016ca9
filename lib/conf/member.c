#include "conf/reader.h"

#include <inttypes.h>
#include <string.h>

static struct scalar scalar_of(const config_setting_t *setting)
{
	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_STRING:
		return (struct scalar){.kind = SCALAR_TEXT,
				       .text = config_setting_get_string(setting)};
	case CONFIG_TYPE_INT:
		return (struct scalar){.kind = SCALAR_NUMBER,
				       .number = config_setting_get_int(setting)};
	case CONFIG_TYPE_INT64:
		return (struct scalar){.kind = SCALAR_NUMBER,
				       .number = config_setting_get_int64(setting)};
	case CONFIG_TYPE_FLOAT:
		return (struct scalar){.kind = SCALAR_FLOAT};
	case CONFIG_TYPE_BOOL:
		return (struct scalar){.kind = SCALAR_BOOL,
				       .truth = config_setting_get_bool(setting)};
	default:
		return (struct scalar){.kind = SCALAR_BLOCK};
	}
}

static bool is_many(const struct found *found)
{
	return config_setting_is_list(found->setting) || config_setting_is_array(found->setting);
}

static void read_text(struct reader *reader, const struct key *key, const struct found *found,
		      const struct scalar *scalar, const char **out)
{
	struct err err;

	if (conf_value_text(&reader->values, key, scalar, out, &err) < 0) {
		reader_fault(reader, found, "%s", err.text);
		*out = "";
	}
}

static void add_text(struct reader *reader, const struct key *key, const struct found *found,
		     const struct scalar *scalar, struct conf_strings *out)
{
	const char *text;

	read_text(reader, key, found, scalar, &text);
	out->items = arena_grow(&reader->conf->arena, out->items, out->count, sizeof *out->items);
	out->items[out->count++] = text;
}

/* A list of one may be written without brackets. */
static void read_texts(struct reader *reader, const struct key *key, const struct found *found,
		       struct conf_strings *out)
{
	int count = is_many(found) ? config_setting_length(found->setting) : 0;
	struct scalar scalar;

	if (!is_many(found)) {
		scalar = scalar_of(found->setting);
		add_text(reader, key, found, &scalar, out);
	}
	for (int i = 0; i < count; i++) {
		struct found element = reader_element(found, i);

		scalar = scalar_of(element.setting);
		add_text(reader, key, &element, &scalar, out);
	}
	if (key->is_required && !out->count)
		reader_fault(reader, found, "is empty; name at least one");
}

static void read_fallback_texts(struct reader *reader, const struct key *key,
				const struct found *found, struct conf_strings *out)
{
	const char *at = key->fallback;

	while (*at) {
		size_t len = strcspn(at, " ");
		struct scalar scalar = {.kind = SCALAR_TEXT};

		scalar.text = arena_strndup(&reader->conf->arena, at, len);
		add_text(reader, key, found, &scalar, out);
		at += len + (at[len] == ' ');
	}
}

static void store_index(const struct key *key, int index, char *member)
{
	if (key->size == sizeof(bool))
		*(bool *)member = index;
	else
		memcpy(member, &index, sizeof index);
}

static void read_bool(struct reader *reader, const struct found *found, const struct scalar *scalar,
		      bool *out)
{
	if (scalar->kind == SCALAR_BOOL)
		*out = scalar->truth;
	else
		reader_fault(reader, found, "takes %s", conf_value_kind(KEY_BOOL));
}

static void read_scalar(struct reader *reader, const struct key *key, const struct found *found,
			const struct scalar *scalar, char *member)
{
	struct err err;
	int index;

	if (conf_value_is_text(key->type)) {
		read_text(reader, key, found, scalar, (const char **)member);
	} else if (conf_value_is_number(key->type)) {
		if (conf_value_number(key, scalar, (int64_t *)member, &err) < 0)
			reader_fault(reader, found, "%s", err.text);
	} else if (key->type == KEY_BOOL) {
		read_bool(reader, found, scalar, (bool *)member);
	} else if (conf_value_choice(key, scalar, &index, &err) < 0) {
		reader_fault(reader, found, "%s", err.text);
	} else {
		store_index(key, index, member);
	}
}

static void add_reference(struct reader *reader, const struct key *key, const struct found *found,
			  const char *name, void *member)
{
	struct arena *arena = reader->report->arena;

	reader->references = arena_grow(arena, reader->references, reader->reference_count,
					sizeof *reader->references);
	reader->references[reader->reference_count++] =
	    (struct reference){.place = found->place,
			       .path = found->path,
			       .name = arena_strdup(&reader->conf->arena, name),
			       .key = key,
			       .member = member};
}

static void read_reference(struct reader *reader, const struct key *key, const struct found *found,
			   char *member)
{
	struct scalar scalar = scalar_of(found->setting);

	if (scalar.kind != SCALAR_TEXT) {
		reader_fault(reader, found, "takes %s", conf_value_kind(key->type));
		return;
	}
	if (key->type == KEY_NAME_OF)
		*(const char **)member = arena_strdup(&reader->conf->arena, scalar.text);
	add_reference(reader, key, found, scalar.text, member);
}

static void read_references(struct reader *reader, const struct key *key, const struct found *found,
			    char *base)
{
	size_t count = is_many(found) ? (size_t)config_setting_length(found->setting) : 1;
	size_t *indexes = arena_array(&reader->conf->arena, count, sizeof *indexes);

	for (size_t i = 0; i < count; i++) {
		struct found element = is_many(found) ? reader_element(found, (int)i) : *found;

		indexes[i] = CONF_NO_INDEX;
		read_reference(reader, key, &element, (char *)&indexes[i]);
	}
	memcpy(base + key->offset, &indexes, sizeof indexes);
	memcpy(base + key->count_offset, &count, sizeof count);
}

static const char *pair_value(struct arena *arena, const config_setting_t *setting)
{
	struct scalar scalar = scalar_of(setting);

	switch (scalar.kind) {
	case SCALAR_TEXT:
		return arena_strdup(arena, scalar.text);
	case SCALAR_NUMBER:
		return arena_printf(arena, "%" PRId64, scalar.number);
	case SCALAR_BOOL:
		return scalar.truth ? "true" : "false";
	case SCALAR_FLOAT:
		return arena_printf(arena, "%.10g", config_setting_get_float(setting));
	case SCALAR_BLOCK:
		break;
	}
	return NULL;
}

static void read_pairs(struct reader *reader, const struct found *found, struct conf_pairs *out)
{
	struct arena *arena = &reader->conf->arena;

	if (!config_setting_is_group(found->setting)) {
		reader_fault(reader, found, "takes %s", conf_value_kind(KEY_PAIRS));
		return;
	}
	for (int i = 0; i < config_setting_length(found->setting); i++) {
		struct found member = reader_element(found, i);
		struct conf_pair pair = {
		    .name = arena_strdup(arena, config_setting_name(member.setting)),
		    .value = pair_value(arena, member.setting)};

		if (!pair.value)
			reader_fault(reader, &member, "\"%s\" takes one value, not a block",
				     pair.name);
		out->items = arena_grow(arena, out->items, out->count, sizeof *out->items);
		out->items[out->count++] = pair;
	}
}

/* What an absent key means. */
static void read_absent(struct reader *reader, const struct key *key, const struct found *found,
			char *base)
{
	size_t none = CONF_NO_INDEX;
	char *member = base + key->offset;

	if (key->is_required) {
		reader_fault(reader, found, "is missing (%s); add it", key->help);
		if (conf_value_is_text(key->type) && !key->is_list)
			*(const char **)member = "";
	} else if (key->type == KEY_REF) {
		memcpy(member, &none, sizeof none);
	} else if (key->type == KEY_GROUP) {
		reader_group(reader, key->group, found, member);
	} else if (key->fallback && key->is_list) {
		read_fallback_texts(reader, key, found, (struct conf_strings *)member);
	} else if (key->fallback) {
		struct scalar scalar = conf_value_fallback(key, key->fallback);

		read_scalar(reader, key, found, &scalar, member);
	}
}

static void read_inner_group(struct reader *reader, const struct key *key,
			     const struct found *found, char *member)
{
	if (config_setting_is_group(found->setting))
		reader_group(reader, key->group, found, member);
	else
		reader_fault(reader, found, "takes %s", conf_value_kind(KEY_GROUP));
}

enum { SECRET_LEN_MIN = 16 };

/* One secret of KEY_SECRETS, read at once: tokens are made and checked all the time. */
static void add_secret(struct reader *reader, const struct found *found, struct conf_strings *out)
{
	struct arena *arena = &reader->conf->arena;
	struct conf_secret secret;
	const char *value;
	struct err err;

	if (reader_secret(reader, found, &secret) < 0)
		return;
	if (conf_secret(&secret, arena, &value, &err) < 0) {
		reader_fault(reader, found, "%s", err.text);
		return;
	}
	if (!reader->options->is_scenario && strlen(value) < SECRET_LEN_MIN)
		reader_fault(reader, found,
			     "is shorter than %d signs, so it could be guessed; take the output of "
			     "\"openssl rand -hex 32\"",
			     SECRET_LEN_MIN);
	out->items = arena_grow(arena, out->items, out->count, sizeof *out->items);
	out->items[out->count++] = value;
}

static void read_secrets(struct reader *reader, const struct found *found, struct conf_strings *out)
{
	int count = is_many(found) ? config_setting_length(found->setting) : 0;

	if (!is_many(found))
		add_secret(reader, found, out);
	else if (!count)
		reader_fault(reader, found, "is empty; name at least one");
	for (int i = 0; i < count; i++) {
		struct found element = reader_element(found, i);

		add_secret(reader, &element, out);
	}
}

void reader_member(struct reader *reader, const struct key *key, const struct found *found,
		   char *base)
{
	char *member = base + key->offset;
	struct scalar scalar;

	if (!found->setting) {
		read_absent(reader, key, found, base);
		return;
	}
	if (key->is_list) {
		read_texts(reader, key, found, (struct conf_strings *)member);
		return;
	}
	switch (key->type) {
	case KEY_REF:
		memcpy(member, &(size_t){CONF_NO_INDEX}, sizeof(size_t));
		read_reference(reader, key, found, member);
		break;
	case KEY_NAME_OF:
		read_reference(reader, key, found, member);
		break;
	case KEY_REFS:
		read_references(reader, key, found, base);
		break;
	case KEY_PAIRS:
		read_pairs(reader, found, (struct conf_pairs *)member);
		break;
	case KEY_GROUP:
		read_inner_group(reader, key, found, member);
		break;
	case KEY_SECRET:
		reader_secret(reader, found, (struct conf_secret *)member);
		break;
	case KEY_SECRETS:
		read_secrets(reader, found, (struct conf_strings *)member);
		break;
	default:
		scalar = scalar_of(found->setting);
		read_scalar(reader, key, found, &scalar, member);
		break;
	}
}
