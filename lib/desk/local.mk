noinst_LIBRARIES += lib/desk/libdesk.a
lib_desk_libdesk_a_SOURCES = 
