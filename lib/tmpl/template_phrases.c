#include "tmpl/template_phrases.h"

#include <stdbool.h>

#include <string.h>

#include "base/fold.h"

/* Folded; a blank stands for any white space. */
static const struct {
	const char *language, *phrase;
} blocked[] = {
    {"en", "can't do that"},
    {"en", "cannot do that"},
    {"en", "can not do that"},
    {"en", "nothing we can do"},
    {"en", "nothing i can do"},
    {"en", "not our fault"},
    {"en", "not my fault"},
    {"en", "your fault"},
    {"en", "not our problem"},
    {"en", "not my department"},
    {"en", "calm down"},
    {"en", "you should have"},
    {"en", "you failed to"},
    {"en", "you must understand"},
    {"en", "you have to understand"},
    {"en", "as i already said"},
    {"en", "as we already said"},
    {"en", "as stated before"},
    {"en", "company policy"},
    {"en", "any inconvenience"},
    {"en", "as soon as possible"},
    {"en", "working on it"},
    {"en", "please be patient"},
    {"en", "we value your"},
    {"en", "is important to us"},
    {"en", "do not hesitate"},
    {"en", "don't hesitate"},
    {"en", "rest assured"},
    {"de", "das geht nicht"},
    {"de", "das können wir nicht"},
    {"de", "das kann ich nicht"},
    {"de", "können wir nichts machen"},
    {"de", "können wir nichts tun"},
    {"de", "da kann man nichts machen"},
    {"de", "nicht unsere schuld"},
    {"de", "ihre schuld"},
    {"de", "ihr fehler"},
    {"de", "nicht zuständig"},
    {"de", "beruhigen sie sich"},
    {"de", "sie hätten"},
    {"de", "sie müssen verstehen"},
    {"de", "wie bereits gesagt"},
    {"de", "wie schon gesagt"},
    {"de", "unannehmlichkeiten"},
    {"de", "so schnell wie möglich"},
    {"de", "schnellstmöglich"},
    {"de", "arbeiten daran"},
    {"de", "haben sie bitte geduld"},
    {"de", "um geduld"},
    {"de", "ist uns wichtig"},
    {"de", "zögern sie nicht"},
    {"fr", "ce n'est pas possible"},
    {"fr", "nous ne pouvons rien faire"},
    {"fr", "ce n'est pas notre faute"},
    {"fr", "c'est votre faute"},
    {"fr", "calmez-vous"},
    {"fr", "vous auriez dû"},
    {"fr", "dès que possible"},
    {"fr", "dans les plus brefs délais"},
    {"fr", "la gêne occasionnée"},
    {"fr", "n'hésitez pas"},
    {"es", "no podemos hacer nada"},
    {"es", "no es nuestra culpa"},
    {"es", "es su culpa"},
    {"es", "cálmese"},
    {"es", "usted debería haber"},
    {"es", "lo antes posible"},
    {"es", "las molestias"},
    {"es", "no dude en"},
    {"it", "non possiamo farci niente"},
    {"it", "non è colpa nostra"},
    {"it", "è colpa sua"},
    {"it", "si calmi"},
    {"it", "il prima possibile"},
    {"it", "per il disagio"},
    {"it", "non esiti"},
    {"nl", "dat kan niet"},
    {"nl", "kunnen wij niets aan doen"},
    {"nl", "niet onze schuld"},
    {"nl", "uw schuld"},
    {"nl", "zo snel mogelijk"},
    {"nl", "voor het ongemak"},
    {"nl", "aarzel niet"},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* True where the phrase stands at the beginning of the text. */
static bool stands(const char *text, const char *phrase)
{
	for (; *phrase; phrase++) {
		if (*phrase == ' ') {
			if (!is_blank(*text))
				return false;
			while (is_blank(*text))
				text++;
		} else if (*text++ != *phrase) {
			return false;
		}
	}
	return true;
}

/* Folded, with plain apostrophes. */
static const char *plain(const char *source, struct arena *arena)
{
	static const char curly[] = "\xe2\x80\x99";
	char *text = fold_text(source, arena), *out = text;

	for (const char *at = text; *at;) {
		bool is_curly = strncmp(at, curly, sizeof curly - 1) == 0;

		*out++ = is_curly ? '\'' : *at;
		at += is_curly ? sizeof curly - 1 : 1;
	}
	*out = '\0';
	return text;
}

static size_t base_len(const char *language)
{
	return strcspn(language, "-_");
}

const char *template_blocked_phrase(const char *language, const char *source, size_t *line,
				    struct arena *arena)
{
	const char *text = plain(source, arena);

	*line = 1;
	for (const char *at = text; *at; at++) {
		for (size_t i = 0; i < sizeof blocked / sizeof *blocked; i++)
			if (base_len(language) == strlen(blocked[i].language) &&
			    strncmp(language, blocked[i].language, base_len(language)) == 0 &&
			    stands(at, blocked[i].phrase))
				return blocked[i].phrase;
		*line += *at == '\n';
	}
	return NULL;
}
