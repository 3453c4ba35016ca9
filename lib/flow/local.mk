noinst_LIBRARIES += lib/flow/libflow.a
lib_flow_libflow_a_SOURCES = 
