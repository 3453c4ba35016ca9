/* What was written now, by the marks of the programs that people answer with. */
#include "unit/mail_test.h"

static void read_text(struct arena *arena, const char *text, struct message **message)
{
	ck_assert_int_eq(test_read_parts(arena,
					 "From: Ann <ann@customer.example>\nSubject: Re: printer\n"
					 "Content-Type: text/plain; charset=utf-8\n",
					 text, message),
			 0);
}

/* Lines that open a quote, with `> ` below them, without it, and behind a reply of one line. */
static const char *const openers[] = {
    /* en */ "On Mon, 5 Jan 2026 at 09:00, Acme <support@acme.example> wrote:",
    "On Jan 5, 2026, at 9:00 AM, Acme Support <support@acme.example> wrote:",
    "On 05.01.2026 09:00, Acme wrote:",
    "On Mon, Jan 5, 2026 at 9:00 AM Acme Support <\nsupport@acme.example> wrote:",
    "On Monday, January 5, 2026 at 9:00:00 AM GMT+1, Acme Support\n<support@acme.example> wrote:",
    "Acme Support <support@acme.example> wrote:",
    "---- On Mon, 05 Jan 2026 09:00:00 +0100 Acme <support@acme.example> wrote ----",
    "2026-01-05 9:00 GMT+01:00 Acme <support@acme.example>:",
    /* de */ "Am 05.01.2026 um 09:00 schrieb Acme <support@acme.example>:",
    "Am Mo., 5. Jan. 2026 um 09:00 Uhr schrieb Acme <support@acme.example>:",
    "Am 5. Januar 2026 um 09:00:00 MEZ schrieb Acme:",
    "Acme <support@acme.example> schrieb am Mo., 5. Jan. 2026, 09:00:",
    /* fr */ "Le lun. 5 janv. 2026 à 09:00, Acme <support@acme.example> a écrit :",
    "Le 5 janv. 2026 à 09:00, Acme <support@acme.example>\na écrit :",
    "Le 05/01/2026 09:00, Acme a écrit :",
    /* es */ "El lun, 5 ene 2026 a las 9:00, Acme (<support@acme.example>) escribió:",
    "El 05/01/2026 a las 9:00, Acme escribió:",
    /* it */ "Il giorno lun 5 gen 2026 alle ore 09:00 Acme <support@acme.example> ha scritto:",
    "Il 05/01/2026 09:00, Acme ha scritto:",
    /* nl */ "Op ma 5 jan 2026 om 09:00 schreef Acme <support@acme.example>:",
    "Op 5 jan. 2026, om 09:00 heeft Acme <support@acme.example> het volgende geschreven:",
    /* pt */ "Em seg., 5 de jan. de 2026 às 09:00, Acme <support@acme.example> escreveu:",
    "Em 05/01/2026 09:00, Acme escreveu:",
    /* pl */ "pon., 5 sty 2026 o 09:00 Acme <support@acme.example> napisał(a):",
    "W dniu 05.01.2026 o 09:00, Acme pisze:",
    "W dniu 2026-01-05 o 09:00, Acme napisał:",
    /* sv */ "Den mån 5 jan. 2026 kl 09:00 skrev Acme <support@acme.example>:",
    "5 jan. 2026 kl. 09:00 skrev Acme <support@acme.example>:",
    /* da */ "Den man. 5. jan. 2026 kl. 09.00 skrev Acme <support@acme.example>:",
    /* nb */ "man. 5. jan. 2026 kl. 09:00 skrev Acme <support@acme.example>:",
    /* fi */ "ma 5. tammik. 2026 klo 9.00 Acme (support@acme.example) kirjoitti:",
    "Acme <support@acme.example> kirjoitti 5.1.2026 kello 9.00:",
    /* ru */ "пн, 5 янв. 2026 г. в 09:00, Acme <support@acme.example>:",
    "05.01.2026 09:00, Acme пишет:",
    "5 января 2026 г., 09:00, Acme <support@acme.example> написал:",
    /* cs */ "po 5. 1. 2026 v 9:00 odesílatel Acme <support@acme.example> napsal:",
    "Dne 05. 01. 26 v 9:00 Acme napsal(a):",
    /* tr */ "Acme <support@acme.example>, 5 Oca 2026 Pzt, 09:00 tarihinde şunu yazdı:",
    /* zh */ "Acme <support@acme.example> 于2026年1月5日周一 09:00写道：",
    "在 2026年1月5日，上午9:00，Acme <support@acme.example> 写道：",
    /* ja */ "2026年1月5日(月) 9:00 Acme <support@acme.example>:",
    "2026/01/05 9:00、Acme <support@acme.example>のメール:",
    /* ko */ "2026년 1월 5일 (월) 오전 9:00, Acme <support@acme.example>님이 작성:",
    /* Blocks of Outlook and its kin. */
    "-----Original Message-----\nFrom: Acme <support@acme.example>\nSent: Monday, January 5, 2026\n"
    "To: Ann\nSubject: printer",
    "________________________________\nFrom: Acme <support@acme.example>\n"
    "Sent: Monday, January 5, 2026 9:00 AM\nTo: Ann <ann@customer.example>\nSubject: printer",
    "*From:* Acme <support@acme.example>\n*Sent:* Monday, January 5, 2026\n*To:* Ann\n"
    "*Subject:* printer",
    "From: Acme <support@acme.example>\nDate: Monday, 5 January 2026 at 09:00\nTo: Ann\n"
    "Subject: printer",
    "Von: Acme <support@acme.example>\nGesendet: Montag, 5. Januar 2026 09:00\nAn: Ann\n"
    "Betreff: Drucker",
    "-----Ursprüngliche Nachricht-----\nVon: Acme\nGesendet: Montag\nAn: Ann\nBetreff: Drucker",
    "De : Acme <support@acme.example>\nEnvoyé : lundi 5 janvier 2026 09:00\nÀ : Ann\n"
    "Objet : imprimante",
    "De: Acme <support@acme.example>\nEnviado: lunes, 5 de enero de 2026 9:00\nPara: Ann\n"
    "Asunto: impresora",
    "Da: Acme <support@acme.example>\nInviato: lunedì 5 gennaio 2026 09:00\nA: Ann\n"
    "Oggetto: stampante",
    "Van: Acme <support@acme.example>\nVerzonden: maandag 5 januari 2026 09:00\nAan: Ann\n"
    "Onderwerp: printer",
    "De: Acme <support@acme.example>\nEnviada em: segunda-feira, 5 de janeiro de 2026\nPara: Ann\n"
    "Assunto: impressora",
    "Od: Acme <support@acme.example>\nWysłano: poniedziałek, 5 stycznia 2026\nDo: Ann\n"
    "Temat: drukarka",
    "Från: Acme <support@acme.example>\nSkickat: den 5 januari 2026\nTill: Ann\nÄmne: skrivare",
    "Fra: Acme <support@acme.example>\nSendt: 5. januar 2026\nTil: Ann\nEmne: printer",
    "Lähettäjä: Acme <support@acme.example>\nLähetetty: 5. tammikuuta 2026\nVastaanottaja: Ann\n"
    "Aihe: tulostin",
    "От: Acme <support@acme.example>\nОтправлено: 5 января 2026 г.\nКому: Ann\nТема: принтер",
    "Od: Acme <support@acme.example>\nOdesláno: 5. ledna 2026\nKomu: Ann\nPředmět: tiskárna",
    "Kimden: Acme <support@acme.example>\nGönderildi: 5 Ocak 2026\nKime: Ann\nKonu: yazıcı",
    "发件人: Acme <support@acme.example>\n发送时间: 2026年1月5日 9:00\n收件人: Ann\n主题: 打印机",
    "差出人: Acme <support@acme.example>\n送信日時: 2026年1月5日 9:00\n宛先: Ann\n件名: プリンタ",
    "보낸 사람: Acme <support@acme.example>\n보낸 날짜: 2026년 1월 5일\n받는 사람: Ann\n제목: "
    "프린터",
    "-------- Weitergeleitete Nachricht --------\nBetreff: Drucker\nDatum: Mon, 5 Jan 2026\n"
    "Von: Acme <support@acme.example>\nAn: Ann",
    "---------- Forwarded message ---------\nFrom: Acme <support@acme.example>\n"
    "Date: Mon, Jan 5, 2026\nSubject: printer\nTo: Ann",
    "----- Mensaje original -----",
    "-------- Alkuperäinen viesti --------",
    "---- 原始邮件 ----",
    "-----Oorspronkelijk bericht-----",
};

