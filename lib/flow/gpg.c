/* The one file that knows gpgme. */
#include "flow/internal.h"

#ifdef HAVE_GPGME

#include <ctype.h>
#include <errno.h>
#include <gpgme.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "mail/signed.h"

/* What GnuPG is told: keys come from the conf and from nowhere else. */
static const char gpg_conf[] = "no-auto-key-retrieve\nno-auto-key-locate\ndisable-dirmngr\n"
			       "trust-model always\nno-autostart\n";
static const char gpgsm_conf[] = "disable-crl-checks\ndisable-dirmngr\nno-autostart\n";

static void write_file(const char *folder, const char *name, const char *text, struct arena *arena)
{
	FILE *file = fopen(arena_printf(arena, "%s/%s", folder, name), "we");

	if (!file)
		return;
	fputs(text, file);
	fclose(file);
}

static int make_home(const char *folder, struct arena *arena)
{
	if (mkdir(folder, 0700) < 0 && errno != EEXIST) {
		log_event(LOG_LEVEL_ERROR, "intake", "GnuPG's folder can't be made", "folder",
			  folder, NULL);
		return -1;
	}
	write_file(folder, "gpg.conf", gpg_conf, arena);
	write_file(folder, "gpgsm.conf", gpgsm_conf, arena);
	return 0;
}

/* What pins the keys: fingerprints in upper case, without blanks. */
struct pins {
	const char **items;
	size_t count;
	struct arena *arena;
};

static void pin(struct pins *pins, const char *fingerprint)
{
	char *out = arena_alloc(pins->arena, strlen(fingerprint) + 1), *at = out;

	for (; *fingerprint; fingerprint++)
		if (isxdigit((unsigned char)*fingerprint))
			*at++ = (char)toupper((unsigned char)*fingerprint);
	*at = '\0';
	pins->items = arena_grow(pins->arena, pins->items, pins->count, sizeof *pins->items);
	pins->items[pins->count++] = out;
}

static bool is_pinned(const struct pins *pins, const char *fingerprint)
{
	for (size_t i = 0; fingerprint && i < pins->count; i++)
		if (text_equal_nocase(pins->items[i], fingerprint))
			return true;
	return false;
}

static gpgme_ctx_t open_context(gpgme_protocol_t protocol, const char *folder)
{
	gpgme_ctx_t context;

	gpgme_check_version(NULL);
	if (gpgme_new(&context))
		return NULL;
	if (gpgme_set_protocol(context, protocol) ||
	    gpgme_ctx_set_engine_info(context, protocol, NULL, folder)) {
		gpgme_release(context);
		return NULL;
	}
	gpgme_set_offline(context, 1);
	return context;
}

/* The keys of a file become known, and are pinned. */
static void import(gpgme_ctx_t context, const char *path, struct pins *pins)
{
	gpgme_import_result_t result;
	gpgme_data_t data;

	if (gpgme_data_new_from_file(&data, path, 1))
		return;
	if (!gpgme_op_import(context, data) && (result = gpgme_op_import_result(context)))
		for (gpgme_import_status_t one = result->imports; one; one = one->next)
			pin(pins, one->fpr);
	gpgme_data_release(data);
}

static void load_pins(gpgme_ctx_t context, const struct conf_agent *agent, struct pins *pins)
{
	for (size_t i = 0; i < agent->keys.count; i++) {
		if (strchr(agent->keys.items[i], '/'))
			import(context, agent->keys.items[i], pins);
		else
			pin(pins, agent->keys.items[i]);
	}
}

/* What the mail says in the end: the signed part, or what stood within the signature. */
static struct bytes taken(gpgme_data_t data, struct arena *arena)
{
	size_t len;
	char *text = gpgme_data_release_and_get_mem(data, &len);
	struct bytes out = {"", 0};

	if (!text)
		return out;
	out.data = arena_strndup(arena, text, len);
	out.len = len;
	gpgme_free(text);
	return out;
}

static int64_t moment(unsigned long seconds)
{
	return seconds ? (int64_t)seconds * SECOND_US : TIME_NONE;
}

