#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "net/dial.h"
#include "net/imap.h"
#include "net/imap_lines.h"
#include "net/imap_private.h"
#include "unit/fake_server.h"
#include "unit/net_suites.h"

/* --- lines and literals ----------------------------------------------------------------------- */

static const struct {
	const char *bytes;
	size_t usable; /* SIZE_MAX: all */
	bool has_news;
	enum err_code code;
} streams[] = {
    {"* OK fine\r\n", SIZE_MAX, false, ERR_NONE},
    {"* 3 EXISTS\r\n", SIZE_MAX, true, ERR_NONE},
    {"* 12345 exists\r\n", SIZE_MAX, true, ERR_NONE},
    {"* 3 EXPUNGE\r\n", SIZE_MAX, false, ERR_NONE},
    {"* 3 EXISTS", SIZE_MAX, false, ERR_NONE},
    {"* 1 FETCH (BODY[] {12}\r\n* 3 EXISTS\r\n)\r\n", SIZE_MAX, false, ERR_NONE},
    {"* 1 FETCH (BODY[] {12+}\r\n* BYE\r\n12345)\r\n* 2 EXISTS\r\n", SIZE_MAX, true, ERR_NONE},
    {"* 1 FETCH (BODY[] {0}\r\n)\r\n* 2 EXISTS\r\n", SIZE_MAX, true, ERR_NONE},
    {"* 1 FETCH (BODY[] {100}\r\n", SIZE_MAX, false, ERR_NONE},
    {"* 1 FETCH (BODY[] {101}\r\n", 0, false, ERR_LIMIT},
    {"* 1 FETCH (BODY[] {4294967296}\r\n", 0, false, ERR_LIMIT},
    {"* 1 FETCH (BODY[] {18446744073709551617}\r\n", 0, false, ERR_LIMIT},
    {"* OK {}\r\n* OK {x1}\r\n{5}x\r\n", SIZE_MAX, false, ERR_NONE},
    {"{7}\r\n1234567* BYE x\r\n", 12, false, ERR_TEMPORARY},
    {"* OK\r\n* BYE gone\r\n", 6, false, ERR_TEMPORARY},
    {"* bye\r\n", 0, false, ERR_TEMPORARY},
    {"* BYEBYE\r\n", SIZE_MAX, false, ERR_NONE},
    {"0123456789012345678901234567890123456789\r\n", 0, false, ERR_LIMIT},
};

/* Each stream in two pieces, cut at every place. */
START_TEST(lines_are_followed)
{
	const char *bytes = streams[_i].bytes;
	size_t len = strlen(bytes), wanted = streams[_i].usable;

	for (size_t cut = 0; cut <= len; cut++) {
		struct imap_lines lines = {.max_literal = 100, .max_line = 38};
		size_t first, second = 0;
		struct err err = {.code = ERR_NONE};

		if (!imap_lines_take(&lines, bytes, cut, &first, &err))
			imap_lines_take(&lines, bytes + cut, len - cut, &second, &err);
		ck_assert_int_eq(err.code, streams[_i].code);
		ck_assert_int_eq(lines.has_news, streams[_i].has_news);
		if (wanted == SIZE_MAX)
			ck_assert_uint_eq(first + second, len);
		else if (cut <= wanted || cut == len)
			ck_assert_uint_eq(first + second, wanted);
	}
}
END_TEST

static const struct {
	const char *folder, *name;
} folders[] = {
    {"INBOX", "INBOX"},
    {"A&B", "A&-B"},
    {"Entwürfe", "Entw&APw-rfe"},
    {"台北", "&U,BTFw-"},
    {"日本語/x", "&ZeVnLIqe-/x"},
    {"a😀b", "a&2D3eAA-b"},
    {"é&é", "&AOk-&-&AOk-"},
    {"\"q\" \\", "\"q\" \\"},
    {"a\nb", NULL},
    {"\xff", NULL},
};

START_TEST(folders_are_named)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_pstr_eq(imap_folder_name(&arena, folders[_i].folder), folders[_i].name);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *host;
	bool is_loopback;
} hosts[] = {
    {"localhost", true},  {"LocalHost", true}, {"127.0.0.1", true},       {"127.9.8.7", true},
    {"::1", true},        {"[::1]", true},     {"localhost.evil", false}, {"127.0.0.1.x", false},
    {"128.0.0.1", false}, {"10.0.0.1", false}, {"127.evil", false},       {"", false},
};