static void check_opener(const char *opener, const char *quote)
{
	struct message *message;
	struct arena arena;
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "It is still broken.\nPlease help.\n\n%s\n\n%s", opener, quote);
	read_text(&arena, text.data, &message);
	ck_assert_msg(strcmp(message->reply, "It is still broken.\nPlease help.") == 0,
		      "after \"%s\" the reply is \"%s\"", opener, message->reply);
	ck_assert_ptr_nonnull(strstr(message->quoted, "Have you tried"));
	arena_release(&arena);
	buf_release(&text);
}

START_TEST(openers_with_marks)
{
	check_opener(openers[_i], "> Hello Ann,\n>\n> Have you tried to restart it?\n");
}
END_TEST

START_TEST(openers_without_marks)
{
	check_opener(openers[_i], "Hello Ann,\n\nHave you tried to restart it?\n");
}
END_TEST

/* Words that only look like an opener. */
static const char *const no_openers[] = {
    "On Monday I wrote:\nthe printer is broken.\n",
    "From: our point of view this is broken.\n\nPlease help.\n",
    "On 5 January the printer said error 4711.\nIt is still there.\n",
    "The mail says:\nhello\n",
    "I have two questions:\n1. How?\n2. When?\n",
    "Date: 5 January\nTime: 9:00\nPlace: Kiel\n",
    "Order: 4711\nTo: Ann Ash, Kiel\nSubject to change.\n",
    "-- first point\n-- second point\n\nThanks\n",
    "---\nsome yaml: 1\n---\nand more text that follows here and is long enough to be no name\n"
    "and goes on\nand on\nand on\nand on\nand on\nand on\nand on\nand on\nand on\nand on\n",
    "> is the sign for a redirect\n\nHow do I use it?\n",
    "a > b, and b > c\n",
};

