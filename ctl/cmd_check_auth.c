/*
 * ombudctl check --auth MAILBOX: is a forged Authentication-Results line believed? A mail with one
 * goes by the mailbox's relay to the mailbox itself; where it arrives, its line must be gone, or
 * stand where the desk does not look (RFC 8601, 5).
 */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/text.h"
#include "cmd_check.h"
#include "desk/token.h"
#include "desk/trust.h"
#include "mail/reader.h"
#include "net/imap.h"
#include "net/smtp.h"

enum { EXIT_BAD = 2, LIST_MAX = 500 };

static const int64_t wait_us = 3 * MINUTE_US, look_us = 2 * SECOND_US;

struct probe {
	struct ctl *ctl;
	const struct conf_mailbox *mailbox;
	struct arena arena;
	char mark[IDS_TOKEN_LEN + 1]; /* tells this mail from all others */
	const char *forged;           /* the domain that the forged line says has passed */
	const char *folders[2]; /* where it may be: the folder that is read, and `processed` */
	uint32_t seen[2];       /* UIDs up to these were there before */
	size_t folder_count;
	struct message *found; /* NULL: not yet */
	uint32_t uid;          /* of it, in the folder at hand */
	struct smtp_answer answer;
	bool is_answered;
};

static int dial(struct probe *probe, struct imap **imap, struct err *err)
{
	const struct conf_mailbox *mailbox = probe->mailbox;
	struct imap_options options = {.url = mailbox->imap,
				       .user = mailbox->user ? mailbox->user : mailbox->address,
				       .mailbox_user = mailbox->mailbox_user,
				       .ca_file = mailbox->ca_file};

	if (conf_secret(&mailbox->password, &probe->arena, &options.password, err) < 0)
		return -1;
	return imap_open(&options, imap, err);
}

static int mark_folders(struct probe *probe, struct imap *imap, struct err *err)
{
	const char *names[] = {probe->mailbox->folder, probe->mailbox->processed};
	struct imap_folder folder;

	for (size_t i = 0; i < 2 && names[i]; i++) {
		if (imap_select(imap, names[i], &folder, err) < 0) {
			if (err->code != ERR_NOT_FOUND || !i)
				return -1;
			continue;
		}
		probe->folders[probe->folder_count] = names[i];
		probe->seen[probe->folder_count++] = folder.uidnext ? folder.uidnext - 1 : 0;
	}
	return 0;
}

/* It bears a Message-ID of the desk's own, so that a daemon that takes it files it. */
static void write_probe(struct probe *probe, struct buf *out)
{
	const struct conf_mailbox *mailbox = probe->mailbox;
	bool is_bare = text_equal_nocase(mailbox->authserv_id, "microsoft");
	const char *domain = strrchr(mailbox->address, '@') + 1;

	buf_printf(
	    out,
	    "Authentication-Results: %s%sdmarc=pass header.from=%s;\r\n dkim=pass header.d=%s\r\n",
	    is_bare ? "" : mailbox->authserv_id, is_bare ? "" : "; ", probe->forged, probe->forged);
	buf_printf(out, "From: <check@%s>\r\nTo: <%s>\r\n", probe->forged, mailbox->address);
	buf_printf(out, "Message-ID: <%s>\r\n",
		   token_message_id(probe->ctl->conf, 0, 0, domain, &probe->arena));
	buf_printf(out, "Subject: ombudctl check --auth %s\r\n", probe->mark);
	buf_adds(out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
		      "Content-Type: text/plain; charset=us-ascii\r\n\r\n"
		      "This mail shows whether a forged line of its head is believed. It can be "
		      "deleted.\r\n");
}

static void answered(void *context, uint64_t id, const struct smtp_answer *answer)
{
	struct probe *probe = context;

	(void)id;
	probe->answer = *answer;
	probe->is_answered = true;
}

static int hand_over(struct probe *probe, struct smtp_pool *pool, struct bytes mail,
		     struct err *err)
{
	const char *address = probe->mailbox->address;

	if (smtp_pool_send(pool, 0, address, address, mail, 1, err) < 0)
		return -1;
	while (!probe->is_answered)
		if (smtp_pool_run(pool, -1, look_us, err) < 0)
			return -1;
	if (probe->answer.class == SMTP_DONE)
		return 0;
	return err_set(err, ERR_TEMPORARY, "the relay did not take the mail: %s",
		       probe->answer.text);
}