START_TEST(loopback_is_known)
{
	ck_assert_int_eq(dial_is_loopback(hosts[_i].host), hosts[_i].is_loopback);
}
END_TEST

/* --- servers ---------------------------------------------------------------------------------- */

#define CAPABILITY "IMAP4rev1 AUTH=PLAIN SASL-IR IDLE UIDPLUS MOVE"
#define LOGIN                                                                                      \
	"S * OK [CAPABILITY " CAPABILITY "] hello\n"                                               \
	"C CAPABILITY\nS * CAPABILITY " CAPABILITY "\nS $ OK done\n"                               \
	"C AUTHENTICATE PLAIN\nS $ OK in\n"                                                        \
	"C CAPABILITY\nS * CAPABILITY " CAPABILITY "\nS $ OK done\n"
#define SELECT                                                                                     \
	"C SELECT \"INBOX\"\nS * 2 EXISTS\nS * OK [PERMANENTFLAGS (]) broken\nS * OK "             \
	"[UIDVALIDITY 7] v\nS * OK [UIDNEXT 9] n\n"                                                \
	"S $ OK [READ-WRITE] in\n"
#define FETCH "C UID FETCH 3:4\n"

struct visit {
	struct fake_server server;
	struct imap *imap;
	struct imap_folder folder;
	struct err err;
	char url[64];
	size_t mails, bytes;
};

static int open_url(struct visit *visit, const char *ca_file)
{
	struct imap_options options = {
	    .url = visit->url,
	    .user = "ann",
	    .password = "secret",
	    .ca_file = ca_file,
	    .connect_us = SECOND_US / 5,
	    .command_us = SECOND_US / 2,
	    .max_literal = 1000,
	};

	return imap_open(&options, &visit->imap, &visit->err);
}

static int visit_open(struct visit *visit, const char *script)
{
	*visit = (struct visit){.imap = NULL};
	fake_server_start(&visit->server, script);
	snprintf(visit->url, sizeof visit->url, "imap://127.0.0.1:%d", visit->server.port);
	return open_url(visit, NULL);
}

static void visit_close(struct visit *visit)
{
	imap_close(visit->imap);
	fake_server_stop(&visit->server);
}

static int count_mail(void *context, uint32_t uid, struct bytes raw)
{
	struct visit *visit = context;

	(void)uid;
	visit->mails++;
	visit->bytes += raw.len;
	return 0;
}

static int fetch_two(struct visit *visit)
{
	static const uint32_t uids[] = {4, 3};

	return imap_fetch(visit->imap, uids, 2, false, count_mail, visit, &visit->err);
}

/* What goes wrong before the connection stands. */
static const struct {
	const char *script, *words;
	enum err_code code;
} dials[] = {
    {"S * BYE too many\n", "", ERR_TEMPORARY},
    {"S * OK hello\nC CAPABILITY\n", "", ERR_TEMPORARY},
    {"H\n", "", ERR_TEMPORARY},
    {"D x\n", "", ERR_TEMPORARY},
    {"F x\n", "", ERR_TEMPORARY},
    {"S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello\nC CAPABILITY\n"
     "S * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS $ OK done\nC AUTHENTICATE\nS +\nC \nS A002 NO wrong\n",
     "NO wrong", ERR_REFUSED},
    {"S * OK hello\nC CAPABILITY\nS * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS $ OK done\nC "
     "AUTHENTICATE\n"
     "S +\nC \nS A002 NO [UNAVAILABLE] later\n",
     "later", ERR_TEMPORARY},
    {"S * OK hello\nC CAPABILITY\nS * CAPABILITY IMAP4rev1 LOGINDISABLED\nS $ OK done\nN\n"
     "S * OK hello\nC CAPABILITY\nS * CAPABILITY IMAP4rev1 LOGINDISABLED\nS $ OK done\n",
     "login", ERR_REFUSED},
    {LOGIN, NULL, ERR_NONE},
};

