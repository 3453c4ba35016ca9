/* Tokens in Message-IDs, anchors, plus-addresses and subjects. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "desk/token.h"
#include "unit/desk_suites.h"

#define TWO_SECRETS(first, second)                                                                 \
	"desk = { name = 'Acme'; domain = 'acme.example'; tag = 'ACME';"                           \
	" secret = ['" first "', '" second "']; language = 'en'; timezone = 'Etc/UTC';"            \
	" admin = ['admin@acme.example']; };"

static const char old_conf[] =
    TWO_SECRETS("the old secret that is long enough", "one more of the secrets, never used");
static const char new_conf[] =
    TWO_SECRETS("the new secret that is long enough", "the old secret that is long enough");
static const char gone_conf[] =
    TWO_SECRETS("the new secret that is long enough", "one more of the secrets, never used");

/* ---- what is made is read ---- */

START_TEST(mail_ids_tell_ticket_and_row)
{
	static const int64_t numbers[][2] = {{1, 1}, {123, 456}, {0, 9}, {999999999999999999, 1}};
	struct stage stage;

	stage_open(&stage, NULL);
	for (int i = 0; i < COUNT(numbers); i++) {
		const char *id = token_message_id(stage.conf, numbers[i][0], numbers[i][1],
						  "acme.example", &stage.arena);
		struct token token = token_from_id(stage.conf, id);

		ck_assert_int_eq(token.kind, TOKEN_MAIL);
		ck_assert_int_eq(token.ticket, numbers[i][0]);
		ck_assert_int_eq(token.sent, numbers[i][1]);
		ck_assert_ptr_null(token.agent);
	}
	stage_close(&stage);
}
END_TEST

START_TEST(anchors_tell_whose_they_are)
{
	static const char *const agents[] = {NULL, "ann", "mia"};
	struct stage stage;

	stage_open(&stage, NULL);
	for (int i = 0; i < COUNT(agents); i++) {
		struct token tokens[] = {
		    token_from_id(stage.conf, token_anchor(stage.conf, 5, agents[i], "x.example",
							   &stage.arena)),
		    token_from_address(stage.conf, "support@acme.example",
				       token_plus_address(stage.conf, "support@acme.example", 5,
							  agents[i], &stage.arena)),
		    token_from_bare(stage.conf, 5,
				    token_bare(stage.conf, 5, agents[i], &stage.arena)),
		};

		for (int t = 0; t < COUNT(tokens); t++) {
			ck_assert_int_eq(tokens[t].kind, TOKEN_ANCHOR);
			ck_assert_int_eq(tokens[t].ticket, 5);
			ck_assert_pstr_eq(tokens[t].agent, agents[i]);
		}
	}
	stage_close(&stage);
}
END_TEST

/* No two of them are the same: kind, ticket, row and agent all stand in what is signed. */
START_TEST(tokens_differ)
{
	const char *tokens[8];
	struct stage stage;
	size_t count = 0;

	stage_open(&stage, NULL);
	tokens[count++] = token_bare(stage.conf, 5, NULL, &stage.arena);
	tokens[count++] = token_bare(stage.conf, 5, "ann", &stage.arena);
	tokens[count++] = token_bare(stage.conf, 5, "mia", &stage.arena);
	tokens[count++] = token_bare(stage.conf, 5, "customer", &stage.arena);
	tokens[count++] = token_bare(stage.conf, 6, NULL, &stage.arena);
	tokens[count++] = token_message_id(stage.conf, 5, 1, "x", &stage.arena) + strlen("t5.m1.");
	tokens[count++] = token_message_id(stage.conf, 5, 2, "x", &stage.arena) + strlen("t5.m2.");
	tokens[count++] = token_message_id(stage.conf, 6, 1, "x", &stage.arena) + strlen("t6.m1.");
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			ck_assert_int_ne(strncmp(tokens[i], tokens[j], 26), 0);
	stage_close(&stage);
}
END_TEST

START_TEST(the_same_arguments_make_the_same_token)
{
	struct stage stage;

	stage_open(&stage, NULL);
	ck_assert_str_eq(token_message_id(stage.conf, 1, 2, "acme.example", &stage.arena),
			 token_message_id(stage.conf, 1, 2, "acme.example", &stage.arena));
	ck_assert_str_eq(token_plus_address(stage.conf, "nothing", 1, NULL, &stage.arena),
			 "nothing");
	stage_close(&stage);
}
END_TEST

/* ---- Message-IDs: TOKEN stands for the right one of ticket 5, row 7 ---- */

