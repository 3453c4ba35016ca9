#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/command.h"

#define NAMES(...)                                                                                 \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

const struct command command_table[] = {
    {"accept", NULL, "", NEED_CHANGE, "takes over the ticket that you are asked to take",
     command_accept, "#accept"},
    {"advise", NULL, "TEXT", NEED_ANY,
     "answers who has asked you by #consult; an answer to that mail does so without a word",
     command_advise, "#advise Try the other printer."},
    {"apology", NULL, "", NEED_CHANGE, "your text goes out as an apology", command_talk,
     "#apology"},
    {"approve", NULL, "", NEED_CHANGE, "approves the offer that you were asked about",
     command_approve, "#approve"},
    {"assign", NULL, "WHO", NEED_CHANGE, "gives the ticket to that agent and tells them",
     command_assign, "#assign ann"},
    {"away", NAMES("vacation"), "[YYYY-MM-DD]", NEED_ANY,
     "new tickets pass you over until that day, or until #back", command_away, "#away 2026-01-31"},
    {"back", NULL, "", NEED_ANY, "you are here again", command_back, "#back"},
    {"boundary", NULL, "", NEED_CHANGE, "your text goes out as what you can do, and what not",
     command_talk, "#boundary"},
    {"category", NULL, "NAME", NEED_CHANGE, "sets the category", command_category,
     "#category billing"},
    {"cause", NULL, "CODE WORDS", NEED_CHANGE, "says why it had to be escalated", command_cause,
     "#cause knowledge the guide did not know this model"},
    {"cc", NULL, "ADDRESS …", NEED_CHANGE,
     "lets these people in: they get each answer, and may reply", command_cc,
     "#cc dora@customer.example"},
    {"closed", NAMES("close"), "", NEED_CHANGE, "closes the ticket", command_status, "#closed"},
    {"consult", NULL, "WHO QUESTION", NEED_CHANGE,
     "asks a colleague or a tier; the answer goes to you alone", command_consult,
     "#consult mia May I refund this?"},
    {"debrief", NULL, "", NEED_ANY,
     "the text is your answer to the questions about an escalation; the answer to that mail is it "
     "anyway",
     command_debrief, "#debrief"},
    {"decline", NULL, "REASON", NEED_CHANGE, "somebody else is asked to take the ticket",
     command_decline, "#decline On holiday from tomorrow."},
    {"deny", NULL, "REASON", NEED_CHANGE, "denies the offer that you were asked about",
     command_deny, "#deny The contract says otherwise."},
    {"draft", NULL, "", NEED_ANY, "keeps the text of this mail, and sends it when you answer #send",
     command_draft, "#draft"},
    {"escalate", NULL, "[to=TIER] REASON", NEED_CHANGE,
     "hands the ticket to the next tier, with lines summary:, tried: and impact: in your text",
     command_escalate, "#escalate Needs the firmware team."},
    {"eta", NULL, "TIME [TEXT]", NEED_CHANGE,
     "promises the customer to be back by then, and tells them unless this mail has a text",
     command_eta, "#eta fri 15:00"},
    {"exception", NULL, "policy=NAME REASON", NEED_CHANGE,
     "makes an exception to a policy, once somebody above has approved it", command_exception,
     "#exception policy=returns The box was damaged by us."},
    {"help", NAMES("commands"), "[COMMAND]", NEED_ANY, "sends you this list", command_help,
     "#help assign"},
    {"history", NAMES("journal"), "[N]", NEED_ANY,
     "sends you what was decided on the ticket, why and when", command_history, "#history"},
    {"hold", NULL, "", NEED_CHANGE, "puts the ticket on hold: its clocks wait", command_status,
     "#hold"},
    {"impact", NULL, "LEVEL", NEED_CHANGE,
     "for how many it is: one, many or all; with the severity it gives the priority",
     command_impact, "#impact many"},
    {"incident", NULL, "[N | TITLE words=…]", NEED_CHANGE,
     "many customers have this trouble: new mails with its words become part of it; N: it is part "
     "of that one",
     command_incident, "#incident Mail is down words=outlook, no new mail"},
    {"link", NULL, "N", NEED_CHANGE, "links this ticket and ticket N", command_link, "#link 120"},
    {"list", NULL, "[TEAM]", NEED_ANY, "sends you the live tickets, of all or of a team",
     command_list, "#list support"},
    {"merge", NULL, "N", NEED_CHANGE, "this ticket goes into ticket N, for ever", command_merge,
     "#merge 120"},
    {"mine", NULL, "", NEED_ANY, "sends you your live tickets", command_list, "#mine"},
    {"needs-info", NULL, "", NEED_CHANGE, "your text goes out as a question for what is missing",
     command_talk, "#needs-info"},
    {"note", NAMES("internal"), "", NEED_ANY, "the text of this mail is for agents only",
     command_note, "#note He rang, and will send the invoice."},
    {"offer", NULL, "KIND AMOUNT REASON", NEED_CHANGE,
     "offers the customer something; above your authority somebody is asked first", command_offer,
     "#offer refund 40 EUR The parcel came a week late."},
    {"on", NULL, "N …", NEED_ANY,
     "what stands below it, up to the next #on, is about these tickets", command_on, "#on 120"},
    {"open", NAMES("reopen"), "", NEED_CHANGE,
     "opens the ticket again, or leaves it open after this answer", command_status, "#open"},
    {"options", NULL, "", NEED_CHANGE,
     "your text, a choice a line (1. …), goes out as a list to choose from", command_talk,
     "#options"},
    {"pending", NULL, "", NEED_CHANGE, "the customer is to answer: the clocks wait", command_status,
     "#pending"},
    {"priority", NAMES("prio"), "LEVEL", NEED_CHANGE, "low, normal, high or urgent",
     command_priority, "#priority high"},
    {"public", NULL, "", NEED_CHANGE,
     "the text of this mail goes to the customer, as it does without a word", command_public,
     "#public"},
    {"queue", NULL, "", NEED_ANY, "sends you the live tickets of your teams", command_list,
     "#queue"},
    {"recap", NULL, "", NEED_CHANGE, "your text goes out as what you have understood", command_talk,
     "#recap"},
    {"recovered", NULL, "TEXT", NEED_CHANGE,
     "a low score is made good, and how: the words are kept with the ticket", command_recovered,
     "#recovered called her, a new part is on its way"},
    {"remind", NULL, "TIME [TEXT]", NEED_ANY, "sends you a mail about the ticket then",
     command_remind, "#remind fri 15:00 ask the carrier"},
    {"requester", NULL, "ADDRESS", NEED_CHANGE,
     "the ticket is that person's; both addresses are one customer's", command_requester,
     "#requester cleo@home.example"},
    {"resolved", NULL, "", NEED_CHANGE, "solves the ticket, and your text goes out as the solution",
     command_talk, "#resolved"},
    {"return", NULL, "[to=TIER] [REASON]", NEED_CHANGE,
     "gives the ticket back to the tier below, and to who had it there", command_return,
     "#return It is a question of the invoice after all."},
    {"review", NULL, "[SCORES]", NEED_ANY,
     "your scores of an escalation; the answer to that mail is it anyway", command_review,
     "#review 1) 5 2) 4 3) 3"},
    {"search", NAMES("find"), "WORDS", NEED_ANY,
     "sends you the tickets whose subject or customer has these words", command_search,
     "#search invoice March"},
    {"send", NULL, "", NEED_CHANGE, "sends your newest draft of this ticket", command_send,
     "#send"},
    {"severity", NULL, "LEVEL", NEED_CHANGE,
     "how bad it is: minor, major or critical; with the impact it gives the priority",
     command_severity, "#severity major"},
    {"show", NULL, "[N]", NEED_ANY, "sends you the ticket and all of its messages", command_show,
     "#show 120"},
    {"snooze", NULL, "TIME", NEED_CHANGE,
     "takes the ticket out of the queue until then, or until the customer writes", command_snooze,
     "#snooze tomorrow 9:00"},
    {"solved", NAMES("solve", "done"), "", NEED_CHANGE, "solves the ticket", command_status,
     "#solved"},
    {"spam", NULL, "", NEED_CHANGE, "closes the ticket as spam, and sends its sender nothing more",
     command_spam, "#spam"},
    {"split", NULL, "", NEED_CHANGE, "the message that you answer becomes a ticket of its own",
     command_split, "#split"},
    {"status", NULL, "STATUS", NEED_CHANGE, "sets the status: open, pending, hold, solved, closed",
     command_status, "#status hold"},
    {"subject", NULL, "TEXT", NEED_CHANGE, "gives the ticket another subject", command_subject,
     "#subject Invoice of March"},
    {"tag", NULL, "WORD …", NEED_CHANGE, "adds tags", command_tag, "#tag refund vip"},
    {"take", NULL, "", NEED_CHANGE, "makes the ticket yours", command_take, "#take"},
    {"team", NULL, "NAME", NEED_CHANGE,
     "gives the ticket to that team; its least loaded agent gets it", command_team,
     "#team billing"},
    {"tiers", NULL, "", NEED_ANY, "sends you the tiers: who, how fast, and what to do",
     command_tiers, "#tiers"},
    {"unassign", NULL, "", NEED_CHANGE, "the ticket has no owner any more", command_unassign,
     "#unassign"},
    {"uncc", NULL, "ADDRESS …", NEED_CHANGE, "these people get nothing more", command_uncc,
     "#uncc dora@customer.example"},
    {"undo", NULL, "", NEED_CHANGE,
     "takes back what can be taken back of your last mail, or of the one whose results you answer",
     command_undo, "#undo"},
    {"untag", NULL, "WORD …", NEED_CHANGE, "takes tags away", command_untag, "#untag refund"},
    {"unwatch", NULL, "", NEED_ANY, "you get no copies any more", command_unwatch, "#unwatch"},
    {"update", NULL, "", NEED_CHANGE,
     "your text goes out as an update; of an incident to each of its customers", command_talk,
     "#update"},
    {"use", NULL, "NAME [KEY=VALUE …]", NEED_ANY,
     "puts a ready answer of the desk before your text", command_use,
     "#use refund order=120 amount=40 EUR"},
    {"watch", NULL, "", NEED_ANY, "you get a copy of each of its mails", command_watch, "#watch"},
    {"who", NULL, "[N]", NEED_ANY, "sends you the people of the ticket", command_who, "#who"},
    {NULL, NULL, NULL, NEED_ANY, NULL, NULL, NULL},
};