START_TEST(dialling_ends_with_reason)
{
	struct visit visit;
	int result = visit_open(&visit, dials[_i].script);

	ck_assert_int_eq(result, dials[_i].code == ERR_NONE ? 0 : -1);
	ck_assert_int_eq(visit.err.code, dials[_i].code);
	if (dials[_i].words)
		ck_assert_ptr_nonnull(strstr(visit.err.text, dials[_i].words));
	ck_assert_ptr_null(strstr(visit.err.text, "secret"));
	visit_close(&visit);
}
END_TEST

START_TEST(login_command_where_there_is_no_sasl)
{
	struct visit visit;
	int result = visit_open(&visit, "S * OK hello\nC CAPABILITY\nS * CAPABILITY IMAP4rev1\n"
					"S $ OK done\nN\n"
					"S * OK hello\nC CAPABILITY\nS * CAPABILITY IMAP4rev1\n"
					"S $ OK done\nC LOGIN ann secret\nS $ OK done\n"
					"C CAPABILITY\nS * CAPABILITY IMAP4rev1\nS $ OK done\n");

	ck_assert_msg(!result, "%s", visit.err.text);
	ck_assert(!imap_has_idle(visit.imap) && !imap_has_move(visit.imap));
	visit_close(&visit);
}
END_TEST

/* Servers that would have the password in clear; a ca_file stands for a host far away. */
static const char *const strippers[] = {
    "S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\nC CAPABILITY\n"
    "S * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS $ OK done\n",
    "S * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC CAPABILITY\n"
    "S * CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\nS $ OK done\nC STARTTLS\nS $ NO never\nH\n",
    "S * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC CAPABILITY\n"
    "S * CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\nS $ OK done\nC STARTTLS\n"
    "R A002 OK go\\r\\n* OK injected\\r\\n\nH\n",
    "S * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] come in\nC CAPABILITY\n"
    "S * CAPABILITY IMAP4rev1 STARTTLS\nS $ OK done\n",
    "S * PREAUTH come in\nH\n",
};

START_TEST(no_password_in_clear)
{
	struct visit visit = {.imap = NULL};

	fake_server_start(&visit.server, strippers[_i]);
	snprintf(visit.url, sizeof visit.url, "imap://127.0.0.1:%d", visit.server.port);
	ck_assert_int_eq(open_url(&visit, "/dev/null"), -1);
	ck_assert(fake_server_visits(&visit.server) > 0);
	ck_assert(!fake_server_heard(&visit.server, "AUTHENTICATE"));
	ck_assert(!fake_server_heard(&visit.server, "LOGIN"));
	ck_assert(!fake_server_heard(&visit.server, "secret"));
	visit_close(&visit);
}
END_TEST

static const char *const bad_urls[] = {
    "http://127.0.0.1/",
    "imap://",
    "imap://ann:secret@127.0.0.1/",
    "imap://ann@127.0.0.1/",
    "imap://x;AUTH=PLAIN@127.0.0.1/",
    "smtp://127.0.0.1",
    "imapx://127.0.0.1",
    "127.0.0.1",
};

START_TEST(bad_urls_are_conf_errors)
{
	struct imap_options options = {.url = bad_urls[_i], .user = "ann", .password = "secret"};
	struct err err;
	struct imap *imap;

	ck_assert_int_eq(imap_open(&options, &imap, &err), -1);
	ck_assert_int_eq(err.code, ERR_CONF);
}
END_TEST

