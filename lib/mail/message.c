#include "mail/message.h"

#include "base/text.h"

const char *mail_kind_name(enum mail_kind kind)
{
	switch (kind) {
	case MAIL_HUMAN:
		return "human";
	case MAIL_OWN:
		return "own";
	case MAIL_BOUNCE:
		return "bounce";
	case MAIL_REPORT:
		return "report";
	case MAIL_RECEIPT:
		return "receipt";
	case MAIL_AUTO_REPLY:
		return "auto-reply";
	case MAIL_LIST:
		return "list";
	case MAIL_BULK:
		return "bulk";
	}
	return "?";
}

const char *message_header(const struct message *message, const char *name)
{
	for (size_t i = 0; i < message->header_count; i++)
		if (text_equal_nocase(message->headers[i].name, name))
			return message->headers[i].value;
	return NULL;
}
