package bot

import (
	"fmt"
	"strings"
	"testing"
)

// shown is a reading in one line, as the tables below write it.
func shown(r reading) string {
	name := ""
	if r.command != nil {
		name = r.command.Name
	}
	if r.verb != nil {
		name += "." + r.verb.Name
	}
	switch r.sense {
	case isVerb:
		s := name
		if r.rest != "" {
			s += " (" + strings.ReplaceAll(r.rest, "\n", "|") + ")"
		}
		if r.page > 1 {
			s += fmt.Sprint(" page ", r.page)
		}
		if r.share {
			s += " share"
		}
		return s
	case isHelp:
		return strings.TrimSpace("help " + name)
	case isNext:
		return "next page"
	case isAsked:
		return "question"
	case noCommand:
		return "no command → " + r.near
	case noVerb:
		return "no verb → " + r.near
	}
	return "which one"
}

func theGrammar(t testing.TB) *grammar {
	t.Helper()
	return newGrammar(catalogue(t), commands(nil), nil)
}

type line struct{ typed, want string }

func checkTyped(t *testing.T, lines []line) {
	t.Helper()
	g := theGrammar(t)
	for _, l := range lines {
		if got := shown(g.typed(l.typed)); got != l.want {
			t.Errorf("%q\n got %s\nwant %s", l.typed, got, l.want)
		}
	}
}

func TestTypedWords(t *testing.T) {
	t.Parallel()
	checkTyped(t, []line{
		// a command, its verb, and what follows as it was typed
		{"/kontakt ny Mikko Lahtinen, Oulu", "contact.new (Mikko Lahtinen, Oulu)"},
		{"/contact new Mikko Lahtinen, Oulu", "contact.new (Mikko Lahtinen, Oulu)"},
		{"/uppgift klar U3", "task.done (U3)"},
		{"/plan N3", "plan.show (N3)"},
		{"/plan ansvarig N1 @anna", "plan.owner (N1 @anna)"},
		{"/stöd sök byta till LED", "support.search (byta till LED)"},
		// å ä ö as they are, without their marks, or in two characters
		{"/möte ändra M7", "meeting.edit (M7)"},
		{"/mote andra M7", "meeting.edit (M7)"},
		{"/mo\u0308te a\u0308ndra M7", "meeting.edit (M7)"},
		{"/fraga Vem ansvarar?", "ask.ask (Vem ansvarar?)"},
		{"/stod LED", "support.search (LED)"},
		// as people type: capitals, spaces, punctuation after the words
		{"/KONTAKT NY Åsa Öberg", "contact.new (Åsa Öberg)"},
		{"  /kontakt   lista   finland  ", "contact.list (finland  )"},
		{"/kontakt: lista", "contact.list"},
		{"/kontakt, lista: finland", "contact.list (finland)"},
		{"/kontakt\u00a0ny\u00a0Mikko\u00a0Lahtinen", "contact.new (Mikko\u00a0Lahtinen)"},
		{"\ufeff/kontakt\u200b ny Mikko", "contact.new (Mikko)"},
		// verbs of several words, with hyphens of all kinds
		{"/kontakt slå ihop K3 K7", "contact.merge (K3 K7)"},
		{"/kontakt slå-ihop K3 K7", "contact.merge (K3 K7)"},
		{"/kontakt sla\u2011ihop K3 K7", "contact.merge (K3 K7)"},
		{"/kontakt Ta bort K3", "contact.delete (K3)"},
		{"/uppgift bocka av U3", "task.done (U3)"},
		{"/uppgift inte klar U3", "task.reopen (U3)"},
		{"/uppgift lista alla", "task.list (alla)"},
		{"/utblick vem är jag?", "desk.whoami"},
		// without a verb
		{"/kontakt", "contact.list"},
		{"/kontakt lahtinen", "contact.search (lahtinen)"},
		{"/plan", "plan.overview"},
		{"/uppgift N3", "task.guess (N3)"},
		{"/utblick", "help desk"},
		{"/", "help"},
		{"", "help"},
	})
}