/* The primary key is pinned, or the one that signed; neither is revoked. Their end is the
 * signature's too. */
static void judge_key(gpgme_key_t key, const struct pins *pins, struct signature *out)
{
	bool is_whole = !key->revoked && !key->disabled && !key->invalid;

	if (!is_whole || !(is_pinned(pins, out->fingerprint) || is_pinned(pins, key->fpr)))
		return;
	out->fault = NULL;
	for (gpgme_subkey_t one = key->subkeys; one; one = one->next) {
		int64_t ends_us =
		    one->expires > 0 ? moment((unsigned long)one->expires) : TIME_NONE;

		if (one != key->subkeys && (!one->fpr || strcmp(one->fpr, out->fingerprint) != 0))
			continue;
		if (one->revoked)
			out->fault = "unknown";
		if (ends_us != TIME_NONE &&
		    (out->expires_us == TIME_NONE || ends_us < out->expires_us))
			out->expires_us = ends_us;
	}
}

/* A signature that holds, by a key that is pinned: whatever the clock of this machine says of its
 * expiry, for the desk has its own. */
static void judge(gpgme_ctx_t context, gpgme_signature_t found, const struct pins *pins,
		  struct signature *out, struct arena *arena)
{
	gpg_err_code_t code = gpgme_err_code(found->status);
	gpgme_key_t key = NULL;

	if (!found->fpr || (code != GPG_ERR_NO_ERROR && code != GPG_ERR_KEY_EXPIRED &&
			    code != GPG_ERR_SIG_EXPIRED))
		return;
	out->made_us = moment(found->timestamp);
	out->expires_us = moment(found->exp_timestamp);
	out->fingerprint = arena_strdup(arena, found->fpr);
	if (gpgme_get_protocol(context) == GPGME_PROTOCOL_CMS) {
		/* A certificate has no subkeys, and is taken from the conf when it is void. */
		if (is_pinned(pins, found->fpr))
			out->fault = NULL;
		return;
	}
	if (gpgme_get_key(context, found->fpr, &key, 0))
		return;
	judge_key(key, pins, out);
	gpgme_key_unref(key);
}

static int verify(gpgme_ctx_t context, const struct pins *pins, struct signed_mail *mail,
		  struct signature *out, struct arena *arena)
{
	gpgme_data_t signature = NULL, text = NULL;
	gpgme_verify_result_t result;
	bool is_opaque = !mail->entity.len;
	int done = -1;

	if (gpgme_data_new_from_mem(&signature, mail->signature.data, mail->signature.len, 0))
		return -1;
	if (is_opaque ? gpgme_data_new(&text)
		      : gpgme_data_new_from_mem(&text, mail->entity.data, mail->entity.len, 0)) {
		gpgme_data_release(signature);
		return -1;
	}
	if (!gpgme_op_verify(context, signature, is_opaque ? NULL : text,
			     is_opaque ? text : NULL) &&
	    (result = gpgme_op_verify_result(context)) && result->signatures &&
	    !result->signatures->next) {
		judge(context, result->signatures, pins, out, arena);
		done = 0;
	}
	if (is_opaque)
		mail->entity = taken(text, arena);
	else
		gpgme_data_release(text);
	gpgme_data_release(signature);
	return done;
}

int gpg_verify(const struct conf_agent *agent, const char *folder, struct signed_mail *mail,
	       struct signature *out, struct arena *arena)
{
	gpgme_protocol_t protocol = mail->is_cms ? GPGME_PROTOCOL_CMS : GPGME_PROTOCOL_OpenPGP;
	struct pins pins = {.arena = arena};
	gpgme_ctx_t context;
	int result;

	if (make_home(folder, arena) < 0 || !(context = open_context(protocol, folder)))
		return -1;
	load_pins(context, agent, &pins);
	result = verify(context, &pins, mail, out, arena);
	gpgme_release(context);
	return result;
}

#else

int gpg_verify(const struct conf_agent *agent, const char *folder, struct signed_mail *mail,
	       struct signature *out, struct arena *arena)
{
	(void)agent;
	(void)folder;
	(void)mail;
	(void)out;
	(void)arena;
	return -1;
}

#endif
