#include "desk/signal.h"

#include <string.h>

#include "base/fold.h"
#include "base/text.h"

/* Lower-case, in the languages of the reader's phrases; longer ones where a word alone says too
 * little. */
static const char *const manager[] = {"speak to a manager",
				      "speak to your manager",
				      "speak with a manager",
				      "speak with your manager",
				      "talk to a manager",
				      "talk to your manager",
				      "talk with a manager",
				      "talk to your supervisor",
				      "speak to a supervisor",
				      "speak to your supervisor",
				      "your supervisor",
				      "your superior",
				      "escalate this",
				      "escalate my",
				      "file a complaint",
				      "formal complaint",
				      "mit ihrem vorgesetzten",
				      "mit einem vorgesetzten",
				      "ihren vorgesetzten",
				      "ihre vorgesetzte",
				      "mit dem vorgesetzten",
				      "geschäftsleitung",
				      "geschäftsführung",
				      "geschäftsführer",
				      "beschwere mich",
				      "offizielle beschwerde",
				      "formelle beschwerde",
				      "votre responsable",
				      "votre supérieur",
				      "parler à un responsable",
				      "réclamation formelle",
				      "su superior",
				      "su supervisor",
				      "hablar con un supervisor",
				      "hablar con el responsable",
				      "suo superiore",
				      "suo responsabile",
				      "parlare con un responsabile",
				      "reclamo formale",
				      "uw leidinggevende",
				      "met een leidinggevende",
				      "seu superior",
				      "seu supervisor",
				      "falar com um supervisor",
				      "twoim przełożonym",
				      "z przełożonym",
				      "kierownikiem",
				      NULL};

static const char *const legal[] = {"my lawyer",
				    "our lawyer",
				    "my lawyers",
				    "our lawyers",
				    "my attorney",
				    "our attorney",
				    "legal action",
				    "legal steps",
				    "take you to court",
				    "see you in court",
				    "sue you",
				    "lawsuit",
				    "small claims",
				    "consumer protection",
				    "ombudsman",
				    "trading standards",
				    "anwalt",
				    "rechtsanwalt",
				    "anwältin",
				    "rechtliche schritte",
				    "gerichtlich",
				    "vor gericht",
				    "verklagen",
				    "klage einreichen",
				    "verbraucherzentrale",
				    "verbraucherschutz",
				    "abmahnung",
				    "mon avocat",
				    "notre avocat",
				    "action en justice",
				    "poursuites",
				    "mise en demeure",
				    "tribunal",
				    "mi abogado",
				    "nuestro abogado",
				    "acciones legales",
				    "demanda judicial",
				    "il mio avvocato",
				    "nostro avvocato",
				    "azioni legali",
				    "vie legali",
				    "mijn advocaat",
				    "onze advocaat",
				    "juridische stappen",
				    "rechtszaak",
				    "meu advogado",
				    "ações legais",
				    "ação judicial",
				    "mój prawnik",
				    "kroki prawne",
				    "do sądu",
				    NULL};

static const char *const anger[] = {"unacceptable",
				    "outrageous",
				    "ridiculous",
				    "disgusting",
				    "disgraceful",
				    "fed up",
				    "furious",
				    "worst service",
				    "worst support",
				    "waste of time",
				    "sick of this",
				    "sick and tired",
				    "cancel my contract",
				    "cancel our contract",
				    "never again",
				    "unverschämt",
				    "unverschämtheit",
				    "frechheit",
				    "inakzeptabel",
				    "unzumutbar",
				    "saftladen",
				    "stinksauer",
				    "eine zumutung",
				    "unmöglich von ihnen",
				    "reicht es mir",
				    "langsam reicht es",
				    "kündige meinen vertrag",
				    "nie wieder",
				    "inacceptable",
				    "inadmissible",
				    "scandaleux",
				    "honteux",
				    "c'est une honte",
				    "ras le bol",
				    "inaceptable",
				    "indignante",
				    "vergonzoso",
				    "estoy harto",
				    "estoy harta",
				    "inaccettabile",
				    "vergognoso",
				    "scandaloso",
				    "sono stufo",
				    "onacceptabel",
				    "belachelijk",
				    "schandalig",
				    "inaceitável",
				    "vergonhoso",
				    "niedopuszczalne",
				    "skandal",
				    NULL};

static const struct {
	const char *name;
	const char *const *phrases;
} signals[] = {{"manager", manager}, {"legal", legal}, {"anger", anger}};

/* A letter or digit of ASCII, or a part of any other sign. */
static bool is_of_word(char c)
{
	return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool has_phrase(const char *text, const char *phrase)
{
	size_t len = strlen(phrase);

	for (const char *at = strstr(text, phrase); at; at = strstr(at + 1, phrase))
		if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[len]))
			return true;
	return false;
}

static bool is_wanted(const struct conf_strings *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_equal_nocase(names->items[i], name))
			return true;
	return false;
}

const char *signal_find(const struct conf_escalation *conf, const char *text, struct arena *arena,
			const char **phrase)
{
	const char *folded;

	if (!conf->signals.count && !conf->phrases.count)
		return NULL;
	/* One line: a phrase may be wrapped. */
	folded = fold_text(text_clean_dup(arena, text, strlen(text), TEXT_LINE), arena);
	for (size_t i = 0; i < conf->phrases.count; i++) {
		*phrase = conf->phrases.items[i];
		if (has_phrase(folded, fold_text(*phrase, arena)))
			return "phrase";
	}
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		for (const char *const *one = signals[i].phrases;
		     is_wanted(&conf->signals, signals[i].name) && *one; one++) {
			*phrase = *one;
			if (has_phrase(folded, *one))
				return signals[i].name;
		}
	return NULL;
}