START_TEST(words_that_open_nothing)
{
	struct message *message;
	struct arena arena;
	size_t len = strlen(no_openers[_i]);

	read_text(&arena, no_openers[_i], &message);
	ck_assert_str_eq(message->quoted, "");
	ck_assert_uint_eq(strlen(message->reply), len - 1);
	arena_release(&arena);
}
END_TEST

static const char *const signatures[] = {
    "--\nAnn Ash\nCustomer Ltd",
    "--\nAnn Ash",
    "---\nAnn Ash",
    "__________\nAnn Ash",
    "Ann Ash\nHead of Printing\nTel: +49 431 123456\nann@customer.example\nwww.customer.example",
    "-Ann",
    "- Ann Ash",
    /* Telephones and programs. */
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Get Outlook for iOS<https://aka.ms/x>",
    "Sent from Mail for Windows 10",
    "Sent with Proton Mail secure email.",
    "Von meinem iPhone gesendet",
    "Gesendet von Mail für Windows",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Holen Sie sich Outlook für iOS",
    "Envoyé de mon iPhone",
    "Envoyé depuis mon smartphone Samsung Galaxy.",
    "Obtenir Outlook pour iOS",
    "Enviado desde mi iPhone",
    "Enviado desde Outlook para Android",
    "Inviato da iPhone",
    "Inviato dal mio telefono Huawei",
    "Verzonden vanaf mijn iPhone",
    "Verstuurd vanaf mijn Galaxy",
    "Enviado do meu iPhone",
    "Obter o Outlook para iOS",
    "Wysłane z iPhone'a",
    "Wysłano z telefonu Samsung",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Hent Outlook til iOS",
    "Lähetetty iPhonesta",
    "Отправлено с iPhone",
    "Отправлено из мобильной Почты Mail.ru",
    "Odesláno z iPhonu",
    "iPhone'umdan gönderildi",
    "发自我的iPhone",
    "從我的 iPhone 傳送",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    /* Lawyers. */
    "CONFIDENTIALITY NOTICE: This e-mail is for its recipient alone and may hold secrets.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der Empfänger sind …",
    "Ce message et ses pièces jointes peuvent contenir des informations confidentielles.",
    "--\nAnn Ash\n\nSent from my iPhone",
    "-Ann.\n\nSent from my HTC smartphone!",
    "_______________________________________________\nusers mailing list\nusers@lists.example\n"
    "https://lists.example/users",
};

START_TEST(signatures_and_footers)
{
	struct message *message;
	struct arena arena;
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "It is still broken, and I need it today.\n\n%s\n", signatures[_i]);
	read_text(&arena, text.data, &message);
	ck_assert_msg(strcmp(message->reply, "It is still broken, and I need it today.") == 0,
		      "with \"%s\" the reply is \"%s\"", signatures[_i], message->reply);
	ck_assert_str_eq(message->signature, signatures[_i]);
	/* And the same above a quote. */
	arena_release(&arena);
	buf_adds(&text, "\nOn Mon, 5 Jan 2026, Acme <support@acme.example> wrote:\n> Hello\n");
	read_text(&arena, text.data, &message);
	ck_assert_str_eq(message->reply, "It is still broken, and I need it today.");
	arena_release(&arena);
	buf_release(&text);
}
END_TEST

