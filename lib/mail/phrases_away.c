#include "mail/phrases_away.h"

#include <stddef.h>

/* clang-format off */
const char *const away_until[] = {
	/* en */ "until", "till", "til", "through", "thru", "to", "up to", "and including", "inclusive of", "ending",
	/* de */ "bis", "bis zum", "bis einschließlich", "bis einschl.", "bis inkl.", "bis inklusive",
	/* fr */ "jusqu'au", "jusqu’au", "au", "inclus",
	/* es */ "hasta el", "hasta", "al", "hasta el día",
	/* it */ "fino al", "sino al", "al", "fino a",
	/* nl */ "tot en met", "tot", "t/m", "t.e.m.",
	/* pt */ "até", "até o dia", "até dia", "até ao dia", "até ao", "até o", "a",
	/* pl */ "do", "do dnia", "włącznie do",
	/* sv */ "till", "till och med", "t.o.m.", "t o m", "t.o.m", "tom",
	/* da, nb */ "til", "til og med", "t.o.m.", "til og med d.", "til d.", "til den",
	/* ru */ "до", "по",
	/* cs */ "až do", "až",
	/* zh */ "至", "到", "直到", "－", "～",
	/* ja, ko */ "から", "～", "~", NULL};

const char *const away_until_after[] = {
	/* de, en */ "inclusive", "einschließlich",
	/* fi */ "asti", "saakka",
	/* tr */ "kadar", "tarihine kadar", "'a kadar", "'e kadar", "'ye kadar", "'ya kadar", "’a kadar", "’e kadar",
	/* ja */ "まで", "(月)まで",
	/* ko */ "까지",
	/* zh */ "为止", "止", "之前", NULL};

const char *const away_back[] = {
	/* en */ "return", "be back", "am back", "back in", "back on", "back at", "back from", "available again", "reachable again",
	"resume", "again on", "again from",
	/* de */ "zurück", "wieder", "rückkehr", "ab dem",
	/* fr */ "retour", "reviens", "reviendrai", "à partir du", "dès le",
	/* es */ "regres", "vuelv", "volver", "de vuelta", "a partir del", "reincorpor",
	/* it */ "rientr", "torn", "ritorn", "a partire dal", "di nuovo",
	/* nl */ "terug", "weer", "vanaf",
	/* pt */ "retorn", "regress", "volto", "voltar", "de volta", "a partir d",
	/* pl */ "wracam", "wrócę", "powrót", "powrocie", "ponownie", "z powrotem", "dostępn",
	/* sv */ "tillbaka", "åter", "igen",
	/* da */ "tilbage", "igen",
	/* nb */ "tilbake", "igjen",
	/* fi */ "palaan", "takaisin", "tavoitettavissa", "paikalla",
	/* ru */ "вернусь", "возвращ", "буду на месте", "выйду", "снова", "буду в офисе",
	/* cs */ "vrátím", "zpět", "opět", "znovu", "od",
	/* tr */ "dönüş", "tekrar",
	/* zh */ "返回", "回来", "回來", "回到", "恢复", "上班",
	/* ja */ "復帰", "戻り", "出社", "次回",
	/* ko */ "복귀", "돌아", NULL};

const char *const away_back_after[] = {
	/* de */ "wieder", "zurück",
	/* nl */ "weer", "terug",
	/* fi */ "alkaen",
	/* tr */ "döneceğim", "dönüyorum", "tarihinde dön", "itibaren", "ofiste",
	/* zh */ "返回", "回来", "回來", "恢复", "回到", "上班",
	/* ja */ "に復帰", "から出社", "に戻", "より", "以降", "に出社", "から復帰", "から出勤",
	/* ko */ "에 복귀", "에 돌아", "부터", NULL};
/* clang-format on */