func TestTypedTails(t *testing.T) {
	t.Parallel()
	checkTyped(t, []line{
		// "dela" and "sida 2" end the line of a verb that takes them, in either order
		{"/kontakt lista finland dela", "contact.list (finland) share"},
		{"/kontakt lista finland sida 2", "contact.list (finland) page 2"},
		{"/kontakt lista finland sida 2 dela", "contact.list (finland) page 2 share"},
		{"/kontakt lista dela sida 3", "contact.list page 3 share"},
		{"/task list mine page 2 share", "task.list (mine) page 2 share"},
		{"/kontakt lista\u00a0finland\u00a0dela", "contact.list (finland) share"},
		{"/plan N3 dela", "plan.show (N3) share"},
		{"/kontakt oulu sida 2", "contact.search (oulu) page 2"},
		// also alone, when the bare command takes them
		{"/kontakt sida 2", "contact.list page 2"},
		{"/plan dela", "plan.overview share"},
		// elsewhere they are words like others
		{"/uppgift ny Läs sida 2", "task.new (Läs sida 2)"},
		{"/uppgift ny Bestäm vad vi ska dela", "task.new (Bestäm vad vi ska dela)"},
		{"/kontakt sök dela", "contact.search (dela)"},
		{"/plan ansvarig N3 sida 2", "plan.owner (N3 sida 2)"},
		{"/kontakt lista sida", "contact.list (sida)"},
		{"/kontakt lista sida 0", "contact.list (sida 0)"},
		{"/kontakt lista sida 99999999999999999999", "contact.list (sida 99999999999999999999)"},
		{"/kontakt lista dela pengar", "contact.list (dela pengar)"},
	})
}

func TestTypedHelp(t *testing.T) {
	t.Parallel()
	checkTyped(t, []line{
		{"/kontakt hjälp", "help contact"},
		{"/kontakt ?", "help contact"},
		{"/kontakt?", "help contact"},
		{"/contact help", "help contact"},
		{"/kontakt HJALP!", "help contact"},
		{"/kontakt ny ?", "help contact.new"},
		{"/kontakt ny?", "help contact.new"},
		{"/kontakt ny hjälp", "help contact.new"},
		{"/kontakt hjälp ny", "help contact.new"},
		{"/kontakt slå ihop ???", "help contact.merge"},
		{"/kontakt sök hjälp", "help contact.search"},
		{"/utblick hjälp", "help desk"},
		{"/utblick hjälp mig då", "help desk"},
		{"/utblick ångra ?", "help desk.undo"},
		{"/utblick hjälp kontakt", "help contact"},
		{"/utblick kontakt?", "help contact"},
		{"/utblick hjälp kontakt ny", "help contact.new"},
		// the word may also be one of many
		{"/fråga Hjälp mig hitta resebidrag", "ask.ask (Hjälp mig hitta resebidrag)"},
		{"/fråga Hej, vem ansvarar?", "ask.ask (Hej, vem ansvarar?)"},
		{"/uppgift ny Hjälp Oulu med ansökan", "task.new (Hjälp Oulu med ansökan)"},
		{"/kontakt ny Mikko?", "contact.new (Mikko?)"},
	})
}

func TestTypedHub(t *testing.T) {
	t.Parallel()
	checkTyped(t, []line{
		// every command is within reach
		{"/utblick kontakt ny Mikko", "contact.new (Mikko)"},
		{"/utblick /kontakt ny Mikko", "contact.new (Mikko)"},
		{"/utblick mote visa M7 dela", "meeting.show (M7) share"},
		{"/utblick plan", "plan.overview"},
		{"/utblick fråga: vem ansvarar?", "ask.ask (vem ansvarar?)"},
		{"/utblick möte\nMöte med Oulu\nNärvarande: Anna", "meeting.new (|Möte med Oulu|Närvarande: Anna)"},
		// and verbs of its own
		{"/utblick ångra", "desk.undo"},
		{"/utblick angra!", "desk.undo"},
		{"/utblick sök oulu sida 2", "desk.search (oulu) page 2"},
		{"/utblick språk engelska", "desk.language (engelska)"},
		{"/utblick mer", "next page"},
		// a verb that only one command has is that command's
		{"/utblick klar U3", "task.done (U3)"},
		{"/utblick slå ihop K3 K7", "contact.merge (K3 K7)"},
		{"/utblick ny", "which one"},
		{"/utblick ny Mikko Lahtinen", "which one"},
		// a question is a question, also when it begins with a word that is a verb
		{"/utblick Vem ansvarar för EU-stöd?", "question"},
		{"/utblick Vad säger riktlinjen?", "question"},
		{"/utblick bidde det", "no verb → "},
		{"/utblick angar", "no verb → ångra"},
		{"/utblick kontkat ny Mikko", "no verb → kontakt"},
	})
}

