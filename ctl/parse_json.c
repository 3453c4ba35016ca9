#include "parse_json.h"

#include "base/timestamp.h"

static json_t *text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *moment(int64_t at_us)
{
	char out[TIMESTAMP_LEN];

	return at_us == TIME_NONE ? json_null() : json_string(timestamp_rfc3339(at_us, out));
}

static json_t *addresses(const struct address_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(array, json_pack("{s:s, s:s}", "name", list->items[i].name,
						       "email", list->items[i].email));
	return array;
}

static json_t *strings(const struct string_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(array, json_string(list->items[i]));
	return array;
}

static json_t *attachments(const struct message *message)
{
	json_t *array = json_array();

	for (size_t i = 0; i < message->attachment_count; i++) {
		const struct attachment *one = &message->attachments[i];

		json_array_append_new(array,
				      json_pack("{s:s, s:s, s:I, s:s, s:b, s:o}", "name", one->name,
						"type", one->type, "size", (json_int_t)one->size,
						"sha256", one->sha256, "inline", one->is_inline,
						"content_id", text_or_null(one->content_id)));
	}
	return array;
}

static json_t *bounces(const struct message *message)
{
	json_t *array = json_array();

	for (size_t i = 0; i < message->bounce_count; i++) {
		const struct bounce *one = &message->bounces[i];

		json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:b, s:s}", "recipient",
						       one->recipient, "action", one->action,
						       "status", one->status, "hard", one->is_hard,
						       "diagnostic", one->diagnostic));
	}
	return array;
}

static json_t *auth_result(const struct auth_result *result)
{
	json_t *properties = json_object();

	for (size_t i = 0; i < result->property_count; i++)
		json_object_set_new(properties, result->properties[i].name,
				    json_string(result->properties[i].value));
	return json_pack("{s:s, s:s, s:o, s:o}", "method", result->method, "result", result->result,
			 "reason", text_or_null(result->reason), "properties", properties);
}

/* Received and Authentication-Results in the order of the mail: {received} or {authserv_id, …}. */
static json_t *auth(const struct message *message)
{
	json_t *array = json_array(), *results;

	for (size_t i = 0; i < message->trace_count; i++) {
		const struct trace *trace = &message->traces[i];

		if (trace->kind == TRACE_RECEIVED) {
			json_array_append_new(array,
					      json_pack("{s:s}", "received_by", trace->host));
			continue;
		}
		results = json_array();
		for (size_t j = 0; j < trace->result_count; j++)
			json_array_append_new(results, auth_result(&trace->results[j]));
		json_array_append_new(
		    array, json_pack("{s:s, s:o}", "authserv_id", trace->host, "results", results));
	}
	return array;
}

json_t *parse_json(const char *file, const struct message *message)
{
	json_t *object = json_object();

	json_object_set_new(object, "file", json_string(file));
	json_object_set_new(object, "subject", json_string(message->subject));
	json_object_set_new(object, "from", addresses(&message->from));
	json_object_set_new(object, "to", addresses(&message->to));
	json_object_set_new(object, "cc", addresses(&message->cc));
	json_object_set_new(object, "reply_to", addresses(&message->reply_to));
	json_object_set_new(object, "date", moment(message->date_us));
	json_object_set_new(object, "message_id", text_or_null(message->message_id));
	json_object_set_new(object, "in_reply_to", strings(&message->in_reply_to));
	json_object_set_new(object, "references", strings(&message->references));
	json_object_set_new(object, "kind", json_string(mail_kind_name(message->kind)));
	json_object_set_new(object, "kind_reason", json_string(message->kind_reason));
	json_object_set_new(object, "text", json_string(message->text));
	json_object_set_new(object, "reply", json_string(message->reply));
	json_object_set_new(object, "quoted", json_string(message->quoted));
	json_object_set_new(object, "signature", json_string(message->signature));
	json_object_set_new(object, "html", json_boolean(message->html != NULL));
	json_object_set_new(object, "charset", json_string(message->charset));
	json_object_set_new(object, "language", text_or_null(message->language));
	json_object_set_new(object, "attachments", attachments(message));
	json_object_set_new(object, "bounces", bounces(message));
	json_object_set_new(object, "away_until", moment(message->away_until_us));
	json_object_set_new(object, "auth", auth(message));
	json_object_set_new(object, "defects", strings(&message->defects));
	return object;
}
