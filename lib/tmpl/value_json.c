#include "tmpl/value_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct value *convert(struct arena *arena, json_t *json, enum json_texts texts);

static struct value *convert_object(struct arena *arena, json_t *json, enum json_texts texts)
{
	struct value *map = value_map(arena);
	const char *key;
	json_t *item;

	json_object_foreach(json, key, item)
	{
		value_set(arena, map, arena_strdup(arena, key), convert(arena, item, texts));
	}
	return map;
}

static struct value *convert_array(struct arena *arena, json_t *json, enum json_texts texts)
{
	struct value *list = value_list(arena);
	json_t *item;
	size_t i;

	json_array_foreach(json, i, item)
	{
		value_append(arena, list, convert(arena, item, texts));
	}
	return list;
}

static struct value *convert_string(struct arena *arena, json_t *json, enum json_texts texts)
{
	const char *text = json_string_value(json);

	if (texts == JSON_BLOCKS && strchr(text, '\n'))
		return value_block(arena, text);
	return value_text(arena, text);
}

static struct value *convert_real(struct arena *arena, double number)
{
	const char *text = "";

	for (int digits = 15; digits <= 17; digits++) {
		text = arena_printf(arena, "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	if (!strpbrk(text, ".eE"))
		text = arena_printf(arena, "%s.0", text);
	return value_text(arena, text);
}

static struct value *convert(struct arena *arena, json_t *json, enum json_texts texts)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return convert_object(arena, json, texts);
	case JSON_ARRAY:
		return convert_array(arena, json, texts);
	case JSON_STRING:
		return convert_string(arena, json, texts);
	case JSON_INTEGER:
		return value_text(
		    arena, arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(json)));
	case JSON_REAL:
		return convert_real(arena, json_real_value(json));
	case JSON_TRUE:
	case JSON_FALSE:
		return value_bool(arena, json_is_true(json));
	case JSON_NULL:
		break;
	}
	return value_text(arena, NULL);
}

int value_from_json(struct arena *arena, const char *json, size_t len, enum json_texts texts,
		    struct value **value, struct err *err)
{
	json_error_t fault;
	json_t *root = json_loadb(json, len, JSON_DECODE_ANY, &fault);

	if (!root)
		return err_set(err, ERR_INPUT, "line %d: %s", fault.line, fault.text);
	*value = convert(arena, root, texts);
	json_decref(root);
	return 0;
}
