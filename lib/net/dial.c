#include "net/dial.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/text.h"

/* Named, since libcurl would otherwise try Kerberos first for names such as ann@acme.example. */
#define LOGIN_PASSWORD "AUTH=PLAIN;AUTH=LOGIN"
#define LOGIN_AUTHZID  "AUTH=PLAIN"
#define LOGIN_OAUTH    "AUTH=OAUTHBEARER;AUTH=XOAUTH2"

bool dial_is_loopback(const char *host)
{
	struct in_addr address;

	if (text_equal_nocase(host, "localhost") || !strcmp(host, "::1") || !strcmp(host, "[::1]"))
		return true;
	return inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

static bool has_control(const char *text)
{
	if (!text)
		return false;
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	return false;
}

static int check_names(const struct dial *dial, struct err *err)
{
	if (has_control(dial->user) || has_control(dial->authzid))
		return err_set(err, ERR_CONF, "the user name for \"%s\" holds a control character",
			       dial->url);
	if (has_control(dial->password) || has_control(dial->oauth_token))
		return err_set(err, ERR_CONF, "the password for \"%s\" holds a control character",
			       dial->url);
	return 0;
}

/* A plain scheme to loopback without a ca_file: there TLS would only be in the way. */
static bool is_plain_allowed(const struct dial *dial, const char *scheme, const char *host)
{
	return !dial->ca_file && text_equal_nocase(scheme, dial->scheme) && dial_is_loopback(host);
}

static int check_url(CURLU *url, const struct dial *dial, bool *is_plain, struct err *err)
{
	static const CURLUPart forbidden[] = {CURLUPART_USER, CURLUPART_PASSWORD,
					      CURLUPART_OPTIONS};
	char *scheme = NULL, *host = NULL, *part = NULL;
	size_t len = strlen(dial->scheme);
	int result = 0;

	if (curl_url_set(url, CURLUPART_URL, dial->url, 0) ||
	    curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) ||
	    curl_url_get(url, CURLUPART_HOST, &host, 0))
		result = err_set(err, ERR_CONF, "\"%s\" is not a URL such as %ss://host", dial->url,
				 dial->scheme);
	else if (strncmp(scheme, dial->scheme, len) || (scheme[len] && strcmp(scheme + len, "s")))
		result = err_set(err, ERR_CONF, "\"%s\" has to begin with %ss:// or %s://",
				 dial->url, dial->scheme, dial->scheme);
	for (size_t i = 0; !result && i < sizeof forbidden / sizeof *forbidden; i++) {
		if (curl_url_get(url, forbidden[i], &part, 0))
			continue;
		curl_free(part);
		result = err_set(err, ERR_CONF,
				 "the URL for host \"%s\" holds a user or options: "
				 "they have settings of their own",
				 host);
	}
	if (!result)
		*is_plain = is_plain_allowed(dial, scheme, host);
	curl_free(scheme);
	curl_free(host);
	return result;
}

/* On a socket that is being connected, this bounds how long one address may stay silent. */
static int set_socket(void *context, curl_socket_t fd, curlsocktype purpose)
{
	unsigned int ms = (unsigned int)(intptr_t)context;

	(void)purpose;
	setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &ms, sizeof ms);
	return CURL_SOCKOPT_OK;
}

static CURLcode set_login(CURL *curl, const struct dial *dial, const char *login)
{
	CURLcode code;

	if (!dial->user)
		return CURLE_OK;
	if (!login)
		login = dial->oauth_token ? LOGIN_OAUTH
			: dial->authzid   ? LOGIN_AUTHZID
					  : LOGIN_PASSWORD;
	code = curl_easy_setopt(curl, CURLOPT_USERNAME, dial->user);
	if (!code && dial->oauth_token)
		code = curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, dial->oauth_token);
	else if (!code)
		code =
		    curl_easy_setopt(curl, CURLOPT_PASSWORD, dial->password ? dial->password : "");
	if (!code && dial->authzid)
		code = curl_easy_setopt(curl, CURLOPT_SASL_AUTHZID, dial->authzid);
	return code ? code : curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, login);
}

static CURLcode set_tls(CURL *curl, const struct dial *dial, bool is_plain)
{
	CURLcode code;

	code = curl_easy_setopt(curl, CURLOPT_USE_SSL,
				is_plain ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (!code && dial->ca_file) {
		code = curl_easy_setopt(curl, CURLOPT_CAINFO, dial->ca_file);
		/* Not beside the system's: the one file alone is trusted. */
		if (!code)
			code = curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	return code;
}

static CURLcode set_connection(CURL *curl, const struct dial *dial, bool is_plain)
{
	long ms = (long)(dial->connect_us / 1000);
	CURLcode code;

	code = curl_easy_setopt(curl, CURLOPT_URL, dial->url);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	if (!code && is_plain) /* whatever proxy the environment names */
		code = curl_easy_setopt(curl, CURLOPT_PROXY, "");
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 3 * ms);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, set_socket);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_SOCKOPTDATA, (void *)(intptr_t)ms);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_TCP_KEEPIDLE, 60L);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_TCP_KEEPINTVL, 30L);
	return code;
}

int dial_prepare(CURL *curl, const struct dial *dial, const char *login, struct err *err)
{
	bool is_plain = false;
	CURLU *url = curl_url();
	CURLcode code;
	int result;

	if (!url)
		die("out of memory: a URL");
	result = check_url(url, dial, &is_plain, err);
	curl_url_cleanup(url);
	if (result || check_names(dial, err))
		return -1;
	code = set_connection(curl, dial, is_plain);
	if (!code)
		code = set_tls(curl, dial, is_plain);
	if (!code)
		code = set_login(curl, dial, login);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
	if (code)
		return err_set(err, ERR_SYSTEM, "libcurl can't dial \"%s\": %s", dial->url,
			       curl_easy_strerror(code));
	return 0;
}

static enum err_code code_of(CURLcode code)
{
	switch (code) {
	case CURLE_LOGIN_DENIED:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_USE_SSL_FAILED:
		return ERR_REFUSED;
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return ERR_CONF;
	default:
		return ERR_TEMPORARY;
	}
}

static const char *words_of(CURLcode code)
{
	switch (code) {
	case CURLE_LOGIN_DENIED:
		return "the login was refused";
	case CURLE_PEER_FAILED_VERIFICATION:
		return "the server's certificate is not accepted";
	case CURLE_USE_SSL_FAILED:
		return "the server offers no STARTTLS";
	default:
		return curl_easy_strerror(code);
	}
}

int dial_error(CURLcode code, const char *url, const char *detail, const char *said,
	       struct err *err)
{
	if (code == CURLE_LOGIN_DENIED && *said)
		return err_set(err, ERR_REFUSED, "can't log in to \"%s\": the server said \"%s\"",
			       url, said);
	return err_set(err, code_of(code), "can't connect to \"%s\": %s%s%s%s", url, words_of(code),
		       *detail ? " (" : "", detail, *detail ? ")" : "");
}

void dial_copy_said(char *out, size_t size, const char *data, size_t len)
{
	size_t at = 0;

	while (len && (data[len - 1] == '\r' || data[len - 1] == '\n'))
		len--;
	for (size_t i = 0; i < len && at + 1 < size; i++)
		out[at++] = data[i] >= 0x20 && data[i] < 0x7f ? data[i] : '?';
	out[at] = '\0';
}