static const struct {
	const char *id;
	bool is_right;
} mail_ids[] = {
    {"t5.m7.TOKEN@acme.example", true},
    {"T5.M7.TOKEN@ACME.EXAMPLE", true},
    {"t5.m7.TOKEN@another.example", true}, /* the domain is not looked at */
    {"t5.m7.TOKEN@", true},
    {"t6.m7.TOKEN@acme.example", false},
    {"t5.m8.TOKEN@acme.example", false},
    {"t05.m7.TOKEN@acme.example", true}, /* a number is a number */
    {"t5.m7.TOKENa@acme.example", false},
    {"t5.m7.TOKEN.x@acme.example", false},
    {"t5.m7.TOKEN", false},
    {"t5.m7.@acme.example", false},
    {"t5.m7.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example", false},
    {"t5.a.TOKEN@acme.example", false}, /* no anchor */
    {"t5.m.TOKEN@acme.example", false},
    {"t.m7.TOKEN@acme.example", false},
    {"t-5.m7.TOKEN@acme.example", false},
    {"t+5.m7.TOKEN@acme.example", false},
    {"t 5.m7.TOKEN@acme.example", false},
    {"t5m7.TOKEN@acme.example", false},
    {"xt5.m7.TOKEN@acme.example", false},
    {" t5.m7.TOKEN@acme.example", false},
    {"t18446744073709551621.m7.TOKEN@acme.example", false}, /* 5 + 2^64 */
    {"t5.m18446744073709551623.TOKEN@acme.example", false},
    {"t9223372036854775807.m7.TOKEN@acme.example", false},
    {"t5.m7.TOKEN@acme.example>,<t6.m7.TOKEN@acme.example", true},
    {"", false},
    {"t", false},
    {"t5", false},
    {"t5.", false},
    {"t5.m", false},
    {"t5.m7", false},
    {"t5.a", false},
    {"@", false},
};

/* id with each TOKEN replaced. */
static const char *with_token(struct arena *arena, const char *id, const char *token)
{
	const char *at = strstr(id, "TOKEN");

	if (!at)
		return id;
	return arena_printf(arena, "%.*s%s%s", (int)(at - id), id, token, at + strlen("TOKEN"));
}

START_TEST(only_right_mail_ids_are_taken)
{
	struct token token;
	struct stage stage;
	char right[27];

	stage_open(&stage, NULL);
	snprintf(right, sizeof right, "%.26s",
		 token_message_id(stage.conf, 5, 7, "x", &stage.arena) + strlen("t5.m7."));
	token = token_from_id(stage.conf, with_token(&stage.arena, mail_ids[_i].id, right));
	ck_assert_msg((token.kind == TOKEN_MAIL) == mail_ids[_i].is_right, "%s", mail_ids[_i].id);
	if (token.kind) {
		ck_assert_int_eq(token.ticket, 5);
		ck_assert_int_eq(token.sent, 7);
	}
	stage_close(&stage);
}
END_TEST

START_TEST(one_wrong_sign_is_enough)
{
	struct stage stage;
	char *id;

	stage_open(&stage, NULL);
	id = arena_strdup(&stage.arena,
			  token_message_id(stage.conf, 5, 7, "x.example", &stage.arena));
	for (size_t i = strlen("t5.m7."); id[i] != '@'; i++) {
		char kept = id[i];

		id[i] = kept == 'a' ? 'b' : 'a';
		ck_assert_int_eq(token_from_id(stage.conf, id).kind, TOKEN_NONE);
		id[i] = '\0';
		ck_assert_int_eq(token_from_id(stage.conf, id).kind, TOKEN_NONE);
		id[i] = kept;
	}
	ck_assert_int_eq(token_from_id(stage.conf, id).kind, TOKEN_MAIL);
	stage_close(&stage);
}
END_TEST

/* ---- plus-addresses: TOKEN is the customers' of ticket 5 ---- */

static const struct {
	const char *address;
	bool is_right;
} addresses[] = {
    {"support+t5.TOKEN@acme.example", true},
    {"SUPPORT+T5.TOKEN@ACME.EXAMPLE", true},
    {"support+t5.TOKEN@mx.acme.example", true},
    {"support+t6.TOKEN@acme.example", false},
    {"sales+t5.TOKEN@acme.example", false},
    {"supports+t5.TOKEN@acme.example", false},
    {"support-t5.TOKEN@acme.example", false},
    {"support+5.TOKEN@acme.example", false},
    {"support+t5TOKEN@acme.example", false},
    {"support+t5.TOKEN", false},
    {"support+t5.TOKENx@acme.example", false},
    {"support+t5.TOKEN+more@acme.example", false},
    {"support+x+t5.TOKEN@acme.example", false},
    {"support@acme.example", false},
    {"support", false},
    {"", false},
};