/* What goes wrong in the middle of a fetch: each ends it, with this error and so many mails. */
static const struct {
	const char *script, *words;
	size_t mails;
	enum err_code code;
} fetches[] = {
    {"S * 1 FETCH (UID 3 BODY[] {5}\nR 12345)\\r\\n\nS * 2 FETCH (UID 4 BODY[] \"abc\")\nS $ OK "
     "done\n",
     NULL, 2, ERR_NONE},
    {"S * 1 FETCH (BODY[] {5}\nR 12345 UID 3)\\r\\n\nS * 2 FETCH (UID 4 BODY[] NIL)\nS $ OK done\n",
     NULL, 2, ERR_NONE},
    {"S * 1 FETCH (FLAGS (\\Seen) UID 3)\nS * 9 EXISTS\nS * 2 FETCH (UID 4 BODY[] {3}\n"
     "R abc)\\r\\n\nS $ OK done\n",
     NULL, 1, ERR_NONE},
    {"S * 1 FETCH (UID 3 BODY[] {3}\nR abc)\\r\\n\nS * 1 FETCH (UID 3 BODY[] {3}\nR abc)\\r\\n\n"
     "S $ OK done\n",
     NULL, 1, ERR_NONE},
    {"S * 7 FETCH (UID 77 BODY[] {3}\nR abc)\\r\\n\nS $ OK done\n", NULL, 0, ERR_NONE},
    {"S $ OK gone\n", NULL, 0, ERR_NONE},
    {"S * 1 FETCH (UID 3 BODY[] {5}\nR 12345)\\r\\n\nS * 2 FETCH (UID 4 BODY[] {500}\nR half",
     "closed", 1, ERR_TEMPORARY},
    {"S * 1 FETCH (UID 3 BODY[] {500}\nR half\nH\n", "silent", 0, ERR_TEMPORARY},
    {"S * 1 FETCH (UID 3 BODY[] {900}\nD x\n", "slow", 0, ERR_TEMPORARY},
    {"H\n", "silent", 0, ERR_TEMPORARY},
    {"D x\n", "slow", 0, ERR_TEMPORARY},
    {"F x\n", "line over", 0, ERR_LIMIT},
    {"S * 1 FETCH (UID 3 BODY[] {1001}\nR x\nH\n", "1001 bytes", 0, ERR_LIMIT},
    {"S * 1 FETCH (UID 3 BODY[] {4294967295}\nF x\n", "4294967295 bytes", 0, ERR_LIMIT},
    {"F * 1 FETCH (FLAGS ())|\n", "more than", 0, ERR_LIMIT},
    {"S * BYE shutting down\n", "shutting down", 0, ERR_TEMPORARY},
    {"S * 1 FETCH (UID 3 BODY[] {5}\nR 12345)\\r\\n\nS * BYE [UNAVAILABLE] later\nH\n", "later", 1,
     ERR_TEMPORARY},
    {"S $ NO [LIMIT] slow down\n", "slow down", 0, ERR_TEMPORARY},
    {"S $ BAD what\n", "what", 0, ERR_TEMPORARY},
    {"S * 1 FETCH ((((((\nS $ OK done\n", "", 0, ERR_TEMPORARY},
    {"S x99 OK\nH\n", "", 0, ERR_TEMPORARY},
    {"R \\r\\n\\r\\n\\r\\n\nS $ OK done\n", "", 0, ERR_TEMPORARY},
};

START_TEST(fetching_ends_with_reason)
{
	struct visit visit;
	char script[4096];

	snprintf(script, sizeof script, "%s%s%s", LOGIN SELECT FETCH, fetches[_i].script, "");
	ck_assert_msg(!visit_open(&visit, script), "%s", visit.err.text);
	ck_assert_int_eq(imap_select(visit.imap, "INBOX", &visit.folder, &visit.err), 0);
	ck_assert_uint_eq(visit.folder.uidvalidity, 7);
	ck_assert_uint_eq(visit.folder.uidnext, 9);
	ck_assert_int_eq(fetch_two(&visit), fetches[_i].code == ERR_NONE ? 0 : -1);
	ck_assert_msg(visit.err.code == fetches[_i].code, "%d %s", visit.err.code, visit.err.text);
	if (fetches[_i].words)
		ck_assert_msg(strstr(visit.err.text, fetches[_i].words), "%s", visit.err.text);
	ck_assert_uint_eq(visit.mails, fetches[_i].mails);
	/* A connection that broke stays so, and says the same again. */
	if (fetches[_i].code == ERR_LIMIT)
		ck_assert_int_eq(fetch_two(&visit), -1);
	visit_close(&visit);
}
END_TEST

static int refuse_mail(void *context, uint32_t uid, struct bytes raw)
{
	(void)uid;
	(void)raw;
	return ++*(int *)context;
}

