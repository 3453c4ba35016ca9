noinst_LIBRARIES += lib/store/libstore.a
lib_store_libstore_a_SOURCES = lib/store/store.h
