#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#include "scenario.h"

static bool has_keys(const struct conf *conf)
{
	for (size_t i = 0; i < conf->agent_count; i++)
		if (conf->agents[i].keys.count)
			return true;
	return false;
}

const char *scenario_gnupg(struct scenario *scenario)
{
	const char *folder = getenv("TMPDIR");
	char *made;

	if (scenario->gnupg || !has_keys(scenario->conf))
		return scenario->gnupg;
	made = arena_printf(&scenario->arena, "%s/ombud-gnupg-XXXXXX", folder ? folder : "/tmp");
	scenario->gnupg = mkdtemp(made);
	return scenario->gnupg;
}

static int take_away(const char *path, const struct stat *status, int type, struct FTW *at)
{
	(void)status;
	(void)type;
	(void)at;
	remove(path); /* a socket of GnuPG's may be gone by itself meanwhile */
	return 0;
}

void scenario_gnupg_end(struct scenario *scenario)
{
	if (scenario->gnupg)
		nftw(scenario->gnupg, take_away, 8, FTW_DEPTH | FTW_PHYS);
}
