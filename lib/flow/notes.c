/* What an agent has to know of a mail that could not be read whole, below its words. */
#include <string.h>

#include "base/buf.h"
#include "flow/internal.h"

/* Defects that took something from what the sender wrote. */
static bool is_loss(const char *defect)
{
	static const char *const losses[] = {"not readable", "stays unread", "stay unread",
					     "a long text is cut", "stays an attachment"};

	for (size_t i = 0; i < sizeof losses / sizeof *losses; i++)
		if (strstr(defect, losses[i]))
			return true;
	return false;
}

/* An agent's words go to a customer: nothing is added to them. */
static bool is_of_agent(const struct conf *conf, const struct message *message)
{
	for (size_t i = 0; i < message->from.count; i++)
		if (conf_agent_by_address(conf, message->from.items[i].email) != CONF_NO_INDEX)
			return true;
	return false;
}

static const char *with_notes(const char *text, const struct string_list *defects,
			      struct arena *arena)
{
	struct buf out;
	const char *copy;

	buf_init(&out);
	buf_adds(&out, text);
	while (out.len && out.data[out.len - 1] == '\n')
		buf_cut(&out, out.len - 1);
	if (out.len)
		buf_adds(&out, "\n\n");
	for (size_t i = 0; i < defects->count; i++)
		if (is_loss(defects->items[i]))
			buf_printf(&out, "(%s)\n", defects->items[i]);
	copy = buf_dup(&out, arena);
	buf_release(&out);
	return copy;
}

void note_losses(const struct conf *conf, struct message *message, struct arena *arena)
{
	bool has_loss = false;

	for (size_t i = 0; i < message->defects.count; i++)
		has_loss = has_loss || is_loss(message->defects.items[i]);
	if (!has_loss || is_of_agent(conf, message))
		return;
	message->text = with_notes(message->text, &message->defects, arena);
	message->reply = with_notes(message->reply, &message->defects, arena);
}
