noinst_LIBRARIES += lib/desk/libdesk.a
lib_desk_libdesk_a_SOURCES = \
	lib/desk/agent.c \
	lib/desk/assign.c lib/desk/assign.h \
	lib/desk/bounce.c \
	lib/desk/changes.h \
	lib/desk/cmd_assign.c lib/desk/cmd_draft.c lib/desk/cmd_field.c lib/desk/cmd_merge.c lib/desk/cmd_note.c \
	lib/desk/cmd_people.c lib/desk/cmd_query.c lib/desk/cmd_status.c \
	lib/desk/command.h lib/desk/command_read.c lib/desk/command_table.c \
	lib/desk/customer.c \
	lib/desk/desk.c lib/desk/desk.h \
	lib/desk/due.c \
	lib/desk/event.h \
	lib/desk/failure.c \
	lib/desk/journal_text.c lib/desk/journal_text.h \
	lib/desk/machine.c \
	lib/desk/names.c \
	lib/desk/people.c lib/desk/people.h \
	lib/desk/quiet.c \
	lib/desk/outward.c lib/desk/outward.h \
	lib/desk/record.c lib/desk/record.h \
	lib/desk/rules.h \
	lib/desk/subject.c lib/desk/subject.h \
	lib/desk/tell.c \
	lib/desk/thread.c lib/desk/thread.h \
	lib/desk/ticket.h \
	lib/desk/token.c lib/desk/token.h \
	lib/desk/trust.c lib/desk/trust.h