static const char *const no_signatures[] = {
    "Sent from my desk, which is next to the printer.\n",
    "I sent it from my phone yesterday.\n",
    "Please call me:\n+49 431 123456\n",
    "Thanks,\nAnn\n",
    "Best regards\nAnn Ash\n",
    "The list:\n- apples\n- pears\n",
    "--\nAnn\n",
    "Sent from my iPhone\n",
    "```\n# a heading\n####\ncode\n```\nThe end.\n",
};

START_TEST(words_that_are_no_signature)
{
	struct message *message;
	struct arena arena;

	read_text(&arena, no_signatures[_i], &message);
	ck_assert_str_eq(message->signature, "");
	ck_assert_uint_eq(strlen(message->reply), strlen(no_signatures[_i]) - 1);
	arena_release(&arena);
}
END_TEST

#define WROTE "On Mon, 5 Jan 2026 at 09:00, Acme <support@acme.example> wrote:\n"

/* Where the words stand: above, below, around and between the quote. */
static const struct {
	const char *what, *text, *reply;
} places[] = {
    {"above", "Yes.\n\n" WROTE "> Is it on?\n", "Yes."},
    {"below", WROTE "> Is it on?\n\nYes.\n", "Yes."},
    {"around", "Hello,\n\n" WROTE "> Is it on?\n\nYes.\n", "Hello,\n\nYes."},
    {"between", WROTE "> Is it on?\n\nYes.\n\n> Is it red?\n\nNo.\n",
     "> Is it on?\n\nYes.\n\n> Is it red?\n\nNo."},
    {"between, and a rest", WROTE "> Is it on?\nYes.\n> Is it red?\nNo.\n> Bye\n",
     "> Is it on?\nYes.\n> Is it red?\nNo."},
    {"an unmarked quote is not opened", "> Is it on?\n\nYes.\n", "> Is it on?\n\nYes."},
    {"only a quote", "> Is it on?\n> Bye\n", "> Is it on?\n> Bye"},
    {"only an opened quote", WROTE "> Is it on?\n", WROTE "> Is it on?"},
    {"only a forward",
     "---------- Forwarded message ---------\nFrom: X <x@y.example>\nDate: Mon, Jan 5, 2026\n"
     "Subject: z\nTo: a@b.example\n\nHello\n",
     "---------- Forwarded message ---------\nFrom: X <x@y.example>\nDate: Mon, Jan 5, 2026\n"
     "Subject: z\nTo: a@b.example\n\nHello"},
    {"a quote that a gateway broke",
     "Yes.\n\n" WROTE
     "> This is a long line of a quote that was broken by some gateway on its\nway to us\n> End\n",
     "Yes."},
    {"supercite", "Yes.\n\n" WROTE "AC> Is it on?\nAC> Bye\n", "Yes."},
    {"quote in a quote", "Yes.\n\n" WROTE "> So?\n>\n> On Sun, 4 Jan 2026 Ann wrote:\n>> Hi\n",
     "Yes."},
    {"signature below the quote", "Yes.\n\n" WROTE "> Is it on?\n\n-- \nAnn\n", "Yes."},
    {"device below the quote", "Yes.\n\n" WROTE "> Is it on?\n\nSent from my iPhone\n", "Yes."},
    {"nothing", "\n", ""},
    {"one word", "Yes\n", "Yes"},
};

START_TEST(places_of_the_words)
{
	struct message *message;
	struct arena arena;

	read_text(&arena, places[_i].text, &message);
	ck_assert_msg(strcmp(message->reply, places[_i].reply) == 0, "%s: \"%s\"", places[_i].what,
		      message->reply);
	arena_release(&arena);
}
END_TEST

