/* What of an agent's words a customer may see. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "desk/outward.h"
#include "desk/token.h"
#include "unit/desk_suites.h"

#define INSTEAD "joann@acme.example" /* holds ann's address */

static const char conf[] =
    "agents = ({ id = 'ann'; name = 'Ann Ash'; email = 'ann@acme.example';"
    "            addresses = ['o\\x27ann@home.example']; },"
    "          { id = 'mia'; name = 'Mia Moor'; email = 'mia@acme.example'; });";

/* PLUS, CUSTOMER, ID, ANCHOR and BARE stand for tokens of ticket 5. */
static const struct {
	const char *words, *outward;
} texts[] = {
    {"", ""},
    {"Hello.\n", "Hello.\n"},
    {"ann@acme.example", INSTEAD},
    {"Write to ann@acme.example.\n", "Write to " INSTEAD ".\n"},
    {"<ANN@Acme.Example>, mia@acme.example", "<" INSTEAD ">, " INSTEAD},
    {"\"ann@acme.example\" 'ann@acme.example' (ann@acme.example)",
     "\"" INSTEAD "\" '" INSTEAD "' (" INSTEAD ")"},
    {"mailto:ann@acme.example?subject=x", "mailto:" INSTEAD "?subject=x"},
    {"to=ann@acme.example&x", "to=" INSTEAD "&x"},
    {"*ann@acme.example* _x_", "*" INSTEAD "* _x_"},
    {"o'ann@home.example", INSTEAD},
    {"joann@acme.example", "joann@acme.example"},
    {"jo.ann@acme.example", "jo.ann@acme.example"},
    {"ann@acme.example.org", "ann@acme.example.org"},
    {"ann@sub.acme.example", "ann@sub.acme.example"},
    {"ann@acme.example-", INSTEAD "-"},
    {"ann@", "ann@"},
    {"@acme.example", "@acme.example"},
    {"a@b@ann@acme.example", "a@b@" INSTEAD},
    {"\xc3\xa4nn ann@acme.example\xc3\xa4", "\xc3\xa4nn " INSTEAD "\xc3\xa4"},
    {"Reply-To: Acme <PLUS>", "Reply-To: Acme <" INSTEAD ">"},
    {"CUSTOMER", INSTEAD},
    {"mailto:CODED?subject=%23solved", "mailto:" INSTEAD "?subject=%23solved"},
    {"In-Reply-To: <ID>", "In-Reply-To: <" INSTEAD ">"},
    {"References: <ANCHOR>\n <ID>", "References: <" INSTEAD ">\n <" INSTEAD ">"},
    {"support+t5.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example",
     "support+t5.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example"},
    {"Re: [ACME-5 BARE] x", "Re: [ACME-5] x"},
    {"[ACME-5 word] [ACME-5] [x]", "[ACME-5 word] [ACME-5] [x]"},
};

static const char *filled_in(struct stage *stage, const char *text)
{
	const char *plus =
	    token_plus_address(stage->conf, "support@acme.example", 5, "ann", &stage->arena);
	const struct {
		const char *name, *value;
	} values[] = {
	    {"PLUS", plus},
	    {"CUSTOMER",
	     token_plus_address(stage->conf, "support@acme.example", 5, NULL, &stage->arena)},
	    {"CODED", arena_printf(&stage->arena, "support%%2b%s", plus + strlen("support+"))},
	    {"ID", token_message_id(stage->conf, 5, 7, "acme.example", &stage->arena)},
	    {"ANCHOR", token_anchor(stage->conf, 5, "ann", "acme.example", &stage->arena)},
	    {"BARE", token_bare(stage->conf, 5, "ann", &stage->arena)},
	};

	for (int i = 0; i < COUNT(values); i++) {
		const char *at = strstr(text, values[i].name);

		if (at)
			text = arena_printf(&stage->arena, "%.*s%s%s", (int)(at - text), text,
					    values[i].value, at + strlen(values[i].name));
	}
	return text;
}

START_TEST(private_things_stay_here)
{
	struct stage stage;

	stage_open(&stage, conf);
	ck_assert_str_eq(
	    outward_words(stage.conf, filled_in(&stage, texts[_i].words), INSTEAD, &stage.arena),
	    texts[_i].outward);
	stage_close(&stage);
}
END_TEST

/* Time that grows with the text alone. */
START_TEST(long_texts_are_read_once)
{
	static const char *const pieces[] = {"ann@acme.example ", "a", "=", "[", "a@", "[ACME-5 "};
	struct stage stage;

	stage_open(&stage, conf);
	for (int i = 0; i < COUNT(pieces); i++) {
		struct buf words;

		buf_init(&words);
		while (words.len < (1 << 18))
			buf_adds(&words, pieces[i]);
		buf_adds(&words, " ann@acme.example");
		ck_assert(text_ends_nocase(outward_words(stage.conf, words.data, "X", &stage.arena),
					   "X"));
		buf_release(&words);
	}
	stage_close(&stage);
}
END_TEST

Suite *desk_outward_suite(void)
{
	Suite *suite = suite_create("outward");
	TCase *tests = tcase_create("outward");

	tcase_add_loop_test(tests, private_things_stay_here, 0, COUNT(texts));
	tcase_add_test(tests, long_texts_are_read_once);
	suite_add_tcase(suite, tests);
	return suite;
}