START_TEST(caller_ends_fetch)
{
	static const uint32_t uids[] = {3, 4};
	struct visit visit;
	int calls = 0;

	ck_assert_int_eq(visit_open(&visit, LOGIN SELECT FETCH
				    "S * 1 FETCH (UID 3 BODY[] {2}\nR ab)\\r\\n\n"
				    "S * 2 FETCH (UID 4 BODY[] {2}\nR ab)\\r\\n\nS $ OK done\n"),
			 0);
	imap_select(visit.imap, "INBOX", &visit.folder, &visit.err);
	ck_assert_int_eq(imap_fetch(visit.imap, uids, 2, false, refuse_mail, &calls, &visit.err),
			 -1);
	ck_assert_int_eq(visit.err.code, ERR_INPUT);
	ck_assert_int_eq(calls, 1);
	visit_close(&visit);
}
END_TEST

START_TEST(listing_is_sorted_and_bounded)
{
	struct visit visit;
	struct arena arena;
	struct imap_entry *entries;
	size_t count;

	arena_init(&arena);
	ck_assert_int_eq(
	    visit_open(&visit, LOGIN SELECT
		       "C UID SEARCH UID 3:*\nS * SEARCH 9 4 2 7 4\nS $ OK done\n"
		       "C UID FETCH 4,7 (UID RFC822.SIZE INTERNALDATE)\n"
		       "S * 2 FETCH (UID 7 RFC822.SIZE 70 INTERNALDATE \"05-Jan-2026 10:00:00 "
		       "+0130\")\n"
		       "S * 3 FETCH (FLAGS (\\Seen))\n"
		       "S * 1 FETCH (INTERNALDATE \" 5-Jan-2026 09:00:00 -0100\" RFC822.SIZE 40 "
		       "UID 4)\nS $ OK done\n"),
	    0);
	imap_select(visit.imap, "INBOX", &visit.folder, &visit.err);
	ck_assert_msg(!imap_list(visit.imap, 2, 2, &arena, &entries, &count, &visit.err), "%s",
		      visit.err.text);
	ck_assert_uint_eq(count, 2);
	ck_assert_uint_eq(entries[0].uid, 4);
	ck_assert_uint_eq(entries[0].size, 40);
	ck_assert_int_eq(entries[0].internaldate_us, INT64_C(1767607200000000));
	ck_assert_uint_eq(entries[1].uid, 7);
	ck_assert_int_eq(entries[1].internaldate_us, INT64_C(1767601800000000));
	arena_release(&arena);
	visit_close(&visit);
}
END_TEST

/* UIDs that lie far apart are found window by window. */
START_TEST(listing_crosses_gaps)
{
	struct visit visit;
	struct arena arena;
	struct imap_entry *entries;
	size_t count;

	arena_init(&arena);
	ck_assert_int_eq(visit_open(&visit, LOGIN
				    "C SELECT \"INBOX\"\nS * 1 EXISTS\nS * OK [UIDNEXT 60000] n\n"
				    "S $ OK in\n"
				    "C UID SEARCH UID 1:16384\nS * SEARCH\nS $ OK done\n"
				    "C UID SEARCH UID 16385:49152\nS $ OK done\n"
				    "C UID SEARCH UID 49153:*\nS * SEARCH 59999\nS $ OK done\n"
				    "C UID FETCH 59999 (\n"
				    "S * 1 FETCH (UID 59999 RFC822.SIZE 1)\nS $ OK done\n"),
			 0);
	imap_select(visit.imap, "INBOX", &visit.folder, &visit.err);
	ck_assert_msg(!imap_list(visit.imap, 0, 10, &arena, &entries, &count, &visit.err), "%s",
		      visit.err.text);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_eq(entries[0].uid, 59999);
	ck_assert_int_eq(entries[0].internaldate_us, TIME_NONE);
	arena_release(&arena);
	visit_close(&visit);
}
END_TEST

/* --- filing ----------------------------------------------------------------------------------- */

