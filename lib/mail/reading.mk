# The files that read mail.
MAIL_READING = lib/mail/address.c lib/mail/address.h lib/mail/attachment.c lib/mail/attachment.h \
	lib/mail/auth_results.c lib/mail/auth_results.h lib/mail/away.c lib/mail/away.h lib/mail/body.c \
	lib/mail/body.h lib/mail/bounce.c lib/mail/bounce.h lib/mail/bounce_looks.c \
	lib/mail/bounce_looks.h lib/mail/bounce_prose.c lib/mail/bounce_prose.h \
	lib/mail/bounce_report.c lib/mail/bounce_report.h lib/mail/bounce_ses.c lib/mail/bounce_ses.h \
	lib/mail/bounce_text.c lib/mail/bounce_text.h lib/mail/charset.c lib/mail/charset.h \
	lib/mail/choose.c lib/mail/choose.h lib/mail/date.c lib/mail/date.h lib/mail/date_words.c \
	lib/mail/date_words.h lib/mail/decode.c lib/mail/decode.h lib/mail/encoded_word.c \
	lib/mail/encoded_word.h lib/mail/field.c lib/mail/field.h lib/mail/flowed.c lib/mail/flowed.h \
	lib/mail/html.c lib/mail/html.h lib/mail/html_guard.c \
	lib/mail/html_guard.h lib/mail/ids_list.c lib/mail/ids_list.h lib/mail/kind.c lib/mail/kind.h \
	lib/mail/language.c lib/mail/language.h lib/mail/phrases_language.c lib/mail/phrases_language.h \
	lib/mail/mime.c lib/mail/mime.h lib/mail/param.c lib/mail/param.h lib/mail/phrase.c \
	lib/mail/phrase.h lib/mail/phrases_auto.c lib/mail/phrases_auto.h lib/mail/phrases_away.c \
	lib/mail/phrases_away.h lib/mail/phrases_bounce.c lib/mail/phrases_bounce.h \
	lib/mail/phrases_reply.c lib/mail/phrases_reply.h lib/mail/reader.c lib/mail/reader.h \
	lib/mail/reading.c lib/mail/reading.h lib/mail/reply.c lib/mail/reply_known.c \
	lib/mail/reply_lines.c lib/mail/reply_lines.h lib/mail/reply_opener.c lib/mail/reply_opener.h \
	lib/mail/reply_signature.c lib/mail/reply_signature.h lib/mail/signed.c lib/mail/signed.h lib/mail/uu_text.c lib/mail/uu_text.h
