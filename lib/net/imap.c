#include "net/imap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/text.h"
#include "net/dial.h"
#include "net/imap_private.h"

enum { COMMAND_SECS = 60, CONNECT_SECS = 10, LOGOUT_SECS = 2, LITERAL_MAX = 64 << 20 };

/* The server's words while libcurl dials. */
struct said {
	char refusal[DIAL_SAID_LEN]; /* its last NO, without the tag */
	bool has_sasl;               /* it offers a mechanism that we ask for */
};

static size_t hear(char *data, size_t size, size_t count, void *context)
{
	struct said *said = context;
	char line[DIAL_SAID_LEN];
	const char *word;

	dial_copy_said(line, sizeof line, data, count);
	word = strchr(line, ' ');
	if (word && text_starts_nocase(word, " NO "))
		memcpy(said->refusal, word + 1, strlen(word));
	if (text_find_nocase(line, "AUTH=PLAIN") || text_find_nocase(line, "AUTH=LOGIN"))
		said->has_sasl = true;
	(void)size;
	return count;
}

/* RFC 5530: a NO to a login that may be a yes later. */
static bool is_passing(const char *said)
{
	static const char *const codes[] = {"[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]"};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (text_find_nocase(said, codes[i]))
			return true;
	return false;
}

static int dial_once(CURL *curl, const struct dial *dial, const char *login, struct said *said,
		     struct err *err)
{
	char detail[CURL_ERROR_SIZE] = "";
	CURLcode code;

	*said = (struct said){.refusal = ""};
	if (dial_prepare(curl, dial, login, err))
		return -1;
	if (curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L) ||
	    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail) ||
	    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear) ||
	    curl_easy_setopt(curl, CURLOPT_HEADERDATA, said))
		return err_set(err, ERR_SYSTEM, "libcurl refuses an option");
	code = curl_easy_perform(curl);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, NULL);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, NULL);
	if (!code)
		return 0;
	dial_error(code, dial->url, detail, said->refusal, err);
	if (code == CURLE_LOGIN_DENIED && is_passing(said->refusal))
		err->code = ERR_TEMPORARY;
	return -1;
}

static int dial_imap(CURL *curl, const struct imap_options *options, struct err *err)
{
	bool is_other =
	    options->mailbox_user && options->user && strcmp(options->mailbox_user, options->user);
	struct dial dial = {
	    .scheme = "imap",
	    .url = options->url,
	    .user = options->user,
	    .authzid = is_other ? options->mailbox_user : NULL,
	    .password = options->password,
	    .oauth_token = options->oauth_token,
	    .ca_file = options->ca_file,
	    .connect_us = options->connect_us ? options->connect_us : CONNECT_SECS * SECOND_US,
	};
	struct err local;
	struct said said;

	err = err ? err : &local;
	if (!dial_once(curl, &dial, NULL, &said, err))
		return 0;
	/* A server without SASL PLAIN: libcurl then finds the LOGIN command, which knows no
	 * authzid. */
	if (err->code != ERR_REFUSED || said.has_sasl || dial.authzid || dial.oauth_token ||
	    text_find_nocase(err->text, "certificate") || text_find_nocase(err->text, "STARTTLS"))
		return -1;
	return dial_once(curl, &dial, "AUTH=*", &said, err);
}

static int greet(struct imap *imap, mailstream *stream, struct err *err)
{
	struct mailimap_capability_data *capability = NULL;
	int result = mailimap_connect(imap->session, stream);

	if (result != MAILIMAP_NO_ERROR_AUTHENTICATED)
		return imap_result(imap, result, "greeting", err);
	imap_stream_begin(imap->stream);
	result = mailimap_capability(imap->session, &capability);
	if (imap_result(imap, result, "CAPABILITY", err))
		return -1;
	mailimap_capability_data_free(capability);
	imap->has_idle = mailimap_has_extension(imap->session, "IDLE");
	imap->has_move = mailimap_has_extension(imap->session, "MOVE");
	imap->has_uidplus = mailimap_has_extension(imap->session, "UIDPLUS");
	return 0;
}

int imap_open(const struct imap_options *options, struct imap **out, struct err *err)
{
	CURL *curl = curl_easy_init();
	struct imap *imap = calloc(1, sizeof *imap);
	mailstream *stream;

	*out = NULL;
	if (!curl || !imap || !(imap->session = mailimap_new(0, NULL)))
		die("out of memory: a connection");
	if (dial_imap(curl, options, err) ||
	    imap_stream_open(curl, options->max_literal ? options->max_literal : LITERAL_MAX,
			     options->command_us ? options->command_us : COMMAND_SECS * SECOND_US,
			     &stream, &imap->stream, err)) {
		curl_easy_cleanup(curl);
		imap_close(imap);
		return -1;
	}
	if (greet(imap, stream, err)) {
		imap_close(imap);
		return -1;
	}
	*out = imap;
	return 0;
}

void imap_close(struct imap *imap)
{
	if (!imap)
		return;
	if (imap->stream) {
		/* libetpan says LOGOUT on the way; nobody waits long for the answer. */
		if (imap->stream->command_us > LOGOUT_SECS * SECOND_US)
			imap->stream->command_us = LOGOUT_SECS * SECOND_US;
		imap_stream_begin(imap->stream);
	}
	mailimap_free(imap->session);
	free(imap);
}

bool imap_has_idle(const struct imap *imap)
{
	return imap->has_idle;
}

bool imap_has_move(const struct imap *imap)
{
	return imap->has_move;
}

static enum err_code code_of_info(const struct mailimap_response_info *info)
{
	const char *atom = info && info->rsp_atom ? info->rsp_atom : "";

	if ((info && info->rsp_trycreate) || !strcasecmp(atom, "NONEXISTENT"))
		return ERR_NOT_FOUND;
	if (!strcasecmp(atom, "NOPERM") || !strcasecmp(atom, "CANNOT"))
		return ERR_REFUSED;
	return ERR_TEMPORARY;
}

int imap_result(struct imap *imap, int result, const char *what, struct err *err)
{
	const char *text = imap->session->imap_response;
	char said[DIAL_SAID_LEN] = "";

	if (result == MAILIMAP_NO_ERROR)
		return 0;
	if (imap->stream && imap->stream->error.code) {
		if (err)
			*err = imap->stream->error;
		return err_prefix(err, "%s", what);
	}
	if (result == MAILIMAP_ERROR_MEMORY)
		die("out of memory: an IMAP answer");
	if (result == MAILIMAP_ERROR_PARSE || result == MAILIMAP_ERROR_STREAM || !text)
		return err_set(err, ERR_TEMPORARY, "%s: the server's answer makes no sense", what);
	dial_copy_said(said, sizeof said, text, strlen(text));
	return err_set(err, code_of_info(imap->session->imap_response_info),
		       "%s: the server said no: \"%s\"", what, said);
}
