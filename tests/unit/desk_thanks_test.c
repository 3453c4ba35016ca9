/* Thank-yous in the languages of the reader, and what only looks like one. */
#include "desk/thanks.h"
#include "unit/desk_suites.h"

static const char *const people[] = {"Cleo Crane", "Ann Ash", "Acme", NULL};

static const char *const thanks[] = {
    "Thanks!",
    "Thank you very much, Ann!\n\nBest regards,\nCleo",
    "Hi Ann,\n\nperfect, it works now. Thanks a lot for your quick help!\n\nKind regards\nDr. C. "
    "Crane",
    "That did the trick, thanks.",
    "thx",
    "\xf0\x9f\x91\x8d", /* a thumb */
    "It\xe2\x80\x99s working now. Cheers :)",
    "Vielen Dank für die schnelle Hilfe!\n\nMit freundlichen Grüßen\nPetra Müller-Lüdenscheidt",
    "Hallo Frau Ash,\nes funktioniert wieder, danke schön.\nLG Cleo",
    "Merci beaucoup pour votre réponse rapide, tout fonctionne.\nCordialement,\nJean Dupont",
    "Muchas gracias por su ayuda. ¡Ya funciona!\nSaludos\nPedro",
    "Grazie mille, ora funziona tutto!\nCordiali saluti\nMario Rossi",
    "Bedankt voor de snelle reactie, het werkt weer.\nMet vriendelijke groet,\nJan de Vries",
    "Muito obrigada pela ajuda, já funciona!\nAbraço",
    "Dziękuję bardzo za szybką pomoc! Wszystko działa.\nPozdrawiam",
    "Tack så mycket för den snabba hjälpen!\nMed vänliga hälsningar\nLars",
    "Mange tak for hjælpen, det virker nu.\nVenlig hilsen\nBo",
    "Tusen takk for rask hjelp! Ha en fin dag.",
    "Kiitos paljon nopeasta avusta! Nyt toimii.\nTerveisin Cleo",
    "Большое спасибо за помощь, всё работает!\nС уважением,\nИван",
    "Děkuji moc za rychlou pomoc, vše funguje.\nS pozdravem",
    "Hızlı cevabınız için çok teşekkürler, şimdi çalışıyor.\nSaygılarımla",
    "你好，谢谢您的帮助，问题已解决！",
    "早速のご対応ありがとうございます。無事解決しました。今後ともよろしくお願いいたします。",
    "빠른 답변 감사합니다. 이제 잘 됩니다.",
    "THANK YOU SO MUCH!!!",
};

static const char *const others[] = {
    "",
    "Hello",
    "OK",
    "Thanks, but it still fails.",
    "Thanks. It does not work.",
    "Thanks! When do you open tomorrow?",
    "Thanks, is it fixed for good\xef\xbc\x9f",
    "Thanks\nBroken",
    "Thanks, printer broke again",
    "No thanks",
    "Thanks REOPEN",
    "REOPEN",
    "Thank you for nothing",
    "Not perfect",
    "It works on Monday",
    "Danke, aber es geht nicht.",
    "Danke, es funktioniert nicht",
    "Danke. Und wann kommt die Rechnung",
    "Merci, mais ça ne marche pas",
    "Gracias, pero no funciona",
    "Grazie, ma non funziona",
    "Bedankt, maar het werkt niet",
    "Obrigado, mas não funciona",
    "Dziękuję, ale nie działa",
    "Tack, men det fungerar inte",
    "Tak, men det virker ikke",
    "Takk, men det virker ikke",
    "Kiitos, mutta ei toimi",
    "Спасибо, но не работает",
    "Děkuji, ale nefunguje",
    "Teşekkürler ama çalışmıyor",
    "谢谢，但是还是不行",
    "ありがとうございます。でもまだ動きません。",
    "감사합니다. 하지만 아직 안 됩니다.",
    "Best regards\nplease call me back on Monday at nine o'clock",
    "Thanks, order 4711",
};

START_TEST(thank_yous_are_known)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_msg(thanks_is(thanks[_i], people, &arena), "%s", thanks[_i]);
	arena_release(&arena);
}
END_TEST

START_TEST(what_says_more_is_none)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_msg(!thanks_is(others[_i], people, &arena), "%s", others[_i]);
	arena_release(&arena);
}
END_TEST

START_TEST(long_and_hostile_texts_are_none)
{
	struct arena arena;
	char text[4096];

	arena_init(&arena);
	for (size_t i = 0; i + 1 < sizeof text; i++)
		text[i] = "thanks "[i % 7];
	text[sizeof text - 1] = '\0';
	ck_assert(!thanks_is(text, people, &arena));
	ck_assert(!thanks_is("|", NULL, &arena));
	ck_assert(!thanks_is("thanks \xff\xfe", NULL, &arena));
	ck_assert(thanks_is("thanks", NULL, &arena));
	arena_release(&arena);
}
END_TEST

Suite *desk_thanks_suite(void)
{
	Suite *suite = suite_create("desk thanks");
	TCase *tests = tcase_create("thanks");

	tcase_add_loop_test(tests, thank_yous_are_known, 0, sizeof thanks / sizeof *thanks);
	tcase_add_loop_test(tests, what_says_more_is_none, 0, sizeof others / sizeof *others);
	tcase_add_test(tests, long_and_hostile_texts_are_none);
	suite_add_tcase(suite, tests);
	return suite;
}
