noinst_LIBRARIES += lib/tmpl/libtmpl.a
lib_tmpl_libtmpl_a_SOURCES = \
	lib/tmpl/html.c lib/tmpl/html.h \
	lib/tmpl/markdown.c lib/tmpl/markdown.h \
	lib/tmpl/markdown_cache.c \
	lib/tmpl/markdown_html.c \
	lib/tmpl/markdown_text.c \
	lib/tmpl/mustache.h \
	lib/tmpl/mustache_compile.c \
	lib/tmpl/mustache_render.c \
	lib/tmpl/slots.c lib/tmpl/slots.h \
	lib/tmpl/template.h lib/tmpl/template_set.h \
	lib/tmpl/template_check.c \
	lib/tmpl/template_compile.c \
	lib/tmpl/template_lint.c \
	lib/tmpl/template_names.c \
	lib/tmpl/template_phrases.c lib/tmpl/template_phrases.h \
	lib/tmpl/template_render.c \
	lib/tmpl/template_set.c \
	lib/tmpl/value.c lib/tmpl/value.h \
	lib/tmpl/value_block.c \
	lib/tmpl/value_json.c lib/tmpl/value_json.h
nodist_lib_tmpl_libtmpl_a_SOURCES = lib/tmpl/builtins.c

# The built-in templates are part of the program: the files of templates/ as C strings.
lib/tmpl/builtins.c: $(TEMPLATES) lib/tmpl/embed
	$(AM_V_GEN)$(MKDIR_P) lib/tmpl && \
	sh $(srcdir)/lib/tmpl/embed $(srcdir) $(TEMPLATES) >$@.tmp && mv -f $@.tmp $@
CLEANFILES += lib/tmpl/builtins.c
EXTRA_DIST += lib/tmpl/embed
