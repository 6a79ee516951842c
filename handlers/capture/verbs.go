package capture

import (
	"slices"
	"strings"

	"utblick/store/search"
)

// willDo tells whether words after a person's name say what they are going to
// do: present or infinitive, not past, and not what people merely are, say or
// think. It judges by endings and short lists: a wrong task annoys more than
// a missing one, which is one line to add.
func willDo(words string) bool {
	w := fieldsFolded(words, 4)
	if len(w) == 0 {
		return false
	}
	if isPromise(w) {
		return true
	}
	for _, word := range w[1:] {
		if word == "inte" || word == "not" {
			return false
		}
	}
	return isDoing(w[0])
}

// tells tells words that state something: "det är ont om tid".
func tells(words string) bool {
	for _, w := range fieldsFolded(words, 5) {
		if isTelling(w) || isPast(w) || isPronoun(w) {
			return true
		}
	}
	return false
}

// fieldsFolded gives the first words of s, folded, without marks.
func fieldsFolded(s string, most int) []string {
	var out []string
	for _, word := range search.Words(s[:min(len(s), 200)]) {
		if len(out) == most {
			break
		}
		out = append(out, search.Fold(word))
	}
	return out
}

// isPromise tells the words that lead to an infinitive.
func isPromise(w []string) bool {
	next := func(list ...string) bool { return len(w) > 1 && slices.Contains(list, w[1]) }
	switch w[0] {
	case "ska", "skall", "will", "shall", "should", "to", "must", "maste", "behover", "lovade", "lovar", "ll":
		return !next("inte", "not", "vara", "be", "vi", "jag", "we", "i")
	case "kommer", "atar", "atog", "tanker":
		return next("att", "sig")
	case "promised", "needs", "has", "agreed", "is":
		return next("to", "going", "promised", "agreed")
	case "har":
		return next("lovat", "atagit")
	case "far", "fick":
		return len(w) > 2 && next("i") && strings.HasPrefix(w[2], "upp") // i uppgift, i uppdrag
	case "kan", "kunde", "can", "could", "would":
		return next("du", "ni", "you")
	}
	return false
}

func isDoing(word string) bool {
	if word == "please" || word == "pls" {
		return true
	}
	if len(word) < 2 || isPreposition(word) || isTelling(word) || isReporting(word) {
		return false
	}
	if isImperative(word) || isImperative(strings.TrimSuffix(word, "s")) || isImperative(strings.TrimSuffix(word, "es")) {
		return true
	}
	switch {
	case strings.HasSuffix(word, "r"): // mejlar, ringer, gör
		return len(word) > 2
	case strings.HasSuffix(word, "a"): // mejla, boka, ringa
		return len(word) > 3 && !isAdverb(word)
	}
	return false
}

// isTelling tells present-tense verbs that are no action to follow up, and
// words that end like a verb.
func isTelling(word string) bool {
	switch word {
	case "ar", "har", "var", "vet", "tycker", "tror", "anser", "menar", "kanner", "minns", "berattar", "sager",
		"undrar", "papekar", "jobbar", "arbetar", "sitter", "bor", "gillar", "onskar", "hoppas",
		"aker", "reser", "flyger", "borjar", "slutar", "fyller", "firar", "mar", "foredrar",
		"lyfter", "noterar", "konstaterar", "betonar", "kan", "vill", "far", "blir", "finns", "heter", "kommer", "saknar",
		"vabbar", "semestrar", "eller", "under", "over", "efter", "for", "dar", "mer", "ner", "nar", "bar", "per",
		"is", "was", "has", "says", "thinks", "knows", "tells", "mentions", "wants", "likes", "works",
		"beratta", "igar", "ifjol", "dessutom", "chefar", "andra":
		return true
	}
	return false
}

// isReporting tells verbs that are telling, but for a day to do it by: "Anna
// rapporterar läget", "Anna rapporterar till KS senast 15 januari".
func isReporting(word string) bool {
	switch word {
	case "informerar", "redogor", "redovisar", "rapporterar", "fragar", "beskriver", "forklarar", "informera", "redogora", "rapportera",
		"reports", "informs", "explains", "asks":
		return true
	}
	return false
}

// isAdverb tells words in -a that are no verbs to act on.
func isAdverb(word string) bool {
	switch word {
	case "bara", "ofta", "garna", "alla", "manga", "bada", "borta", "hemma", "inga", "sina", "hela", "ocksa", "samma", "andra",
		"ifran", "utifran", "tillbaka", "extra", "kanda", "vara", "vilja", "kunna", "tycka", "tro", "heta", "nasta", "forra", "forsta", "sista", "kvalla":
		return true
	}
	return false
}

// isImperative tells the verbs of to-do lists that no ending shows.
func isImperative(word string) bool {
	switch word {
	case "ta", "ge", "ga", "se", "fa", "be", "dra", "gor", "ring", "skriv", "las", "kop", "sok", "hor", "folj", "begar", "stam", "hall", "bjud",
		"fixa", "kolla", "skicka", "boka", "mejla", "maila", "stang", "lagg", "satt", "bestall",
		"send", "call", "book", "email", "mail", "write", "prepare", "contact", "check", "draft", "invite", "follow", "share", "update", "arrange",
		"set", "ask", "make", "get", "finish", "submit", "apply", "look", "talk", "take", "ping", "fix", "review", "organise", "organize", "find",
		"create", "schedule", "complete", "confirm", "phone", "translate", "deliver", "order", "buy", "read", "register", "do", "start", "plan", "present":
		return true
	}
	return false
}

func isPreposition(word string) bool {
	switch word {
	case "i", "pa", "fran", "vid", "hos", "in", "from", "at", "av", "of", "om", "about", "som", "who", "och", "and", "med", "with", "till", "samt":
		return true
	}
	return false
}

// isPast tells whether a verb is told of as done, Swedish or English.
func isPast(word string) bool {
	switch word {
	case "var", "hade", "sa", "sade", "tog", "gick", "fick", "gav", "skrev", "kom", "sag", "gjorde", "blev", "holl", "har", "ar", "tyckte",
		"was", "had", "told", "said", "sent", "wrote", "took", "gave", "met", "went", "has", "did", "is":
		return true
	}
	for _, ending := range []string{"ade", "ades", "rde", "nde", "kte", "xte", "ste", "dde", "lde", "ed"} {
		if len(word) > len(ending)+1 && strings.HasSuffix(word, ending) {
			return word != "need" && word != "lovade"
		}
	}
	return false
}
