#include "desk/matrix.h"

#include "base/text.h"

static const char *const severity_names[] = {"minor", "major", "critical", NULL};
static const char *const impact_names[] = {"one", "many", "all", NULL};

static const enum ticket_priority built_in[CONF_SEVERITIES][CONF_IMPACTS] = {
    [SEVERITY_MINOR] = {PRIORITY_LOW, PRIORITY_NORMAL, PRIORITY_NORMAL},
    [SEVERITY_MAJOR] = {PRIORITY_NORMAL, PRIORITY_HIGH, PRIORITY_HIGH},
    [SEVERITY_CRITICAL] = {PRIORITY_HIGH, PRIORITY_URGENT, PRIORITY_URGENT},
};

static int find(const char *const *names, const char *name)
{
	for (int i = 0; names[i]; i++)
		if (text_equal_nocase(names[i], name))
			return i;
	return -1;
}

bool severity_parse(const char *name, enum conf_severity *severity)
{
	int at = find(severity_names, name);

	if (at >= 0)
		*severity = (enum conf_severity)at;
	return at >= 0;
}

bool impact_parse(const char *name, enum conf_impact *impact)
{
	int at = find(impact_names, name);

	if (at >= 0)
		*impact = (enum conf_impact)at;
	return at >= 0;
}

enum ticket_priority matrix_priority(const struct conf *conf, enum conf_severity severity,
				     enum conf_impact impact)
{
	for (size_t i = 0; i < conf->matrix_count; i++)
		if (conf->matrix[i].severity == severity && conf->matrix[i].impact == impact)
			return (enum ticket_priority)conf->matrix[i].priority;
	return built_in[severity][impact];
}
