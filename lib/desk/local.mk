noinst_LIBRARIES += lib/desk/libdesk.a
lib_desk_libdesk_a_SOURCES = \
	lib/desk/changes.h lib/desk/desk.h lib/desk/event.h lib/desk/ticket.h \
	lib/desk/names.c