static bool has_name(const struct command *command, const char *word)
{
	if (text_equal_nocase(command->name, word))
		return true;
	for (const char *const *alias = command->aliases; alias && *alias; alias++)
		if (text_equal_nocase(*alias, word))
			return true;
	return false;
}

const struct command *command_find(const char *word)
{
	const struct command *found = NULL;

	for (const struct command *command = command_table; command->name; command++)
		if (has_name(command, word))
			return command;
	if (strlen(word) < 2)
		return NULL;
	for (const struct command *command = command_table; command->name; command++) {
		if (!text_starts_nocase(command->name, word))
			continue;
		if (found)
			return NULL;
		found = command;
	}
	return found;
}

/* Edits that a name may be away from what was meant: none for a word as short as cc. */
static unsigned edits_allowed(const char *name)
{
	size_t len = strlen(name);

	return len < 3 ? 0 : len < 5 ? 1 : 2;
}

const char *command_suggest(const char *word)
{
	const char *best = NULL;
	unsigned best_distance = 3;

	for (const struct command *command = command_table; command->name; command++) {
		const char *const *alias = command->aliases;
		const char *name = command->name;

		while (name) {
			unsigned distance = text_distance(name, word, 2);

			if (distance < best_distance && distance <= edits_allowed(name)) {
				best = command->name;
				best_distance = distance;
			}
			name = alias && *alias ? *alias++ : NULL;
		}
	}
	return best;
}
