noinst_LIBRARIES += lib/net/libnet.a
lib_net_libnet_a_SOURCES = \
	lib/net/dial.c lib/net/dial.h \
	lib/net/http.c lib/net/http.h \
	lib/net/imap.c lib/net/imap.h lib/net/imap_private.h \
	lib/net/imap_fetch.c \
	lib/net/imap_file.c \
	lib/net/imap_idle.c \
	lib/net/imap_lines.c lib/net/imap_lines.h \
	lib/net/imap_name.c \
	lib/net/imap_select.c \
	lib/net/imap_stream.c lib/net/imap_stream.h lib/net/imap_talk.c \
	lib/net/smtp.c lib/net/smtp.h lib/net/smtp_private.h \
	lib/net/smtp_check.c \
	lib/net/smtp_conn.c \
	lib/net/smtp_reply.c \
	lib/net/smtp_talk.c
