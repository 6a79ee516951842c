package capture

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"utblick/store/search"
)

var (
	absence   = regexp.MustCompile(`(?i)(?:^|[\s(.;,])(?:frånvarande|franvarande|ej närvarande|ej narvarande|anmält förhinder|anmalt forhinder|förhinder|forhinder|absent|apologies|regrets)\b`)
	nameJoint = regexp.MustCompile(`\s*(?:\s(?:och|and|samt|&|\+)\s|\s[–—-]\s*(?:och)\s)\s*`)
	angled    = regexp.MustCompile(`\s*<[^<>]*>`)
	groupName = regexp.MustCompile(`^[^:()]{1,40}:\s+`)
	others    = regexp.MustCompile(`(?i)[\s,]*\b(?:m\.?\s?fl\.?|med flera|m\.? m\.?|et al\.?|mfl)\s*$`)
)

// participants adds the names on a line. It fails on a line that holds none:
// then the list is over.
func (r *noteReader) participants(text string, bullet bool) bool {
	if loc := absence.FindStringIndex(text); loc != nil {
		text = text[:loc[0]]
	}
	names := namesIn(text, bullet, r.people)
	if r.section == participantSection && !bullet && !allNames(names, r.people) {
		return false
	}
	for _, name := range names {
		if len(r.note.Participants) < mostParticipants {
			r.note.Participants = addOnce(r.note.Participants, name)
		}
	}
	r.seen[ParticipantsLine] = true
	return true
}

// bareNames reads "deltog anna, bo": the label without its colon, where what
// follows is known for a name.
func (r *noteReader) bareNames(text string) bool {
	rest := text[len(barePresent.FindString(text)):]
	names := namesIn(rest, false, r.people)
	if len(names) == 0 {
		return false
	}
	_, known := r.people.find(names[0])
	return (known || isFurtherName(names[0], nil, false, false, r.people) && len(names) > 1) && r.participants(rest, false)
}

// allNames tells names from a sentence: few words, and a capital or somebody
// we know. A hasty list in small letters has commas, so it passes by length.
func allNames(names []string, people *names) bool {
	for _, name := range names {
		bare, _, _ := strings.Cut(name, "(")
		words := len(strings.Fields(bare))
		_, known := people.find(strings.TrimSpace(bare))
		if words > 5 || !known && words > 2 && unicode.IsLower(lastWordStart(bare)) {
			return false
		}
	}
	return true
}

func lastWordStart(s string) rune {
	fields := strings.Fields(s)
	return runeAt(fields[len(fields)-1], 0)
}

// namesIn cuts a list of names at commas, semicolons, "och" and "and", but
// not inside brackets: "Mikko Lahtinen (Oulu, Finland)" is one.
func namesIn(text string, bullet bool, people *names) []string {
	var names []string
	parts := splitOutside(text)
	lower := len(parts) > 0 && unicode.IsLower(runeAt(strings.TrimSpace(parts[0]), 0))
	for i, p := range parts {
		for _, piece := range nameJoint.Split(p, -1) {
			name := cleanName(piece)
			switch {
			case !hasLetter(name) || isNone(name):
			case i > 0 && !isFurtherName(name, names, bullet, lower, people):
			default:
				names = append(names, name)
			}
		}
	}
	return names
}

// cleanName takes off e-mail, "m.fl." and the name of a group ("Älvsbyn: ").
func cleanName(s string) string {
	s = angled.ReplaceAllString(others.ReplaceAllString(s, ""), "")
	s = groupName.ReplaceAllString(strings.TrimSpace(s), "")
	return strings.Trim(dropStars(squeeze(s)), " .:;–—-•|")
}

// isFurtherName tells a second name on a line from the title or place of the
// one before. On a bullet of its own ("Mikko Lahtinen, Oulun kaupunki") only
// what is surely a name counts; in a running list only small letters don't.
func isFurtherName(name string, before []string, bullet, lower bool, people *names) bool {
	bare, _, _ := strings.Cut(name, " (")
	if _, known := people.find(bare); known || strings.HasPrefix(name, "@") {
		return true
	}
	words := strings.Fields(bare)
	switch {
	case !bullet && lower:
		return true
	case len(words) > 4 || soundsLikeRole(bare):
		return false
	case len(words) == 1 && bullet:
		return len(before) > 0 && !strings.Contains(before[0], " ")
	}
	for _, w := range words {
		if !unicode.IsUpper(runeAt(w, 0)) && !isParticle(w) {
			return false
		}
	}
	return len(words) < 4 || strings.ContainsFunc(bare, unicode.IsLower) && hasParticle(words)
}

func hasParticle(words []string) bool {
	for _, w := range words {
		if isParticle(w) {
			return true
		}
	}
	return false
}

// isParticle tells the small words inside names.
func isParticle(w string) bool {
	switch w {
	case "van", "der", "den", "von", "af", "av", "de", "la", "da", "di", "du", "bin", "el", "ten":
		return true
	}
	return false
}

// splitOutside cuts at commas, semicolons and tabs outside brackets.
func splitOutside(s string) []string {
	var parts []string
	depth, begin := 0, 0
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0 && (isSeparator(r) || r == '/' && isWord(runeBefore(s, i))):
			parts = append(parts, s[begin:i])
			begin = i + utf8.RuneLen(r)
		}
	}
	return append(parts, s[begin:])
}

// abbreviated tells the words whose full stop ends no sentence.
func abbreviated(word string) bool {
	switch search.Fold(word) {
	case "t.ex", "bl.a", "ca", "kl", "nr", "dr", "m.m", "m.fl", "s.k", "st", "dvs", "d.v.s", "ev", "tel", "e.g", "i.e", "mr", "mrs", "ms", "prof", "vs", "fr.o.m", "t.o.m", "o.s.v", "osv", "ansv", "v", "p.g.a", "pga", "f.n", "jfr", "inkl", "exkl", "max", "min", "jan", "feb", "aug", "sept", "okt", "nov", "dec":
		return true
	}
	return false
}

// sentences cuts a line at full stops, question and exclamation marks that
// end a sentence: a space and a capital, a digit or a mark follow.
func sentences(text string) []string {
	var out []string
	begin := 0
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '.' && c != '!' && c != '?' || i+2 >= len(text) || text[i+1] != ' ' {
			continue
		}
		next := runeAt(text, i+2)
		word := text[begin:i]
		word = word[strings.LastIndexByte(word, ' ')+1:]
		if unicode.IsLower(next) || text[i] == '.' && (abbreviated(word) || digits(word) == len(word) && !unicode.IsUpper(next)) {
			continue
		}
		out = append(out, strings.TrimSpace(text[begin:i+1]))
		begin = i + 2
	}
	return append(out, strings.TrimSpace(text[begin:]))
}
