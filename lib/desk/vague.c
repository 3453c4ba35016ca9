#include "desk/vague.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "desk/tier.h"

enum { SHORT_MAX = 300 }; /* bytes: a longer text says something besides */

/* What says nothing, folded, in the languages of the reader. */
static const char *const phrases[] = {
    /* en */ "working on it",
    "working on this",
    "looking into it",
    "looking into this",
    "as soon as possible",
    "asap",
    "bear with us",
    "keep you posted",
    "keep you updated",
    "in due course",
    "in progress",
    "shortly",
    /* de */ "arbeiten daran",
    "arbeite daran",
    "kümmern uns darum",
    "kümmere mich darum",
    "so schnell wie möglich",
    "schnellstmöglich",
    "in bearbeitung",
    "in kürze",
    "demnächst",
    "halten sie auf dem laufenden",
    /* fr */ "nous y travaillons",
    "j'y travaille",
    "dès que possible",
    "en cours de traitement",
    "dans les plus brefs délais",
    /* es */ "estamos en ello",
    "estamos trabajando en ello",
    "lo antes posible",
    "en curso",
    "en breve",
    /* it */ "ci stiamo lavorando",
    "stiamo lavorando",
    "il prima possibile",
    "al più presto",
    /* nl */ "wij werken eraan",
    "we werken eraan",
    "zo snel mogelijk",
    "in behandeling",
    /* pt */ "estamos a trabalhar nisso",
    "estamos trabalhando nisso",
    "o mais breve possível",
    /* pl */ "pracujemy nad tym",
    "jak najszybciej",
    /* sv */ "vi arbetar på det",
    "så snart som möjligt",
    /* da no */ "vi arbejder på det",
    "vi jobber med det",
    "så hurtigt som muligt",
    "så snart som mulig",
    /* fi */ "työskentelemme asian parissa",
    "mahdollisimman pian",
    /* ru */ "работаем над этим",
    "как можно скорее",
    "в ближайшее время",
    /* cs */ "pracujeme na tom",
    "co nejdříve",
    /* tr */ "üzerinde çalışıyoruz",
    "en kısa sürede",
    /* zh ja ko */ "正在处理",
    "尽快",
    "対応中です",
    "なるべく早く",
    "처리 중입니다",
    "최대한 빨리"};

/* A need, and the labels that a line of it may begin with, folded. */
static const struct {
	const char *need, *labels[6];
} needs[] = {
    {"did", {"did:", "done:", "getan:", "erledigt:", "fait:", "hecho:"}},
    {"next", {"next:", "als nächstes:", "weiter:", "ensuite:", "después:", NULL}},
    {"when", {"when:", "eta:", "wann:", "bis:", "quand:", "cuándo:"}},
};

static bool has_label(const char *text, const char *const *labels, size_t count)
{
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += strspn(line, "\n \t*-");
		for (size_t i = 0; i < count && labels[i]; i++)
			if (strncmp(line, labels[i], strlen(labels[i])) == 0)
				return true;
	}
	return false;
}

static bool is_said(const struct command_state *state, const char *text, const char *need)
{
	if (strcmp(need, "when") == 0 && state->eta_us != TIME_NONE)
		return true;
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (strcmp(needs[i].need, need) == 0)
			return has_label(text, needs[i].labels,
					 sizeof needs[i].labels / sizeof *needs[i].labels);
	return true;
}

/* It names no moment and no number, and one of the phrases. */
static const char *vague_phrase(const struct command_state *state, const char *text)
{
	if (strlen(text) > SHORT_MAX || state->eta_us != TIME_NONE)
		return NULL;
	for (const char *c = text; *c; c++)
		if (isdigit((unsigned char)*c))
			return NULL;
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
		if (strstr(text, phrases[i]))
			return phrases[i];
	return NULL;
}

/* An update: the ticket stays with us, the text asks nothing, and it has no form of its own. */
static bool is_update(const struct command_state *state, const char *words)
{
	return *words && ticket_status_is_live(state->ticket->status) && !state->template_name &&
	       !state->is_internal && !state->draft && !strchr(words, '?');
}

const char *vague_hindrance(const struct command_state *state, const char *words)
{
	const struct conf *conf = state->record->conf;
	const struct conf_strings *wanted;
	const char *text, *phrase;

	if (!conf->tier_count || !is_update(state, words) ||
	    ticket_field(state->ticket, VAGUE_FIELD))
		return NULL;
	wanted = &conf->tiers[tier_of(conf, state->ticket)].update_needs;
	if (!wanted->count)
		return NULL;
	text = fold_text(words, state->record->arena);
	phrase = vague_phrase(state, text);
	if (phrase)
		return arena_printf(state->record->arena,
				    "\"%s\" tells the customer nothing: say what was done, what "
				    "comes next, and when. Send it again, or #send, and it goes "
				    "as it is",
				    phrase);
	for (size_t i = 0; i < wanted->count; i++)
		if (!is_said(state, text, wanted->items[i]))
			return arena_printf(state->record->arena,
					    "an update needs a line \"%s: …\" (this tier asks for "
					    "it). Send it again, or #send, and it goes as it is",
					    wanted->items[i]);
	return NULL;
}
