noinst_LIBRARIES += lib/net/libnet.a
lib_net_libnet_a_SOURCES = lib/net/imap.h lib/net/smtp.h
