#include "desk/abuse_words.h"

#include <stddef.h>

/* What is said to a person, not of a thing: "this is shit" is anger, and stays out. */
/* clang-format off */
const char *const abuse_words[] = {
	/* en */ "fuck you", "fuck off", "go fuck yourself", "motherfucker*", "asshole*", "arsehole*", "you bastard*",
	"you bitch*", "you idiot*", "you are an idiot", "you are idiots", "you morons", "you moron", "you are morons",
	"you stupid", "piece of shit", "scumbag*", "cunt", "cunts", "retard", "retards", "whore", "i will kill you",
	"i'll kill you", "i am going to kill you", "i know where you live", "i will find you", "i'll find you",
	"you will regret", "burn your office", "i hope you die", "drop dead", "kill yourself",
	/* de */ "arschloch", "arschlöcher", "fick dich", "fickt euch", "verpiss dich", "verpisst euch", "wichser", "hurensohn",
	"hurensöhne", "fotze", "drecksau", "du idiot", "ihr idioten", "sie idiot", "ihr vollidioten", "sie vollidiot",
	"missgeburt", "ich bringe dich um", "ich bringe sie um", "ich bring dich um", "ich weiß, wo du wohnst",
	"ich weiß wo du wohnst", "ich weiß, wo sie wohnen", "ich finde dich", "verreck*",
	/* fr */ "connard*", "connasse*", "va te faire foutre", "allez vous faire foutre", "enculé*", "fils de pute",
	"nique ta mère", "ta gueule", "vos gueules", "espèce d'idiot", "bande d'idiots", "bande d'incapables", "je vais te tuer",
	"je vais vous tuer", "je sais où tu habites", "je sais où vous habitez",
	/* es */ "hijo de puta", "hijos de puta", "hija de puta", "vete a la mierda", "gilipollas", "cabrón", "cabrones",
	"imbéciles de mierda", "que te jodan", "te voy a matar", "os voy a matar", "los voy a matar", "sé dónde vives",
	/* it */ "vaffanculo", "stronzo", "stronzi", "stronza", "figlio di puttana", "figli di puttana", "testa di cazzo",
	"teste di cazzo", "ti ammazzo", "vi ammazzo", "so dove abiti",
	/* nl */ "klootzak*", "kankerlijer*", "krijg de kanker", "hoerenjong", "godverdomme idioten", "rot op", "ik vermoord je",
	"ik maak je dood", "ik weet waar je woont",
	/* pt */ "filho da puta", "filhos da puta", "vai se foder", "vão se foder", "vai tomar no cu", "cuzão", "vou te matar",
	"sei onde você mora",
	/* pl */ "kurwo", "skurwysyn*", "skurwiel*", "pierdol się", "pierdolcie się", "spierdalaj*", "zabiję cię", "zabiję was",
	"wiem gdzie mieszkasz", "wiem, gdzie mieszkasz",
	/* sv, da, nb */ "dra åt helvete", "jävla idiot*", "din idiot", "din jävel", "jag ska döda dig", "rend mig i røven",
	"din nar", "jeg slår dig ihjel", "dra til helvete", "jeg skal drepe deg", "fitte",
	/* fi */ "haista vittu", "vitun idiootti", "tapan sinut",
	/* ru */ "иди на хуй", "иди нахуй", "идите на хуй", "идите нахуй", "пошёл на хуй", "пошел на хуй", "пошли на хуй", "сука",
	"мудак", "мудаки", "ублюдок", "ублюдки", "я тебя убью", "я вас убью", "я знаю, где ты живёшь", "я знаю где ты живешь",
	/* cs */ "jdi do prdele", "jděte do prdele", "zkurvysyn*", "zabiju tě", "zabiju vás",
	/* tr */ "orospu çocuğu", "siktir git", "siktir*", "amına koyayım", "seni öldürürüm", "sizi öldürürüm",
	/* zh */ "操你妈", "去你妈的", "他妈的混蛋", "王八蛋", "杀了你", "弄死你", "傻逼", "傻屄",
	/* ja */ "くたばれ", "ぶっ殺す", "殺してやる", "死ね", "クソ野郎",
	/* ko */ "씨발", "개새끼", "병신", "죽여버릴", "죽여 버릴",
	NULL};
/* clang-format on */
