#include "mail/auth_results.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { RESULTS_MAX = 100, PROPERTIES_MAX = 50 };

struct cursor {
	const char *at, *end;
	struct arena *arena;
};

/* CFWS: blanks and comments, which say nothing (RFC 8601, 2.2). */
static void skip_cfws(struct cursor *cursor)
{
	size_t depth = 0;

	for (; cursor->at < cursor->end; cursor->at++) {
		char c = *cursor->at;

		if (c == '(')
			depth++;
		else if (c == ')' && depth)
			depth--;
		else if (c == '\\' && depth && cursor->at + 1 < cursor->end)
			cursor->at++;
		else if (!depth && !isspace((unsigned char)c))
			return;
	}
}

static bool take(struct cursor *cursor, char c)
{
	skip_cfws(cursor);
	if (cursor->at >= cursor->end || *cursor->at != c)
		return false;
	cursor->at++;
	return true;
}

static const char *clean(struct cursor *cursor, const char *from, size_t len)
{
	return text_clean_dup(cursor->arena, from, len, TEXT_LINE);
}

/* A word up to one of the stops, or a quoted string; NULL where there is none. */
static const char *take_word(struct cursor *cursor, const char *stops)
{
	const char *from;

	skip_cfws(cursor);
	from = cursor->at;
	if (from < cursor->end && *from == '"') {
		char *copy = arena_strndup(cursor->arena, from, (size_t)(cursor->end - from));
		size_t len = 0;

		for (cursor->at++; cursor->at < cursor->end && *cursor->at != '"'; cursor->at++) {
			if (*cursor->at == '\\' && cursor->at + 1 < cursor->end)
				cursor->at++;
			copy[len++] = *cursor->at;
		}
		cursor->at += cursor->at < cursor->end;
		return clean(cursor, copy, len);
	}
	while (cursor->at < cursor->end && !isspace((unsigned char)*cursor->at) &&
	       !strchr(stops, *cursor->at))
		cursor->at++;
	return cursor->at == from ? NULL : clean(cursor, from, (size_t)(cursor->at - from));
}

static const char *lower(struct cursor *cursor, const char *word)
{
	char *copy = arena_strdup(cursor->arena, word);

	for (char *at = copy; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return copy;
}

/* `ptype.property = value`, with blanks wherever the grammar lets them stand. */
static bool take_property(struct cursor *cursor, struct auth_result *result)
{
	const char *name = take_word(cursor, "=;("), *value;

	if (!name || !take(cursor, '='))
		return false;
	value = take_word(cursor, ";(");
	if (!value)
		value = "";
	if (strcasecmp(name, "reason") == 0) {
		result->reason = value;
		return true;
	}
	if (result->property_count == PROPERTIES_MAX)
		return true;
	result->properties = arena_grow(cursor->arena, result->properties, result->property_count,
					sizeof *result->properties);
	result->properties[result->property_count++] =
	    (struct auth_property){lower(cursor, name), value};
	return true;
}

static bool take_result(struct cursor *cursor, struct auth_result *result)
{
	const char *method = take_word(cursor, "=/;("), *value;

	*result = (struct auth_result){0};
	if (!method)
		return false;
	if (take(cursor, '/'))
		take_word(cursor, "=;(");
	if (!take(cursor, '='))
		return false;
	value = take_word(cursor, ";(");
	if (!value)
		return false;
	result->method = lower(cursor, method);
	result->result = lower(cursor, value);
	for (;;) {
		skip_cfws(cursor);
		if (cursor->at >= cursor->end || *cursor->at == ';')
			return true;
		if (!take_property(cursor, result)) {
			/* What is no property is passed over up to the next blank. */
			if (cursor->at < cursor->end && *cursor->at != ';')
				cursor->at++;
		}
	}
}

/* The authserv-id and its version; "" where the field begins with a result (Microsoft's do). */
static const char *take_id(struct cursor *cursor)
{
	const char *start = cursor->at, *id = take_word(cursor, "=;(");

	skip_cfws(cursor);
	if (cursor->at < cursor->end && *cursor->at == '=') {
		cursor->at = start;
		return "";
	}
	while (cursor->at < cursor->end && *cursor->at != ';')
		cursor->at++;
	return id ? id : "";
}

void auth_results_read(struct bytes value, struct arena *arena, struct trace *trace)
{
	struct cursor cursor = {value.data, value.data + value.len, arena};
	struct auth_result result;

	*trace = (struct trace){.kind = TRACE_AUTH};
	trace->host = take_id(&cursor);
	while (trace->result_count < RESULTS_MAX) {
		skip_cfws(&cursor);
		if (cursor.at >= cursor.end)
			break;
		if (*cursor.at == ';') {
			cursor.at++;
			continue;
		}
		if (take_result(&cursor, &result)) {
			trace->results = arena_grow(arena, trace->results, trace->result_count,
						    sizeof *trace->results);
			trace->results[trace->result_count++] = result;
		}
		while (cursor.at < cursor.end && *cursor.at != ';')
			cursor.at++;
	}
}

/* The domain after `by` in a Received field (RFC 5321, 4.4). */
static const char *received_by(struct bytes value, struct arena *arena)
{
	struct cursor cursor = {value.data, value.data + value.len, arena};
	const char *word;

	for (;;) {
		word = take_word(&cursor, ";(");
		if (word && strcasecmp(word, "by") == 0) {
			word = take_word(&cursor, ";(");
			return word ? lower(&cursor, word) : "";
		}
		if (!word) {
			if (cursor.at >= cursor.end || *cursor.at == ';')
				return "";
			cursor.at++;
		}
	}
}

void trace_read(struct reading *reading, const struct field_list *fields)
{
	struct message *message = reading->message;

	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->items[i];
		bool is_received = field_is(field, "received");
		struct trace trace;
		struct bytes value;

		if (!is_received && !field_is(field, "authentication-results"))
			continue;
		value = field_unfold(field, reading->arena);
		if (is_received)
			trace = (struct trace){.kind = TRACE_RECEIVED,
					       .host = received_by(value, reading->arena)};
		else
			auth_results_read(value, reading->arena, &trace);
		trace.place = i;
		message->traces = arena_grow(reading->arena, message->traces, message->trace_count,
					     sizeof *message->traces);
		message->traces[message->trace_count++] = trace;
	}
}