// Pasted notes become a meeting, whatever their first word looks like.
func TestTypedBlocks(t *testing.T) {
	t.Parallel()
	checkTyped(t, []line{
		{"/möte ny\nMöte med Oulu\nNärvarande: Anna", "meeting.new (|Möte med Oulu|Närvarande: Anna)"},
		{"/möte\nMöte med Oulu\nNärvarande: Anna", "meeting.new (|Möte med Oulu|Närvarande: Anna)"},
		{"/möte\nMöte med Oulu", "meeting.new (|Möte med Oulu)"},
		{"/möte\nNya möten i norr\nVisa filmen", "meeting.new (|Nya möten i norr|Visa filmen)"},
		{"/möte Budget Piteå\nNärvarande: Anna", "meeting.new (Budget Piteå|Närvarande: Anna)"},
		{"/möte Notering från Piteå\nNärvarande: Anna", "meeting.new (Notering från Piteå|Närvarande: Anna)"},
		{"/meeting notes 20 Nov\nPresent: Anna", "meeting.new (meeting notes 20 Nov|Present: Anna)"},
		{"/möte med Oulu igår\nNärvarande: Anna", "meeting.new (möte med Oulu igår|Närvarande: Anna)"},
		{"/möte notera M7 Förlängt\ntill kl 15", "meeting.note (M7 Förlängt|till kl 15)"},
		{"/möte\nvisa M7", "meeting.show (M7)"},
		{"/möte visa M7\n", "meeting.show (M7|)"},
		{"/möte Oulu\n  ", "meeting.search (Oulu|  )"},
		{"/fråga Vem ansvarar\nför EU-stöd?", "ask.ask (Vem ansvarar|för EU-stöd?)"},
		{"/kontakt notera K3 Ringde\nhan återkommer", "contact.note (K3 Ringde|han återkommer)"},
		{"/kontakt ta\nbort", "contact.search (ta|bort)"},
	})
}

// An installed name is known like the others: a workspace may have to choose
// one that is free.
func TestInstalledNames(t *testing.T) {
	t.Parallel()
	g := newGrammar(catalogue(t), commands(nil), map[string]string{"contact": "/ut-kontakt", "task": "/utblick uppgift"})
	for text, want := range map[string]string{
		"/ut-kontakt ny Mikko": "contact.new (Mikko)", "/utblick uppgift klar U3": "task.done (U3)", "/kontakt lista": "contact.list",
	} {
		if got := shown(g.typed(text)); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// What follows the command stays at hand, for verbs that turn out to be none.
func TestAllIsKept(t *testing.T) {
	t.Parallel()
	g := theGrammar(t)
	for text, want := range map[string]string{
		"/fråga visa vad som gäller": "visa vad som gäller", "/utblick fråga visa vad som gäller": "visa vad som gäller",
		"/kontakt": "", "/utblick ångra": "ångra", "/kontakt lista dela": "lista dela",
	} {
		if got := g.typed(text).all; got != want {
			t.Errorf("%q: all = %q, want %q", text, got, want)
		}
	}
	if got := g.said("Fråga: visa vad som gäller").all; got != "visa vad som gäller" {
		t.Errorf("said: all = %q", got)
	}
}

// No word may lead to two commands, or to two verbs of one.
func TestWordsAreUnambiguous(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	names, list := map[string]string{}, commands(nil)
	for _, command := range list {
		for _, word := range c.Words("command." + command.Name) {
			if of, taken := names[fold(word)]; taken && of != command.Name {
				t.Errorf("%q is %s and %s", word, of, command.Name)
			}
			names[fold(word)] = command.Name
		}
		verbs := map[string]string{}
		for _, verb := range command.Verbs {
			for _, word := range c.Words("verb." + verb.Name) {
				if of, taken := verbs[fold(word)]; taken && of != verb.Name {
					t.Errorf("%q is %s and %s of %s", word, of, verb.Name, command.Name)
				}
				verbs[fold(word)] = verb.Name
			}
		}
	}
	for _, verb := range list[len(list)-1].Verbs {
		for _, word := range c.Words("verb." + verb.Name) {
			if of, taken := names[fold(word)]; taken {
				t.Errorf("%q is the command %s and a verb of the hub", word, of)
			}
		}
	}
}
