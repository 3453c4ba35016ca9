# Each template with the data of tests/golden/data.json, beside the files that say how it should look.
check_PROGRAMS += tests/golden/template_tool
tests_golden_template_tool_SOURCES = tests/golden/template_tool.c \
	ctl/cmd_template.c ctl/cmd_template.h ctl/cmd_template_render.c
tests_golden_template_tool_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
tests_golden_template_tool_LDADD = lib/tmpl/libtmpl.a lib/base/libbase.a $(LIBS_ALL_LIBS)