/* HTML says by its tree what is quote and signature. */
static const struct {
	const char *what, *html, *reply;
} pages[] = {
    {"Gmail",
     "<div dir=\"ltr\">It is broken.</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">"
     "On Mon, Jan 5, 2026 Acme &lt;<a href=\"mailto:s@acme.example\">s@acme.example</a>&gt; "
     "wrote:<br></div><blockquote class=\"gmail_quote\">Hello</blockquote></div>",
     "It is broken."},
    {"Gmail's signature",
     "<div>It is broken.</div><div class=\"gmail_signature\">Ann Ash<br>Kiel</div>",
     "It is broken."},
    {"Outlook",
     "<div><p>It is broken.</p><div style='border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Acme "
     "&lt;s@acme.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Ann<br><b>Subject:</b> "
     "x</p></div>"
     "<p>Hello</p></div>",
     "It is broken."},
    {"Outlook on the web",
     "<div>It is broken.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>From:"
     "</b> Acme<br><b>Sent:</b> Monday<br></div><div>Hello</div>",
     "It is broken."},
    {"Apple Mail",
     "<div>It is broken.</div><div><blockquote type=\"cite\"><div>On 5 Jan 2026, at 09:00, Acme "
     "&lt;s@acme.example&gt; wrote:</div><br><div>Hello</div></blockquote></div>",
     "It is broken."},
    {"Thunderbird",
     "<p>It is broken.</p><div class=\"moz-cite-prefix\">Am 05.01.26 um 09:00 schrieb Acme:<br>"
     "</div><blockquote type=\"cite\"><p>Hello</p></blockquote><div class=\"moz-signature\">-- <br>"
     "Ann</div>",
     "It is broken."},
    {"Yahoo",
     "<div>It is broken.</div><div class=\"yahoo_quoted\"><div>On Monday, January 5, 2026, Acme "
     "wrote:</div><div>Hello</div></div>",
     "It is broken."},
    {"Proton",
     "<div>It is broken.</div><div class=\"protonmail_quote\">On Monday, Acme wrote:<blockquote "
     "type=\"cite\">Hello</blockquote></div>",
     "It is broken."},
    {"Outlook's phone",
     "<div>It is broken.</div><div id=\"ms-outlook-mobile-signature\">Get Outlook for iOS</div>",
     "It is broken."},
    {"a quote of the writer's own",
     "<p>It says:</p><blockquote>Error 4711</blockquote><p>What now?</p>",
     "It says:\n\n> Error 4711\n\nWhat now?"},
    {"only a quote", "<blockquote type=\"cite\">Hello</blockquote>", "> Hello"},
};

START_TEST(quotes_in_html)
{
	struct message *message;
	struct arena arena;

	test_read_parts(&arena, "From: a@b.example\nSubject: Re: x\nContent-Type: text/html\n",
			pages[_i].html, &message);
	ck_assert_msg(strcmp(message->reply, pages[_i].reply) == 0, "%s: \"%s\"", pages[_i].what,
		      message->reply);
	arena_release(&arena);
}
END_TEST

/* The reply is made of whole lines of the text, in their order. */
START_TEST(reply_is_a_part_of_the_text)
{
	struct message *message;
	struct arena arena;
	const char *at, *reply;

	read_text(&arena, places[_i].text, &message);
	at = message->text;
	for (reply = message->reply; *reply;) {
		size_t len = strcspn(reply, "\n");

		while (*at && (strcspn(at, "\n") != len || strncmp(at, reply, len) != 0)) {
			at += strcspn(at, "\n");
			at += *at == '\n';
		}
		ck_assert_msg(*at || !len, "not a line of the text: %.*s", (int)len, reply);
		at += strcspn(at, "\n");
		at += *at == '\n';
		reply += len;
		reply += *reply == '\n';
	}
	arena_release(&arena);
}
END_TEST

Suite *mail_reply_suite(void)
{
	Suite *suite = suite_create("mail reply");
	TCase *cases = tcase_create("reply");

	tcase_add_loop_test(cases, openers_with_marks, 0, COUNT(openers));
	tcase_add_loop_test(cases, openers_without_marks, 0, COUNT(openers));
	tcase_add_loop_test(cases, words_that_open_nothing, 0, COUNT(no_openers));
	tcase_add_loop_test(cases, signatures_and_footers, 0, COUNT(signatures));
	tcase_add_loop_test(cases, words_that_are_no_signature, 0, COUNT(no_signatures));
	tcase_add_loop_test(cases, places_of_the_words, 0, COUNT(places));
	tcase_add_loop_test(cases, quotes_in_html, 0, COUNT(pages));
	tcase_add_loop_test(cases, reply_is_a_part_of_the_text, 0, COUNT(places));
	suite_add_tcase(suite, cases);
	return suite;
}
