#include "net/http.h"

#include <ctype.h>
#include <string.h>

#include <curl/curl.h>

static size_t take(char *data, size_t size, size_t count, void *context)
{
	struct buf *out = context;

	buf_add(out, data, size * count);
	return out->is_over ? 0 : size * count; /* fewer ends the transfer */
}

static CURLcode set_trust(CURL *curl, const struct http_get *get)
{
	CURLcode code = curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);

	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (!code && get->ca_file) {
		code = curl_easy_setopt(curl, CURLOPT_CAINFO, get->ca_file);
		/* Not beside the system's: the one file alone is trusted. */
		if (!code)
			code = curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	if (!code && get->token)
		code = curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
	if (!code && get->token)
		code = curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, get->token);
	return code;
}

static CURLcode set_request(CURL *curl, const struct http_get *get, struct buf *out)
{
	CURLcode code = curl_easy_setopt(curl, CURLOPT_URL, get->url);

	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
					(long)(get->timeout_us / 1000 + (get->timeout_us < 1000)));
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_USERAGENT, "ombud");
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
	return code ? code : set_trust(curl, get);
}

static enum err_code code_of(CURLcode code)
{
	switch (code) {
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_ISSUER_ERROR:
		return ERR_REFUSED;
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return ERR_CONF;
	case CURLE_WRITE_ERROR:
		return ERR_LIMIT;
	default:
		return ERR_TEMPORARY;
	}
}

int http_get(struct http_get *get, struct buf *out, struct err *err)
{
	CURL *curl = curl_easy_init();
	curl_off_t spent = 0;
	CURLcode code;

	if (!curl)
		die("out of memory: libcurl");
	get->status = 0;
	code = set_request(curl, get, out);
	if (!code)
		code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &spent);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &get->status);
	get->spent_us = (int64_t)spent;
	curl_easy_cleanup(curl);
	if (code)
		return err_set(err, code_of(code), "%s",
			       code == CURLE_WRITE_ERROR ? "the answer is too long"
							 : curl_easy_strerror(code));
	return 0;
}

/* RFC 3986, 2.3: all but these is written in hexadecimal. */
const char *http_escape(struct arena *arena, const char *value)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_alloc(arena, 3 * strlen(value) + 1), *to = out;

	for (; *value; value++) {
		unsigned char c = (unsigned char)*value;

		if (isalnum(c) || strchr("-._~", c)) {
			*to++ = (char)c;
			continue;
		}
		*to++ = '%';
		*to++ = digits[c >> 4];
		*to++ = digits[c & 15];
	}
	*to = '\0';
	return out;
}
