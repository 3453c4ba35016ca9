#include <string.h>

#include "tmpl/value_json.h"
#include "unit/suite.h"
#include "unit/tmpl_suites.h"

struct value *tmpl_data(struct arena *arena, const char *json)
{
	struct value *data;
	struct err err = {0};

	ck_assert_msg(value_from_json(arena, json, strlen(json), JSON_BLOCKS, &data, &err) == 0,
		      "%s in %s", err.text, json);
	return data;
}

struct rendered tmpl_render(struct arena *arena, const char *markdown, const char *json)
{
	const char *source = arena_printf(arena, "Subject:\n\n%s", markdown);
	struct template_set *set;
	struct rendered parts;
	struct err err = {0};

	ck_assert_msg(template_set_open(NULL, &set, &err) == 0, "%s", err.text);
	ck_assert_msg(template_set_add(set, "en", "test", "test.md", source, &err) == 0, "%s",
		      err.text);
	ck_assert_msg(
	    template_render(set, "test", "en", tmpl_data(arena, json), arena, &parts, &err) == 0,
	    "%s", err.text);
	template_set_close(set);
	return parts;
}

const char *tmpl_body(struct arena *arena, const struct rendered *parts)
{
	const char *from = strstr(parts->html, "<body");
	const char *to = strstr(parts->html, "</div>\n</body>");

	ck_assert(from && to);
	from = strstr(strchr(from, '\n') + 1, "\n") + 1;
	return arena_strndup(arena, from, (size_t)(to - from));
}

int main(void)
{
	static Suite *(*const suites[])(void) = {mustache_suite, part_suite, attack_suite,
						 set_suite, NULL};

	return suite_main(suites);
}
