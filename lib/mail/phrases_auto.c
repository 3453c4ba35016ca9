#include "mail/phrases_auto.h"

#include <stddef.h>

/* clang-format off */
const char *const auto_subjects[] = {
	/* en */ "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response",
	"autoresponse", "automatic response", "automated reply", "automated response", "auto:", "[auto]", "out of office",
	"out-of-office", "ooo:", "ooo -", "vacation reply", "vacation notice", "vacation response",
	"away from my mail", "away from the office", "i am away", "i'm away",
	/* de */ "automatische antwort", "abwesenheitsnotiz", "abwesenheit:", "abwesenheitsmeldung",
	"ich bin nicht im büro", "autom. antwort", "automatische rückantwort",
	"automatische benachrichtigung bei abwesenheit", "urlaubsnotiz",
	/* fr */ "réponse automatique", "reponse automatique", "absence du bureau", "message d'absence", "absent du bureau",
	"notification d'absence", "absence :", "absence:",
	/* es */ "respuesta automática", "respuesta automatica", "fuera de la oficina", "fuera de oficina", "ausente de la oficina",
	"ausencia de la oficina",
	/* it */ "risposta automatica", "fuori sede", "fuori ufficio", "assente dall'ufficio", "assenza dall'ufficio",
	/* nl */ "automatisch antwoord", "automatische beantwoording", "automatische reactie", "afwezigheidsbericht",
	
	/* pt */ "resposta automática", "resposta automatica", "ausência temporária", "ausente do escritório",
	"fora do escritório", "ausência do escritório", "ausência:",
	/* pl */ "automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź", "poza biurem",
	"jestem poza biurem",
	/* sv */ "automatiskt svar", "autosvar", "frånvaromeddelande", "ej på kontoret",
	/* da */ "automatisk svar", "fraværsbesked", "autosvar",
	/* nb */ "fraværsmelding", "automatisk svar", "fraværsassistent",
	/* fi */ "automaattinen vastaus", "poissaoloilmoitus", "poissa toimistosta", "lomavastaus",
	/* ru */ "автоматический ответ", "автоответ", "меня нет в офисе",
	"я в отпуске",
	/* cs */ "automatická odpověď", "automaticka odpoved", "mimo kancelář", "oznámení o nepřítomnosti",
	/* tr */ "otomatik yanıt", "otomatik cevap", "ofis dışında", "ofis dışındayım",
	/* zh */ "自动答复", "自动回复", "自動回覆", "自動回復", "不在办公室", "外出通知",
	/* ja */ "自動応答", "自動返信", "不在通知", "不在のお知らせ", "不在連絡",
	/* ko */ "자동 회신", "자동 응답", "자동회신", "자동응답", "부재중", "부재 중",
	/* others */ "avtomatski odgovor", "automatikus válasz", "răspuns automat", "αυτόματη απάντηση",
	NULL};

/* What a person may write of, too: they count where the mail answers another. */
const char *const auto_subjects_of_answers[] = {
	"on vacation", "on leave", "abwesenheit ", "abwesend", "afwezigheid", "niet aanwezig", "frånvaro", "frånvarande", "fravær", "poissaolo", "nieobecność", "нет на месте", "отсутствую", "nepřítomnost", "ikke til stede",
	NULL};

const char *const auto_subject_parts[] = {
	"(out of office)", "[out of office]", "is out of the office", "out of the office", "(automatic reply)",
	"[autoreply]", "[auto-reply]", "(auto reply)", "auto-reply from", "autoreply from", NULL};

const char *const receipt_subjects[] = {
	/* en */ "read:", "read receipt", "return receipt", "not read:", "message read notification",
	/* de */ "gelesen:", "lesebestätigung", "empfangsbestätigung (angezeigt)", "ungelesen gelöscht:",
	/* fr */ "lu :", "lu:", "accusé de lecture", "accusé de réception (affiché)", "non lu :",
	/* es */ "leído:", "leido:", "acuse de lectura", "confirmación de lectura", "no leído:",
	/* it */ "letto:", "conferma di lettura", "ricevuta di ritorno", "non letto:",
	/* nl */ "gelezen:", "leesbevestiging", "ontvangstbevestiging (weergegeven)",
	/* pt */ "lida:", "lido:", "confirmação de leitura", "recibo de leitura",
	/* pl */ "przeczytano:", "przeczytane:", "potwierdzenie przeczytania",
	/* sv */ "läst:", "läskvitto", "kvittens",
	/* da */ "læst:", "læsekvittering",
	/* nb */ "lest:", "lesebekreftelse",
	/* fi */ "luettu:", "lukukuittaus",
	/* ru */ "прочитано:", "прочтено:", "уведомление о прочтении",
	/* cs */ "přečteno:", "číst:", "potvrzení o přečtení",
	/* tr */ "okundu:", "okundu bilgisi",
	/* zh */ "已读:", "已读：", "已讀:",
	/* ja */ "開封済み:", "開封済み：", "開封確認",
	/* ko */ "읽음:", "읽음：", NULL};
/* clang-format on */
