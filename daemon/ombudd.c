#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "daemon.h"

static int usage(FILE *file)
{
	fprintf(file, "usage: ombudd -c FILE [--once] [-f] [-v]\n\n"
		      "  -c, --conf FILE    the configuration\n"
		      "      --once         one pass of all roles, then exit\n"
		      "  -f, --foreground   stay in the foreground\n"
		      "  -v, --verbose      a line for each mail\n"
		      "  -h, --help         this text\n"
		      "  -V, --version      the version\n");
	return file == stdout ? EX_OK : EX_USAGE;
}

static struct conf *load_conf(const char *file)
{
	struct conf_errors errors = {0};
	struct conf *conf = NULL;
	struct arena arena;

	arena_init(&arena);
	conf_load(file, &arena, &conf, &errors);
	for (size_t i = 0; i < errors.lines.count; i++)
		fprintf(stderr, "%s\n", errors.lines.items[i]);
	arena_release(&arena);
	return conf;
}

/* The store is made or migrated before any role needs it. */
static int prepare_store(const struct conf *conf)
{
	struct store *store = NULL;
	struct err err = {0};

	if (store_open(&conf->store, STORE_READ_WRITE, &store, &err) < 0) {
		fprintf(stderr, "ombudd: %s\n", err.text);
		return err_exit_code(&err);
	}
	store_close(store);
	return EX_OK;
}

static int lock_store(const struct conf *conf)
{
	struct err err = {0};

	if (store_lock(&conf->store, &err) == 0)
		return EX_OK;
	fprintf(stderr, "ombudd: %s\n", err.text);
	return err_exit_code(&err);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {{"conf", required_argument, NULL, 'c'},
						{"once", no_argument, NULL, '1'},
						{"foreground", no_argument, NULL, 'f'},
						{"verbose", no_argument, NULL, 'v'},
						{"help", no_argument, NULL, 'h'},
						{"version", no_argument, NULL, 'V'},
						{NULL, 0, NULL, 0}};
	bool is_once = false, is_foreground = getenv("NOTIFY_SOCKET") != NULL;
	const char *file = NULL;
	struct conf *conf;
	int option, code;

	setlocale(LC_CTYPE, "C.UTF-8");
	umask(0077);
	while ((option = getopt_long(argc, argv, "c:fvhV", options, NULL)) != -1) {
		if (option == 'c')
			file = optarg;
		else if (option == '1')
			is_once = true;
		else if (option == 'f')
			is_foreground = true;
		else if (option == 'v')
			log_set_level(LOG_LEVEL_DEBUG);
		else if (option == 'V')
			return printf("ombudd %s\n", PACKAGE_VERSION) < 0 ? EX_IOERR : EX_OK;
		else
			return usage(option == 'h' ? stdout : stderr);
	}
	if (!file || optind < argc)
		return usage(stderr);
	if (!(conf = load_conf(file)))
		return EX_CONFIG;
	choose_log_sink();
	if (!is_once && !is_foreground && daemon(1, 1) < 0)
		die("can't go into the background: %s", strerror(errno));
	if ((code = lock_store(conf)) || (code = prepare_store(conf))) {
		conf_free(conf);
		return code;
	}
	return supervise(file, conf, is_once);
}