static const struct {
	const char *offer, *folder, *script;
	enum err_code code;
} filings[] = {
    {"MOVE UIDPLUS", "Done", "C UID MOVE 3:5,9 Done\nS * 1 EXPUNGE\nS $ OK done\n", ERR_NONE},
    {"UIDPLUS", "Done",
     "C UID COPY 3:5,9 Done\nS $ OK done\nC UID STORE 3:5,9 +FLAGS.SILENT (\\Deleted)\nS $ OK "
     "done\n"
     "C UID EXPUNGE 3:5,9\nS * 1 EXPUNGE\nS $ OK done\n",
     ERR_NONE},
    {"", "Done", "C UID STORE 3:5,9 +FLAGS.SILENT (\\Seen)\nS $ OK done\n", ERR_NONE},
    {"MOVE", NULL, "C UID STORE 3:5,9 +FLAGS.SILENT (\\Seen)\nS $ OK done\n", ERR_NONE},
    {"MOVE", "Done", "C UID MOVE\nS $ NO [TRYCREATE] no folder\n", ERR_NOT_FOUND},
    {"MOVE", "Done", "C UID MOVE\nS $ NO [NONEXISTENT] no folder\n", ERR_NOT_FOUND},
    {"MOVE", "Done", "C UID MOVE\nS $ NO [NOPERM] not you\n", ERR_REFUSED},
    {"MOVE", "Done", "C UID MOVE\nS $ NO [OVERQUOTA] full\n", ERR_TEMPORARY},
    {"UIDPLUS", "Done", "C UID COPY\nS $ OK done\nC UID STORE\nS $ NO read-only\n", ERR_TEMPORARY},
    {"MOVE", "a\rb", "", ERR_CONF},
};

START_TEST(mails_are_filed)
{
	static const uint32_t uids[] = {9, 3, 5, 4, 3};
	struct visit visit;
	char script[4096];

	snprintf(
	    script, sizeof script,
	    "S * OK hello\nC CAPABILITY\nS * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\nS $ OK done\n"
	    "C AUTHENTICATE\nS $ OK done\nC CAPABILITY\nS * CAPABILITY IMAP4rev1 %s\nS $ OK "
	    "done\n%s%s",
	    filings[_i].offer, SELECT, filings[_i].script);
	ck_assert_int_eq(visit_open(&visit, script), 0);
	imap_select(visit.imap, "INBOX", &visit.folder, &visit.err);
	ck_assert_int_eq(imap_file(visit.imap, uids, 5, filings[_i].folder, &visit.err),
			 filings[_i].code == ERR_NONE ? 0 : -1);
	ck_assert_msg(visit.err.code == filings[_i].code, "%s", visit.err.text);
	visit_close(&visit);
}
END_TEST

static const struct {
	const char *script;
	enum err_code code;
} selects[] = {
    {"C SELECT\nS $ NO [NONEXISTENT] no\n", ERR_NOT_FOUND},
    {"C SELECT\nS $ NO what\nC LIST\nS $ OK done\n", ERR_NOT_FOUND},
    {"C SELECT\nS $ NO what\nC LIST\nS * LIST () \"/\" Done\nS $ OK done\n", ERR_TEMPORARY},
    {"C SELECT\nS $ NO [NOPERM] no\n", ERR_REFUSED},
    {"C SELECT\nS $ NO [UNAVAILABLE] no\nC LIST\nS * LIST () \"/\" Done\nS $ OK done\n",
     ERR_TEMPORARY},
    {"C SELECT\nS * BYE now\n", ERR_TEMPORARY},
};

START_TEST(folders_are_missed)
{
	struct visit visit;
	char script[4096];

	snprintf(script, sizeof script, "%s%s", LOGIN, selects[_i].script);
	ck_assert_int_eq(visit_open(&visit, script), 0);
	ck_assert_int_eq(imap_select(visit.imap, "Done", &visit.folder, &visit.err), -1);
	ck_assert_msg(visit.err.code == selects[_i].code, "%s", visit.err.text);
	visit_close(&visit);
}
END_TEST

START_TEST(folders_are_created)
{
	struct visit visit;

	ck_assert_int_eq(visit_open(&visit, LOGIN "C CREATE \"&AOk-t&AOk-\"\nS $ OK done\n"
						  "C CREATE Done\nS $ NO [ALREADYEXISTS] is there\n"
						  "C CREATE Done\nS $ NO [OVERQUOTA] full\n"),
			 0);
	ck_assert_int_eq(imap_create(visit.imap, "été", &visit.err), 0);
	ck_assert_int_eq(imap_create(visit.imap, "Done", &visit.err), 0);
	ck_assert_int_eq(imap_create(visit.imap, "Done", &visit.err), -1);
	ck_assert_int_eq(visit.err.code, ERR_TEMPORARY);
	visit_close(&visit);
}
END_TEST

