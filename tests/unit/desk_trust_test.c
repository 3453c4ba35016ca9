/* What a mail's own headers may prove: forged, misplaced, doubled and right ones. */
#include "base/buf.h"
#include "desk/trust.h"
#include "unit/desk_suites.h"

#define AR       "Authentication-Results: "
#define FROM_ANN "From: Ann Ash <ann@acme.example>\n"
#define OURS                                                                                       \
	"Received: from out.example by mx.acme.example with ESMTP; Mon, 5 Jan 2026 09:00:00 "      \
	"+0000\n"
#define LMTP                                                                                       \
	"Received: from mx.acme.example by mx.acme.example with LMTP; Mon, 5 Jan 2026 09:00:00 "   \
	"+0000\n"
#define FOREIGN                                                                                    \
	"Received: from evil by relay.evil.example with SMTP; Mon, 5 Jan 2026 08:59:00 +0000\n"
#define PASS AR "mx.acme.example; dmarc=pass header.from=acme.example\n"
#define FAIL AR "mx.acme.example; dmarc=fail header.from=acme.example\n"

struct proof_case {
	const char *what, *head;
	enum proof proof;
};

/* authserv_id mx.acme.example, border mx.acme.example; the agent is ann. */
static const struct proof_case cases[] = {
    {"dmarc=pass", PASS FROM_ANN, PROOF_ALIGNED},
    {"nothing", FROM_ANN, PROOF_NONE},
    {"dmarc=fail", FAIL FROM_ANN, PROOF_FAILED},
    {"dmarc=none", AR "mx.acme.example; dmarc=none header.from=acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"dmarc=temperror", AR "mx.acme.example; dmarc=temperror header.from=acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"dmarc=bestguesspass",
     AR "mx.acme.example; dmarc=bestguesspass header.from=acme.example\n" FROM_ANN, PROOF_NONE},
    {"spf alone", AR "mx.acme.example; spf=pass smtp.mailfrom=acme.example\n" FROM_ANN, PROOF_NONE},
    {"arc alone", AR "mx.acme.example; arc=pass\n" FROM_ANN, PROOF_NONE},
    {"no result", AR "mx.acme.example; none\n" FROM_ANN, PROOF_NONE},

    /* straight from the sender: what they wrote stands right below our last hop */
    {"ours above, a forged dkim=pass below",
     AR "mx.acme.example; dmarc=none; dkim=none\n" OURS AR
	"mx.acme.example; dkim=pass header.d=acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"ours above, a forged dmarc=pass below", AR "mx.acme.example; spf=none\n" OURS PASS FROM_ANN,
     PROOF_NONE},
    {"ours above the LMTP hop too", LMTP AR "mx.acme.example; dmarc=none\n" OURS PASS FROM_ANN,
     PROOF_NONE},
    {"a pass above, a fail below", PASS OURS FAIL FROM_ANN, PROOF_FAILED},
    {"a milter that writes below", OURS PASS FROM_ANN, PROOF_ALIGNED},

    /* whose header it is */
    {"other id", AR "evil.example; dmarc=pass header.from=acme.example\n" FROM_ANN, PROOF_NONE},
    {"id with ours within", AR "mx.acme.example.evil.example; dmarc=pass\n" FROM_ANN, PROOF_NONE},
    {"id that ends as ours", AR "evil.mx.acme.example; dmarc=pass\n" FROM_ANN, PROOF_NONE},
    {"no id", AR "dmarc=pass header.from=acme.example\n" FROM_ANN, PROOF_NONE},
    {"id in a comment", AR "(mx.acme.example;) evil.example; dmarc=pass\n" FROM_ANN, PROOF_NONE},
    {"trailing-dot id", AR "mx.acme.example.; dmarc=pass header.from=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"upper-case id", AR "MX.ACME.EXAMPLE; dmarc=pass header.from=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"id with a version", AR "mx.acme.example 1; dmarc=pass header.from=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"quoted id", AR "\"mx.acme.example\"; dmarc=pass header.from=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"folded", AR "mx.acme.example;\n\tdmarc=pass\n\theader.from=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"another header", "X-Authentication-Results: mx.acme.example; dmarc=pass\n" FROM_ANN,
     PROOF_NONE},
    {"in the body", FROM_ANN "\n" PASS, PROOF_NONE},
    {"ARC header", "ARC-Authentication-Results: i=1; mx.acme.example; dmarc=pass\n" FROM_ANN,
     PROOF_NONE},

    /* where it stands */
    {"above the border's Received", PASS OURS FROM_ANN, PROOF_ALIGNED},
    {"below the border's Received", OURS PASS FROM_ANN, PROOF_ALIGNED},
    {"below two own hops", LMTP PASS OURS FROM_ANN, PROOF_ALIGNED},
    {"below a foreign Received", FOREIGN PASS FROM_ANN, PROOF_NONE},
    {"below own and foreign", OURS FOREIGN PASS FROM_ANN, PROOF_NONE},
    {"above a foreign Received", PASS FOREIGN FROM_ANN, PROOF_ALIGNED},
    {"below a Received without `by`",
     "Received: from evil.example; Mon, 5 Jan 2026 08:59:00 +0000\n" PASS FROM_ANN, PROOF_NONE},
    {"below a Received that names us in `from`",
     "Received: from mx.acme.example by relay.evil.example; Mon, 5 Jan 2026 08:59:00 +0000\n" PASS
	 FROM_ANN,
     PROOF_NONE},
    {"below a Received that names us in a comment",
     "Received: from x (by mx.acme.example) by relay.evil.example; x\n" PASS FROM_ANN, PROOF_NONE},
    {"border's subdomain is no hop of it",
     "Received: from x by evil-mx.acme.example; x\n" PASS FROM_ANN, PROOF_NONE},
    {"below a host of the border's suffix",
     "Received: from x by in1.mx.acme.example; x\n" PASS FROM_ANN, PROOF_ALIGNED},
    {"below a border host with a trailing dot",
     "Received: from x by mx.acme.example.; x\n" PASS FROM_ANN, PROOF_ALIGNED},
    {"fail above, forged pass below a foreign hop", FAIL OURS FOREIGN PASS FROM_ANN, PROOF_FAILED},

    /* the worst of several counts */
    {"pass and fail", PASS FAIL FROM_ANN, PROOF_FAILED},
    {"fail and pass", FAIL PASS FROM_ANN, PROOF_FAILED},
    {"pass and none in one header",
     AR "mx.acme.example; dmarc=pass header.from=acme.example; dmarc=none "
	"header.from=acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"none and pass", AR "mx.acme.example; dmarc=none\n" PASS FROM_ANN, PROOF_NONE},
    {"two passes", PASS PASS FROM_ANN, PROOF_ALIGNED},
    {"forged fail of another id", AR "evil.example; dmarc=fail\n" PASS FROM_ANN, PROOF_ALIGNED},

    /* whose From was looked at */
    {"header.from of another domain",
     AR "mx.acme.example; dmarc=pass header.from=evil.example\n" FROM_ANN, PROOF_NONE},
    {"header.from with a trailing dot",
     AR "mx.acme.example; dmarc=pass header.from=ACME.example.\n" FROM_ANN, PROOF_ALIGNED},
    {"header.from of a subdomain",
     AR "mx.acme.example; dmarc=pass header.from=x.acme.example\n" FROM_ANN, PROOF_NONE},

    /* tricks of syntax */
    {"pass in a comment", AR "mx.acme.example; (dmarc=pass) dmarc=none\n" FROM_ANN, PROOF_NONE},
    {"pass in a quoted reason",
     AR "mx.acme.example; spf=fail reason=\"; dmarc=pass header.from=acme.example\"\n" FROM_ANN,
     PROOF_NONE},
    {"pass in a property",
     AR "mx.acme.example; spf=fail smtp.mailfrom=\"x; dmarc=pass\"\n" FROM_ANN, PROOF_NONE},
    {"pass as a property", AR "mx.acme.example; spf=none dmarc=pass\n" FROM_ANN, PROOF_NONE},
    {"pass with more", AR "mx.acme.example; dmarc=passable header.from=acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"upper-case pass", AR "mx.acme.example; DMARC=Pass header.from=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"blanks and comments",
     AR "mx.acme.example; dmarc (x) = (y) pass (z) header.from = acme.example\n" FROM_ANN,
     PROOF_ALIGNED},

    /* dkim */
    {"dkim aligned", AR "mx.acme.example; dkim=pass header.d=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"dkim aligned by header.i", AR "mx.acme.example; dkim=pass header.i=@acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"dkim of a stranger", AR "mx.acme.example; dkim=pass header.d=evil.example\n" FROM_ANN,
     PROOF_NONE},
    {"dkim of a lookalike", AR "mx.acme.example; dkim=pass header.d=notacme.example\n" FROM_ANN,
     PROOF_NONE},
    {"dkim of a top-level domain", AR "mx.acme.example; dkim=pass header.d=example\n" FROM_ANN,
     PROOF_NONE},
    {"dkim of a subdomain", AR "mx.acme.example; dkim=pass header.d=evil.acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"dkim of the domain above",
     AR "mx.acme.example; dkim=pass header.d=acme.example\nFrom: ann@lab.acme.example\n",
     PROOF_ALIGNED},
    {"dkim without a domain", AR "mx.acme.example; dkim=pass\n" FROM_ANN, PROOF_NONE},
    {"dkim=fail aligned", AR "mx.acme.example; dkim=fail header.d=acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"dkim pass and fail, both aligned",
     AR
     "mx.acme.example; dkim=pass header.d=acme.example; dkim=fail header.d=acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"dkim aligned, a stranger's fails",
     AR
     "mx.acme.example; dkim=fail header.d=list.example; dkim=pass header.d=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"dkim aligned, dmarc=fail",
     AR "mx.acme.example; dkim=pass header.d=acme.example\n" FAIL FROM_ANN, PROOF_FAILED},
    {"dkim aligned, dmarc=none",
     AR "mx.acme.example; dkim=pass header.d=acme.example; dmarc=none\n" FROM_ANN, PROOF_ALIGNED},

    /* auth: the agent's own login */
    {"auth of the agent", AR "mx.acme.example; auth=pass smtp.auth=ann@acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"auth by the agent's id", AR "mx.acme.example; auth=pass smtp.auth=ann\n" FROM_ANN,
     PROOF_ALIGNED},
    {"auth by another address of the agent",
     AR "mx.acme.example; auth=pass smtp.auth=ann@home.example\n" FROM_ANN, PROOF_ALIGNED},
    {"auth of another agent", AR "mx.acme.example; auth=pass smtp.auth=mia@acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"auth of nobody", AR "mx.acme.example; auth=pass\n" FROM_ANN, PROOF_NONE},
    {"auth=fail", AR "mx.acme.example; auth=fail smtp.auth=ann@acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"auth pass and fail",
     AR "mx.acme.example; auth=pass smtp.auth=ann@acme.example; auth=fail "
	"smtp.auth=ann@acme.example\n" FROM_ANN,
     PROOF_NONE},
    {"auth of the agent, dmarc=fail",
     AR "mx.acme.example; auth=pass smtp.auth=ann@acme.example\n" FAIL FROM_ANN, PROOF_FAILED},

    /* From that is none */
    {"two From", PASS FROM_ANN "From: eve@evil.example\n", PROOF_NONE},
    {"the same From twice", PASS FROM_ANN FROM_ANN, PROOF_NONE},
    {"two From, one with a blank", PASS FROM_ANN "From : eve@evil.example\n", PROOF_NONE},
    {"two From, upper case", PASS FROM_ANN "FROM: eve@evil.example\n", PROOF_NONE},
    {"two From, one empty", PASS FROM_ANN "From:\n", PROOF_NONE},
    {"address literal", PASS "From: ann@[IPv6:::1]\n", PROOF_NONE},
    {"two addresses", PASS "From: ann@acme.example, eve@evil.example\n", PROOF_NONE},
    {"group", PASS "From: Agents: ann@acme.example;\n", PROOF_NONE},
    {"nameless group", PASS "From: :ann@acme.example;\n", PROOF_NONE},
    {"group in angle brackets", PASS "From: Agents: Ann <ann@acme.example>;\n", PROOF_NONE},
    {"no From", PASS "Sender: ann@acme.example\n", PROOF_NONE},
    {"empty From", PASS "From: <>\n", PROOF_NONE},
    {"only a name", PASS "From: Ann\n", PROOF_NONE},
    {"no domain", PASS "From: ann@\n", PROOF_NONE},
    {"no local part", PASS "From: <@acme.example>\n", PROOF_NONE},
    {"colon in a quoted name", PASS "From: \"Ann: Ash\" <ann@acme.example>\n", PROOF_ALIGNED},
    {"escaped quote in a quoted name", PASS "From: \"Ann \\\": x\" <ann@acme.example>\n",
     PROOF_ALIGNED},
    {"comments in comments", PASS "From: Ann (x (y: z) \\) : ) <ann@acme.example>\n",
     PROOF_ALIGNED},
    {"colon in a comment", PASS "From: ann@acme.example (desk: one)\n", PROOF_ALIGNED},
    {"homograph",
     PASS "From: ann@\xd0\xb0"
	  "cme.example\n",
     PROOF_NONE},
    {"homograph in the local part", PASS "From: \xd0\xb0nn@acme.example\n", PROOF_NONE},
    {"Reply-To of the agent", PASS "From: eve@evil.example\nReply-To: ann@acme.example\n",
     PROOF_NONE},
};

static const char home_conf[] =
    "agents = ({ id = 'ann'; name = 'Ann Ash'; email = 'ann@acme.example';"
    "            addresses = ['ann@home.example']; },"
    "          { id = 'mia'; name = 'Mia Moor'; email = 'mia@acme.example'; });";

static enum proof proof_of(struct stage *stage, const char *head)
{
	struct message *message =
	    stage_message(stage, arena_printf(&stage->arena, "%sSubject: x\n\nbody\n", head));

	return trust_proof(&stage->conf->mailboxes[0], message, &stage->conf->agents[0]);
}

START_TEST(headers_prove_what_they_may)
{
	struct stage stage;

	stage_open(&stage, home_conf);
	ck_assert_msg(proof_of(&stage, cases[_i].head) == cases[_i].proof, "%s: got %d",
		      cases[_i].what, proof_of(&stage, cases[_i].head));
	stage_close(&stage);
}
END_TEST

/* ---- other mailboxes ---- */

#define MAILBOX(more)                                                                              \
	"mailboxes = ({ name = 'support'; address = 'support@acme.example'; team = "               \
	"'support'; " more " });"

static const struct {
	const char *what, *conf, *head;
	enum proof proof;
} others[] = {
    {"no authserv_id", MAILBOX(""), PASS FROM_ANN, PROOF_NONE},
    {"no authserv_id, fail", MAILBOX(""), FAIL FROM_ANN, PROOF_NONE},
    {"no authserv_id, internal header", MAILBOX("internal_header = 'X-Inside';"),
     "X-Inside: Internal\n" FROM_ANN, PROOF_NONE},
    {"no border: above all Received", MAILBOX("authserv_id = 'mx.acme.example';"),
     PASS OURS FROM_ANN, PROOF_ALIGNED},
    {"no border: below one", MAILBOX("authserv_id = 'mx.acme.example';"), OURS PASS FROM_ANN,
     PROOF_NONE},
    {"border by suffix", MAILBOX("authserv_id = 'mx.acme.example'; border = ['acme.example'];"),
     OURS PASS FROM_ANN, PROOF_ALIGNED},
    {"border is no string's end",
     MAILBOX("authserv_id = 'mx.acme.example'; border = ['cme.example'];"), OURS PASS FROM_ANN,
     PROOF_NONE},
    {"microsoft without id", MAILBOX("authserv_id = 'microsoft';"),
     AR "spf=pass smtp.mailfrom=acme.example; dmarc=pass action=none "
	"header.from=acme.example\n" FROM_ANN,
     PROOF_ALIGNED},
    {"microsoft: dkim", MAILBOX("authserv_id = 'microsoft';"),
     AR "dkim=pass (signature was verified) header.d=acme.example\n" FROM_ANN, PROOF_ALIGNED},
    {"microsoft with an id", MAILBOX("authserv_id = 'microsoft';"),
     AR "microsoft; dmarc=pass header.from=acme.example\n" FROM_ANN, PROOF_NONE},
    {"microsoft with another id", MAILBOX("authserv_id = 'microsoft';"), PASS FROM_ANN, PROOF_NONE},
    {"microsoft: auth is not taken", MAILBOX("authserv_id = 'microsoft';"),
     AR "auth=pass smtp.auth=ann@acme.example\n" FROM_ANN, PROOF_NONE},
    {"microsoft below a foreign hop", MAILBOX("authserv_id = 'microsoft';"),
     FOREIGN AR "dmarc=pass header.from=acme.example\n" FROM_ANN, PROOF_NONE},
    {"internal header",
     MAILBOX("authserv_id = 'microsoft'; internal_header = 'X-MS-Exchange-Organization-AuthAs';"),
     "X-MS-Exchange-Organization-AuthAs: Internal\n" FROM_ANN, PROOF_ALIGNED},
    {"internal header says anonymous",
     MAILBOX("authserv_id = 'microsoft'; internal_header = 'X-MS-Exchange-Organization-AuthAs';"),
     "X-MS-Exchange-Organization-AuthAs: Anonymous\n" FROM_ANN, PROOF_NONE},
    {"internal header twice",
     MAILBOX("authserv_id = 'microsoft'; internal_header = 'X-MS-Exchange-Organization-AuthAs';"),
     "X-MS-Exchange-Organization-AuthAs: Internal\n"
     "X-MS-Exchange-Organization-AuthAs: Anonymous\n" FROM_ANN,
     PROOF_NONE},
    {"internal header with two From",
     MAILBOX("authserv_id = 'microsoft'; internal_header = 'X-MS-Exchange-Organization-AuthAs';"),
     "X-MS-Exchange-Organization-AuthAs: Internal\n" FROM_ANN FROM_ANN, PROOF_NONE},
};

START_TEST(mailboxes_differ)
{
	struct stage stage;

	stage_open(&stage, others[_i].conf);
	ck_assert_msg(proof_of(&stage, others[_i].head) == others[_i].proof, "%s: got %d",
		      others[_i].what, proof_of(&stage, others[_i].head));
	stage_close(&stage);
}
END_TEST

START_TEST(a_header_of_100_kb_is_read)
{
	struct stage stage;
	struct buf head;

	stage_open(&stage, NULL);
	buf_init(&head);
	buf_adds(&head, AR "mx.acme.example;");
	while (head.len < 100 * 1024)
		buf_adds(&head, " x=y;\n");
	buf_adds(&head, FAIL FROM_ANN);
	ck_assert_int_eq(proof_of(&stage, head.data), PROOF_FAILED);
	buf_release(&head);
	stage_close(&stage);
}
END_TEST

Suite *desk_trust_suite(void)
{
	Suite *suite = suite_create("trust");
	TCase *tests = tcase_create("trust");

	tcase_add_loop_test(tests, headers_prove_what_they_may, 0, COUNT(cases));
	tcase_add_loop_test(tests, mailboxes_differ, 0, COUNT(others));
	tcase_add_test(tests, a_header_of_100_kb_is_read);
	suite_add_tcase(suite, tests);
	return suite;
}
