/* Until when somebody is away, in each of the languages. The mails are of Monday, 5 January 2026.
 */
#include "base/timestamp.h"
#include "unit/mail_test.h"

static const struct {
	const char *text, *until;
} aways[] = {
    {"I am out of the office until 12 January 2026 with limited access.", "2026-01-13"},
    {"I will be out from January 6 to January 16. For urgent matters call Bob.", "2026-01-17"},
    {"I am on leave and will return on Monday, 19 January.", "2026-01-19"},
    {"Thank you. I am away and back in the office on 01/20/2026.", "2026-01-20"},
    {"I will be back on Monday.", "2026-01-12"},
    {"Away 5-16 January.", "2026-01-17"},
    {"I am away until 2026-01-16.", "2026-01-17"},
    {"I am away until the 16th of January and will be back on the 19th of January.", "2026-01-19"},
    {"Ich bin bis einschließlich 16.01.2026 nicht im Büro.", "2026-01-17"},
    {"Ich bin ab dem 19. Januar wieder erreichbar.", "2026-01-19"},
    {"Vom 05.01.-16.01.2026 bin ich im Urlaub.", "2026-01-17"},
    {"Ich bin vom 5. bis zum 16. Januar abwesend.", "2026-01-17"},
    {"Je suis absent du bureau jusqu'au 16 janvier 2026 inclus.", "2026-01-17"},
    {"Je serai de retour le lundi 19 janvier.", "2026-01-19"},
    {"Estaré fuera de la oficina hasta el 16 de enero de 2026.", "2026-01-17"},
    {"Regreso el 19 de enero.", "2026-01-19"},
    {"Sarò assente fino al 16 gennaio.", "2026-01-17"},
    {"Rientrerò lunedì 19 gennaio 2026.", "2026-01-19"},
    {"Ik ben afwezig tot en met 16 januari 2026.", "2026-01-17"},
    {"Ik ben vanaf maandag 19 januari weer bereikbaar.", "2026-01-19"},
    {"Estou ausente até 16 de janeiro de 2026.", "2026-01-17"},
    {"Retorno em 19/01/2026.", "2026-01-19"},
    {"Jestem nieobecny do 16 stycznia 2026.", "2026-01-17"},
    {"Wracam 19.01.2026.", "2026-01-19"},
    {"Jag är på semester till och med 16 januari.", "2026-01-17"},
    {"Jag är tillbaka den 19 januari.", "2026-01-19"},
    {"Jeg er på ferie til og med den 16. januar 2026.", "2026-01-17"},
    {"Jeg er tilbake mandag 19. januar.", "2026-01-19"},
    {"Olen lomalla 16.1.2026 asti.", "2026-01-17"},
    {"Palaan toimistolle 19. tammikuuta.", "2026-01-19"},
    {"Я в отпуске до 16 января 2026 г.", "2026-01-17"},
    {"Вернусь 19 января.", "2026-01-19"},
    {"Jsem mimo kancelář do 16. ledna 2026.", "2026-01-17"},
    {"Vrátím se 19. ledna.", "2026-01-19"},
    {"16 Ocak 2026 tarihine kadar ofis dışındayım.", "2026-01-17"},
    {"19 Ocak'ta döneceğim.", "2026-01-19"},
    {"我将于2026年1月5日至1月16日休假。", "2026-01-17"},
    {"我将于1月19日返回办公室。", "2026-01-19"},
    {"1月16日まで不在にしております。", "2026-01-17"},
    {"1月19日から出社いたします。", "2026-01-19"},
    {"1월 16일까지 부재중입니다.", "2026-01-17"},
    {"1월 19일에 복귀합니다.", "2026-01-19"},
    /* No date, dates that are something else, dates long past or far off. */
    {"I am out of the office.", NULL},
    {"For help see version 5.1.2026 of our notes.", NULL},
    {"I am unavailable. Our office opened on 3 March 2019.", NULL},
    {"I was away until 3 March 2019.", NULL},
    {"I am away until 31 December 2099.", NULL},
    {"I am away until 31.02.2026.", NULL},
    {"Call +49 431 16 01 2026.", NULL},
};

START_TEST(days_of_return)
{
	struct message *message;
	struct arena arena;
	char out[TIMESTAMP_LEN];
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail,
		   "From: a@b.example\nSubject: Automatic reply: x\n"
		   "Date: Mon, 5 Jan 2026 09:00:00 +0000\n"
		   "Content-Type: text/plain; charset=utf-8\n\n%s\n",
		   aways[_i].text);
	test_read_buf(&arena, &mail, &message);
	timestamp_rfc3339(message->away_until_us, out);
	if (aways[_i].until)
		ck_assert_msg(strncmp(out, aways[_i].until, 10) == 0, "%s: %s", aways[_i].text,
			      out);
	else
		ck_assert_msg(message->away_until_us == TIME_NONE, "%s: %s", aways[_i].text, out);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(apple_says_it_in_a_field)
{
	struct message *message;
	struct arena arena;
	char out[TIMESTAMP_LEN];

	test_read_string(&arena,
			 "From: a@b.example\nSubject: x\nX-Apple-Action: VACATION\n"
			 "X-Apple-Criteria: {kind=VACATION,startDate=2026-01-01T15:00:00Z,"
			 "endDate=2026-01-10T14:59:59Z}\n\nasleep\n",
			 &message);
	ck_assert_str_eq(timestamp_rfc3339(message->away_until_us, out), "2026-01-10T14:59:59Z");
	arena_release(&arena);
}
END_TEST

static const char *const silent[] = {
    /* People and machines are not away. */
    "From: a@b.example\nSubject: Holiday\nDate: Mon, 5 Jan 2026 09:00:00 +0000\n\n"
    "I am away until 16 January 2026.\n",
    "From: a@b.example\nSubject: x\nAuto-Submitted: auto-generated\n"
    "Date: Mon, 5 Jan 2026 09:00:00 +0000\n\nThe offer is good until 16 January 2026.\n",
    /* Without a date of the mail no year can be told. */
    "From: a@b.example\nSubject: Automatic reply\n\nI am away until 16 January 2026.\n"};

START_TEST(others_are_not_away)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena, silent[_i], &message);
	ck_assert(message->away_until_us == TIME_NONE);
	arena_release(&arena);
}
END_TEST

Suite *mail_away_suite(void)
{
	Suite *suite = suite_create("mail away");
	TCase *cases = tcase_create("away");

	tcase_add_loop_test(cases, days_of_return, 0, COUNT(aways));
	tcase_add_test(cases, apple_says_it_in_a_field);
	tcase_add_loop_test(cases, others_are_not_away, 0, COUNT(silent));
	suite_add_tcase(suite, cases);
	return suite;
}