static const struct {
	const char *script;
	enum err_code code;
} appends[] = {
    {"C APPEND \"a \\\"b\\\"\" {5}\nS * 4 EXISTS\nS + go\nB 5\nC \nS append OK done\n", ERR_NONE},
    {"C APPEND\nS + go\nB 5\nC \nS append NO [TRYCREATE] no\n", ERR_NOT_FOUND},
    {"C APPEND\nS append NO [TRYCREATE] no\n", ERR_NOT_FOUND},
    {"C APPEND\nS append NO full\n", ERR_TEMPORARY},
    {"C APPEND\nS + go\nB 3\n", ERR_TEMPORARY},
    {"C APPEND\nH\n", ERR_TEMPORARY},
};

START_TEST(mails_are_appended)
{
	struct visit visit;
	char script[4096];

	snprintf(script, sizeof script, "%s%s", LOGIN, appends[_i].script);
	ck_assert_int_eq(visit_open(&visit, script), 0);
	ck_assert_int_eq(imap_append(visit.imap, "a \"b\"",
				     (struct bytes){.data = "a\nb\r\n", .len = 5}, &visit.err),
			 appends[_i].code == ERR_NONE ? 0 : -1);
	ck_assert_msg(visit.err.code == appends[_i].code, "%s", visit.err.text);
	visit_close(&visit);
}
END_TEST

/* --- waiting ---------------------------------------------------------------------------------- */

static const struct {
	const char *script;
	int result;
	enum imap_idle_end end;
} idles[] = {
    {"C IDLE\nS + idling\nS * 3 EXISTS\nC DONE\nS idle OK done\n", 0, IMAP_IDLE_NEWS},
    /* The mail came before the server said "+". */
    {"C IDLE\nS * 3 EXISTS\nS + idling\nC DONE\nS idle OK done\n", 0, IMAP_IDLE_NEWS},
    {"C IDLE\nS + idling\nS * OK still here\nS * 1 EXPUNGE\nS * 1 FETCH (FLAGS ())\nC DONE\n"
     "S idle OK done\n",
     0, IMAP_IDLE_TIMEOUT},
    /* It came while IDLE was being ended: the next wait tells. */
    {"C IDLE\nS + idling\nC DONE\nS * 3 EXISTS\nS idle OK done\n", 0, IMAP_IDLE_TIMEOUT},
    {"C IDLE\nS + idling\nS * BYE timeout\n", -1, IMAP_IDLE_TIMEOUT},
    {"C IDLE\nS + idling\n", -1, IMAP_IDLE_TIMEOUT},
    {"C IDLE\nS idle NO never\nH\n", -1, IMAP_IDLE_TIMEOUT},
    {"C IDLE\nH\n", -1, IMAP_IDLE_TIMEOUT},
    {"C IDLE\nS + idling\nC DONE\nH\n", -1, IMAP_IDLE_TIMEOUT},
};

START_TEST(idling_ends_with_reason)
{
	struct visit visit;
	enum imap_idle_end end;
	char script[4096];

	snprintf(script, sizeof script, "%s%s", LOGIN, idles[_i].script);
	ck_assert_int_eq(visit_open(&visit, script), 0);
	ck_assert_msg(imap_idle(visit.imap, -1, SECOND_US / 5, &end, &visit.err) ==
			  idles[_i].result,
		      "%s", visit.err.text);
	if (idles[_i].result)
		ck_assert_int_eq(visit.err.code, ERR_TEMPORARY);
	else
		ck_assert_int_eq(end, idles[_i].end);
	visit_close(&visit);
}
END_TEST

