# Reading and composing have a list each.
noinst_LIBRARIES += lib/mail/libmail.a
include lib/mail/reading.mk
lib_mail_libmail_a_SOURCES = $(MAIL_COMMON) $(MAIL_READING) $(MAIL_COMPOSING)
MAIL_COMMON = lib/mail/message.c lib/mail/message.h
MAIL_COMPOSING = lib/mail/compose.c lib/mail/compose.h lib/mail/compose_address.c \
	lib/mail/compose_encode.c lib/mail/compose_field.c lib/mail/compose_flowed.c \
	lib/mail/compose_head.c lib/mail/compose_part.h