static int send_probe(struct probe *probe, struct err *err)
{
	const struct conf_relay *conf = &probe->ctl->conf->relays[probe->mailbox->relay];
	struct smtp_relay relay = {.url = conf->url, .user = conf->user, .ca_file = conf->ca_file};
	struct smtp_pool *pool;
	struct buf mail;
	int result;

	if (conf->user && conf_secret(&conf->password, &probe->arena, &relay.password, err) < 0)
		return -1;
	if (smtp_pool_open(&relay, 1, answered, probe, &pool, err) < 0)
		return -1;
	buf_init(&mail);
	write_probe(probe, &mail);
	result = hand_over(probe, pool, buf_bytes(&mail), err);
	buf_release(&mail);
	smtp_pool_close(pool);
	return result;
}

static int take(void *context, uint32_t uid, struct bytes raw)
{
	struct mail_limits limits = mail_limits_default();
	struct probe *probe = context;
	struct message *message;
	struct bytes kept = {arena_strndup(&probe->arena, raw.data, raw.len), raw.len};
	struct err err;

	if (mail_read(kept, &limits, &probe->arena, &message, &err) < 0 ||
	    !strstr(message->subject, probe->mark))
		return 0;
	probe->found = message;
	probe->uid = uid;
	return 0;
}

/* Takes it away again where a daemon has not filed it. */
static int look_in(struct probe *probe, struct imap *imap, size_t at, struct err *err)
{
	struct imap_folder folder;
	struct imap_entry *entries;
	size_t count;
	bool is_gone;

	if (imap_select(imap, probe->folders[at], &folder, err) < 0 ||
	    imap_list(imap, probe->seen[at], LIST_MAX, &probe->arena, &entries, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count && !probe->found; i++) {
		if (imap_fetch(imap, &entries[i].uid, 1, true, take, probe, err) < 0)
			return -1;
		probe->seen[at] = entries[i].uid;
	}
	return probe->found ? imap_expunge(imap, &probe->uid, 1, &is_gone, err) : 0;
}

static int await(struct probe *probe, struct imap *imap, struct err *err)
{
	int64_t end_us = clock_steady_us() + wait_us;
	enum imap_idle_end end;

	while (clock_steady_us() < end_us) {
		for (size_t i = probe->folder_count; i-- && !probe->found;)
			if (look_in(probe, imap, i, err) < 0)
				return -1;
		if (probe->found)
			return 0;
		if (imap_idle(imap, -1, look_us, &end, err) < 0)
			return -1;
	}
	return err_set(err, ERR_TEMPORARY,
		       "the mail was sent, and did not come into \"%s\" within 3 minutes",
		       probe->mailbox->folder);
}

static int run(struct probe *probe, struct err *err)
{
	struct imap *imap;
	int result;

	if (dial(probe, &imap, err) < 0)
		return -1;
	result = mark_folders(probe, imap, err);
	if (!result)
		result = send_probe(probe, err);
	if (!result)
		result = await(probe, imap, err);
	imap_close(imap);
	return result;
}

static int say(struct probe *probe)
{
	const struct conf_mailbox *mailbox = probe->mailbox;

	if (trust_proof(mailbox, probe->found, NULL) != PROOF_ALIGNED &&
	    !trust_believes(mailbox, probe->found, probe->forged)) {
		fprintf(probe->ctl->out,
			"mailbox \"%s\": a forged line of \"%s\" is not believed\n", mailbox->name,
			mailbox->authserv_id);
		return EX_OK;
	}
	fprintf(probe->ctl->err,
		"mailbox \"%s\": a forged Authentication-Results line of \"%s\" is believed: "
		"everybody could write as an agent. Have the mail server take such lines out of "
		"what comes in (RFC 8601, 5), mend border, or take authserv_id out of the conf\n",
		mailbox->name, mailbox->authserv_id);
	return EXIT_BAD;
}

int ctl_check_auth(struct ctl *ctl, const char *name)
{
	size_t at = conf_mailbox_by_name(ctl->conf, name);
	struct probe probe = {.ctl = ctl};
	struct err err = {0};
	int result;

	if (at == CONF_NO_INDEX)
		return ctl_usage(ctl, "check", "knows no mailbox \"%s\"", name);
	probe.mailbox = &ctl->conf->mailboxes[at];
	if (!probe.mailbox->authserv_id || !probe.mailbox->imap)
		return ctl_usage(ctl, "check", "can't: mailbox \"%s\" has no %s", name,
				 probe.mailbox->imap ? "authserv_id" : "imap");
	arena_init(&probe.arena);
	ids_random_token(probe.mark);
	probe.forged = arena_printf(&probe.arena, "%s.invalid", probe.mark);
	result = run(&probe, &err) < 0 ? ctl_fail(ctl, &err) : say(&probe);
	arena_release(&probe.arena);
	return result;
}