START_TEST(news_are_not_forgotten)
{
	struct visit visit;
	enum imap_idle_end end;

	ck_assert_int_eq(
	    visit_open(&visit, LOGIN "C IDLE\nS + idling\nC DONE\nS * 3 EXISTS\nS idle OK done\n"),
	    0);
	ck_assert_int_eq(imap_idle(visit.imap, -1, SECOND_US / 5, &end, &visit.err), 0);
	ck_assert_int_eq(imap_idle(visit.imap, -1, 60 * SECOND_US, &end, &visit.err), 0);
	ck_assert_int_eq(end, IMAP_IDLE_NEWS);
	visit_close(&visit);
}
END_TEST

START_TEST(idling_can_be_woken)
{
	struct visit visit;
	enum imap_idle_end end;
	int pipe_fds[2];

	ck_assert_int_eq(pipe(pipe_fds), 0);
	ck_assert_int_eq(write(pipe_fds[1], "x", 1), 1);
	ck_assert_int_eq(visit_open(&visit, LOGIN "C IDLE\nS + idling\nC DONE\nS idle OK done\n"),
			 0);
	ck_assert_int_eq(imap_idle(visit.imap, pipe_fds[0], 60 * SECOND_US, &end, &visit.err), 0);
	ck_assert_int_eq(end, IMAP_IDLE_WOKEN);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	visit_close(&visit);
}
END_TEST

static const struct {
	const char *script;
	enum imap_idle_end end;
} polls[] = {
    {"C NOOP\nS * 3 EXISTS\nS noop OK done\n", IMAP_IDLE_NEWS},
    {"C NOOP\nS noop OK done\n", IMAP_IDLE_TIMEOUT},
    {"S * 3 EXISTS\n", IMAP_IDLE_NEWS},
};

START_TEST(polling_without_idle)
{
	struct visit visit;
	enum imap_idle_end end;
	char script[4096];

	snprintf(
	    script, sizeof script,
	    "S * OK hello\nC CAPABILITY\nS * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\nS $ OK done\n"
	    "C AUTHENTICATE\nS $ OK done\nC CAPABILITY\nS * CAPABILITY IMAP4rev1\nS $ OK done\n%s",
	    polls[_i].script);
	ck_assert_int_eq(visit_open(&visit, script), 0);
	ck_assert_msg(!imap_idle(visit.imap, -1, SECOND_US / 5, &end, &visit.err), "%s",
		      visit.err.text);
	ck_assert_int_eq(end, polls[_i].end);
	visit_close(&visit);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

Suite *net_imap_suite(void)
{
	Suite *suite = suite_create("net: imap");
	TCase *pure = tcase_create("pure"), *servers = tcase_create("servers");

	tcase_add_loop_test(pure, lines_are_followed, 0, COUNT(streams));
	tcase_add_loop_test(pure, folders_are_named, 0, COUNT(folders));
	tcase_add_loop_test(pure, loopback_is_known, 0, COUNT(hosts));
	tcase_add_loop_test(pure, bad_urls_are_conf_errors, 0, COUNT(bad_urls));
	suite_add_tcase(suite, pure);
	tcase_set_timeout(servers, 60);
	tcase_add_loop_test(servers, dialling_ends_with_reason, 0, COUNT(dials));
	tcase_add_test(servers, login_command_where_there_is_no_sasl);
	tcase_add_loop_test(servers, no_password_in_clear, 0, COUNT(strippers));
	tcase_add_loop_test(servers, fetching_ends_with_reason, 0, COUNT(fetches));
	tcase_add_test(servers, caller_ends_fetch);
	tcase_add_test(servers, listing_is_sorted_and_bounded);
	tcase_add_test(servers, listing_crosses_gaps);
	tcase_add_loop_test(servers, mails_are_filed, 0, COUNT(filings));
	tcase_add_loop_test(servers, folders_are_missed, 0, COUNT(selects));
	tcase_add_test(servers, folders_are_created);
	tcase_add_loop_test(servers, mails_are_appended, 0, COUNT(appends));
	tcase_add_loop_test(servers, idling_ends_with_reason, 0, COUNT(idles));
	tcase_add_test(servers, news_are_not_forgotten);
	tcase_add_test(servers, idling_can_be_woken);
	tcase_add_loop_test(servers, polling_without_idle, 0, COUNT(polls));
	suite_add_tcase(suite, servers);
	return suite;
}
