/* ombudctl deliver --mailbox NAME [FILE | -]: for MTA pipes; exit 75 where it must be tried again.
 * An MTA bounces a mail over most other codes, so only what is wrong with the mail itself has one.
 */
#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "ctl.h"
#include "flow/flow.h"

static int read_file(const char *path, size_t max, struct buf *out, struct err *err)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	char chunk[65536];
	size_t len;
	int result = 0;

	if (!file)
		return err_set_errno(err, ERR_NOT_FOUND, "\"%s\" can't be read", path);
	while ((len = fread(chunk, 1, sizeof chunk, file)) > 0 && out->len <= max)
		buf_add(out, chunk, len);
	if (ferror(file))
		result = err_set_errno(err, ERR_TEMPORARY, "\"%s\" can't be read", path);
	else if (out->len > max)
		result = err_set(err, ERR_LIMIT, "the mail is larger than max_size of its mailbox");
	if (file != stdin)
		fclose(file);
	return result;
}

static int take(struct ctl *ctl, size_t mailbox, const struct buf *raw, struct err *err)
{
	struct flow flow = {.conf = ctl->conf, .store = ctl->store, .gnupg = ctl->conf->desk.gnupg};
	struct arrival arrival = {.mailbox = mailbox, .raw = buf_bytes(raw)};
	struct intake_counts counts = {0};
	struct template_set *templates;
	struct mailbox_state state;
	int result;

	if (template_set_open(ctl->conf->templates, &templates, err) < 0)
		return -1;
	flow.templates = templates;
	result = store_begin(ctl->store, err);
	if (!result) {
		result = store_mailbox_open(ctl->store, ctl->conf->mailboxes[mailbox].name,
					    ctl->now_us, &state, err);
		if (!result)
			result = store_commit(ctl->store, err);
		else
			store_rollback(ctl->store);
	}
	if (!result) {
		arrival.mailbox_id = state.id;
		result = intake_take(&flow, &arrival, 1, NULL, NULL, ctl->now_us, &counts, err);
	}
	template_set_close(templates);
	return result;
}

int ctl_deliver(struct ctl *ctl, int argc, char **argv)
{
	const char *path = "-";
	struct err err = {0};
	struct buf raw;
	size_t mailbox;
	int code;

	if (argc < 3 || argc > 4 || strcmp(argv[1], "--mailbox") != 0)
		return ctl_usage(ctl, argv[0], "takes --mailbox NAME and a file or -");
	if (argc == 4)
		path = argv[3];
	if ((code = ctl_store(ctl, STORE_READ_WRITE)))
		return code == EX_CONFIG ? EX_TEMPFAIL : code; /* the MTA keeps the mail */
	mailbox = conf_mailbox_by_name(ctl->conf, argv[2]);
	if (mailbox == CONF_NO_INDEX) {
		err_set(&err, ERR_INPUT, "there is no mailbox \"%s\" in the conf", argv[2]);
		ctl_fail(ctl, &err);
		return EX_TEMPFAIL;
	}
	buf_init(&raw);
	if (read_file(path, (size_t)ctl->conf->mailboxes[mailbox].max_size, &raw, &err) < 0) {
		code = ctl_fail(ctl, &err);
		if (err.code != ERR_LIMIT && err.code != ERR_NOT_FOUND)
			code = EX_TEMPFAIL;
	} else if (take(ctl, mailbox, &raw, &err) < 0) {
		ctl_fail(ctl, &err);
		code = EX_TEMPFAIL;
	}
	buf_release(&raw);
	return code;
}