START_TEST(only_right_plus_addresses_are_taken)
{
	const char *right, *address;
	struct token token;
	struct stage stage;

	stage_open(&stage, NULL);
	right = token_bare(stage.conf, 5, NULL, &stage.arena);
	address = with_token(&stage.arena, addresses[_i].address, right);
	token = token_from_address(stage.conf, "support@acme.example", address);
	ck_assert_msg((token.kind == TOKEN_ANCHOR) == addresses[_i].is_right, "%s", address);
	ck_assert_int_eq(token_from_address(stage.conf, "nonsense", address).kind, TOKEN_NONE);
	ck_assert_int_eq(token_from_address(stage.conf, "", address).kind, TOKEN_NONE);
	stage_close(&stage);
}
END_TEST

START_TEST(bare_tokens_hold_for_their_ticket)
{
	const char *right, *upper;
	struct stage stage;

	stage_open(&stage, NULL);
	right = token_bare(stage.conf, 5, "ann", &stage.arena);
	upper = arena_printf(&stage.arena, "%c%s", right[0] & ~0x20, right + 1);
	ck_assert_pstr_eq(token_from_bare(stage.conf, 5, right).agent, "ann");
	if (right[0] >= 'a')
		ck_assert_pstr_eq(token_from_bare(stage.conf, 5, upper).agent, "ann");
	ck_assert_int_eq(token_from_bare(stage.conf, 6, right).kind, TOKEN_NONE);
	ck_assert_int_eq(token_from_bare(stage.conf, 5, right + 1).kind, TOKEN_NONE);
	ck_assert_int_eq(token_from_bare(stage.conf, 5, "").kind, TOKEN_NONE);
	stage_close(&stage);
}
END_TEST

/* ---- secrets ---- */

START_TEST(each_secret_of_the_list_is_accepted_and_the_first_makes)
{
	const char *mail, *anchor, *plus, *made;
	struct stage stage;

	stage_open(&stage, old_conf);
	mail = token_message_id(stage.conf, 5, 7, "x.example", &stage.arena);
	anchor = token_anchor(stage.conf, 5, "ann", "x.example", &stage.arena);
	plus = token_plus_address(stage.conf, "support@acme.example", 5, NULL, &stage.arena);
	stage_conf(&stage, new_conf);
	ck_assert_int_eq(token_from_id(stage.conf, mail).kind, TOKEN_MAIL);
	ck_assert_pstr_eq(token_from_id(stage.conf, anchor).agent, "ann");
	ck_assert_int_eq(token_from_address(stage.conf, "support@acme.example", plus).kind,
			 TOKEN_ANCHOR);
	made = token_message_id(stage.conf, 5, 7, "x.example", &stage.arena);
	ck_assert_str_ne(made, mail);
	stage_conf(&stage, gone_conf);
	ck_assert_int_eq(token_from_id(stage.conf, made).kind, TOKEN_MAIL);
	ck_assert_int_eq(token_from_id(stage.conf, mail).kind, TOKEN_NONE);
	ck_assert_int_eq(token_from_id(stage.conf, anchor).kind, TOKEN_NONE);
	stage_close(&stage);
}
END_TEST

START_TEST(an_agent_who_left_has_no_anchor)
{
	const char *anchor;
	struct stage stage;

	stage_open(&stage, NULL);
	anchor = token_anchor(stage.conf, 5, "ann", "x.example", &stage.arena);
	stage_conf(&stage, "agents = ({ id = 'mia'; name = 'Mia'; email = 'mia@acme.example'; });"
			   "teams = ({ name = 'support'; agents = ['mia']; });");
	ck_assert_int_eq(token_from_id(stage.conf, anchor).kind, TOKEN_NONE);
	stage_close(&stage);
}
END_TEST

Suite *desk_token_suite(void)
{
	Suite *suite = suite_create("token");
	TCase *tests = tcase_create("token");

	tcase_add_test(tests, mail_ids_tell_ticket_and_row);
	tcase_add_test(tests, anchors_tell_whose_they_are);
	tcase_add_test(tests, tokens_differ);
	tcase_add_test(tests, the_same_arguments_make_the_same_token);
	tcase_add_loop_test(tests, only_right_mail_ids_are_taken, 0, COUNT(mail_ids));
	tcase_add_test(tests, one_wrong_sign_is_enough);
	tcase_add_loop_test(tests, only_right_plus_addresses_are_taken, 0, COUNT(addresses));
	tcase_add_test(tests, bare_tokens_hold_for_their_ticket);
	tcase_add_test(tests, each_secret_of_the_list_is_accepted_and_the_first_makes);
	tcase_add_test(tests, an_agent_who_left_has_no_anchor);
	suite_add_tcase(suite, tests);
	return suite;
}
