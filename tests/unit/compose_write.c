/*
 * Composes mails for compose_reader_test: each line of standard input is a draft as a JSON object,
 * each answer is the number of bytes, LF, and the mail; or -1 and the error.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "mail/compose.h"

static const char *text_of(json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static struct address address_of(json_t *item)
{
	const char *name = text_of(item, "name");

	return (struct address){.name = name ? name : "", .email = text_of(item, "email")};
}

static struct address_list addresses_of(struct arena *arena, json_t *list)
{
	struct address_list out = {.count = json_array_size(list)};

	out.items = arena_array(arena, out.count, sizeof *out.items);
	for (size_t i = 0; i < out.count; i++)
		out.items[i] = address_of(json_array_get(list, i));
	return out;
}

static struct string_list strings_of(struct arena *arena, json_t *list)
{
	struct string_list out = {.count = json_array_size(list)};

	out.items = arena_array(arena, out.count, sizeof *out.items);
	for (size_t i = 0; i < out.count; i++)
		out.items[i] = json_string_value(json_array_get(list, i));
	return out;
}

/* Content is a list of byte values: JSON has no bytes. */
static struct bytes bytes_of(struct arena *arena, json_t *list)
{
	size_t len = json_array_size(list);
	char *data = arena_alloc(arena, len + 1);

	for (size_t i = 0; i < len; i++)
		data[i] = (char)json_integer_value(json_array_get(list, i));
	return (struct bytes){.data = data, .len = len};
}

static void attachments_of(struct arena *arena, json_t *list, struct draft *draft)
{
	draft->attachment_count = json_array_size(list);
	draft->attachments =
	    arena_array(arena, draft->attachment_count, sizeof *draft->attachments);
	for (size_t i = 0; i < draft->attachment_count; i++) {
		json_t *item = json_array_get(list, i);

		draft->attachments[i] = (struct draft_attachment){
		    .name = text_of(item, "name"),
		    .type = text_of(item, "type"),
		    .content_id = text_of(item, "content_id"),
		    .is_inline = json_is_true(json_object_get(item, "inline")),
		    .content = bytes_of(arena, json_object_get(item, "content")),
		    .encoding = text_of(item, "encoding"),
		};
	}
}

static struct draft draft_of(struct arena *arena, json_t *object)
{
	struct draft draft = {
	    .from = address_of(json_object_get(object, "from")),
	    .to = addresses_of(arena, json_object_get(object, "to")),
	    .cc = addresses_of(arena, json_object_get(object, "cc")),
	    .reply_to = addresses_of(arena, json_object_get(object, "reply_to")),
	    .subject = text_of(object, "subject"),
	    .date_us = json_integer_value(json_object_get(object, "date_us")),
	    .message_id = text_of(object, "message_id"),
	    .in_reply_to = text_of(object, "in_reply_to"),
	    .references = strings_of(arena, json_object_get(object, "references")),
	    .auto_submitted = text_of(object, "auto_submitted"),
	    .list_unsubscribe = text_of(object, "list_unsubscribe"),
	    .language = text_of(object, "language"),
	    .text = text_of(object, "text"),
	    .html = text_of(object, "html"),
	};

	attachments_of(arena, json_object_get(object, "attachments"), &draft);
	return draft;
}

static void answer(json_t *object)
{
	struct arena arena;
	struct draft draft;
	struct buf head, mail;
	struct err err = {0};

	arena_init(&arena);
	buf_init(&head);
	buf_init(&mail);
	draft = draft_of(&arena, object);
	if (compose_head(&draft, &head, &err)) {
		printf("-1 %s\n", err.text);
	} else {
		compose_body(head.data, draft.message_id, draft.text, draft.html, draft.attachments,
			     draft.attachment_count, &mail);
		printf("%zu\n", mail.len);
		fwrite(mail.data, 1, mail.len, stdout);
	}
	fflush(stdout);
	buf_release(&mail);
	buf_release(&head);
	arena_release(&arena);
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0) {
		json_error_t error;
		json_t *object = json_loadb(line, (size_t)len, 0, &error);

		if (!object) {
			fprintf(stderr, "bad draft: %s\n", error.text);
			return EXIT_FAILURE;
		}
		answer(object);
		json_decref(object);
	}
	free(line);
	return EXIT_SUCCESS;
}
