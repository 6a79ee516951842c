package capture

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"utblick/store/search"
)

// cutKind is why a stretch leaves the title; it decides which small words
// before it go too.
type cutKind int

const (
	personCut cutKind = iota
	nameCut           // replaced by a first name
	pointCut
	dayCut
	byCut // a day with its own word for "by": only another such word goes
	labelCut
)

// cut is text[start:end] to leave out, or to replace.
type cut struct {
	start, end int
	kind       cutKind
	instead    string
}

func (d *draft) cut(start, end int, kind cutKind) {
	d.cuts = append(d.cuts, cut{start: start, end: end, kind: kind})
}

// title is text without its cuts, tidied where something was taken away, with
// a capital first.
func title(text string, cuts []cut) string {
	sort.SliceStable(cuts, func(i, j int) bool { return cuts[i].start < cuts[j].start })
	var b strings.Builder
	at, led, begun := 0, false, false
	for _, c := range cuts {
		if c.end <= at {
			continue
		}
		before := text[at:max(at, c.start)]
		if c.kind != nameCut {
			before = dropConnectors(before, c.kind)
		}
		b.WriteString(before)
		b.WriteByte(' ')
		b.WriteString(c.instead)
		at = c.end
		begun = begun || hasWord(before) || c.instead != ""
		led = led || c.kind == personCut && !begun
	}
	b.WriteString(text[at:])
	out := squeeze(b.String())
	if len(cuts) > 0 {
		out = tidy(out)
	}
	if led {
		out = dropModal(out)
	}
	return capital(trimTitle(out))
}

// dropConnectors takes away the small words that led to what is cut: "senast
// den", "tillsammans med", "(punkt".
func dropConnectors(s string, kind cutKind) string {
	for range 3 {
		trimmed := strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ':' })
		i := strings.LastIndexFunc(trimmed, func(r rune) bool { return !isWord(r) }) + 1
		if i == len(trimmed) || !isConnector(search.Fold(trimmed[i:]), kind) {
			return s
		}
		if i > 1 && (trimmed[i-1] == '-' || trimmed[i-1] == '.') { // the end of a longer word
			return s
		}
		s = trimmed[:i]
	}
	return s
}

func isConnector(word string, kind cutKind) bool {
	switch kind {
	case personCut:
		switch word {
		case "och", "and", "samt", "med", "with", "till", "to", "av", "by", "for", "hos", "cc":
			return true
		}
	case pointCut:
		switch word {
		case "enligt", "under", "for", "punkt", "punkten", "point", "till", "se", "see", "och", "and", "re", "galler":
			return true
		}
	case byCut:
		switch word {
		case "senast", "deadline", "due", "klart", "klar":
			return true
		}
	case dayCut:
		switch word {
		case "till", "pa", "den", "senast", "innan", "fore", "by", "on", "before", "until", "due", "deadline", "to", "the", "infor", "klart", "kl":
			return true
		}
	}
	return false
}

var (
	clockSpan     = regexp.MustCompile(`^\s?[-–]\s?(?:kl\.? ?)?\d{1,2}(?:[.:]\d{2})?\b`)
	emptyBrackets = regexp.MustCompile(`[(\[{][\s,;:/&+|.–—-]*[)\]}]`)
	afterOpen     = regexp.MustCompile(`([(\[{])[\s,;:/|–—-]+`)
	beforeClose   = regexp.MustCompile(`[\s,;:/|–—-]+([)\]}])`)
	spaceMark     = regexp.MustCompile(`\s+([,;:!?]|\.(?:\s|$))`)
	doubleMark    = regexp.MustCompile(`([,;:.|–—-])(?:\s*[,;:|])+`)
	doubleDash    = regexp.MustCompile(`(\s[–—-])(?:\s+[–—-])+(\s|$)`)
)

// tidy mends the punctuation around what was taken away.
func tidy(s string) string {
	s = emptyBrackets.ReplaceAllString(s, " ")
	s = afterOpen.ReplaceAllString(s, "$1")
	s = beforeClose.ReplaceAllString(s, "$1")
	s = spaceMark.ReplaceAllString(squeeze(s), "$1")
	s = doubleMark.ReplaceAllString(s, "$1")
	s = doubleDash.ReplaceAllString(s, "$1$2")
	return squeeze(s)
}

// dropModal takes the "ska" or "to" after a leading person.
func dropModal(s string) string {
	s = strings.TrimLeft(s, " ,:;–—-→>.)")
	if loc := modal.FindStringIndex(s); loc != nil && hasWord(s[loc[1]:]) {
		return s[loc[1]:]
	}
	return s
}

var modal = regexp.MustCompile(`(?i)^(?:ska|skall|bör|måste|behöver|(?:lovade|lovar|har lovat|kommer|tänker|åtar sig|åtog sig|har åtagit sig|(?:får|fick) i (?:uppgift|uppdrag))(?: att)?|att|to|kan (?:du|ni)|(?:can|could|would) you|will|shall|should|must|please|pls|(?:needs|has|promised|agreed|has agreed|has promised|is going) to) `)

// trimTitle takes loose marks off both ends, and the full stop of a sentence,
// but not that of "m.fl.".
func trimTitle(s string) string {
	for was := ""; s != was; {
		was = s
		s = dropStars(strings.TrimLeft(s, " ,;:.–—-→➜>/|&+•·)]}"))
	}
	for {
		was := s
		s = dropStars(strings.TrimRight(s, " ,;:–—-→➜/|&+•·([{"))
		last := s[strings.LastIndexByte(s, ' ')+1:]
		if strings.HasSuffix(last, ".") && strings.Count(last, ".") == 1 && utf8.RuneCountInString(last) > 2 && !abbreviated(last[:len(last)-1]) {
			s = s[:len(s)-1]
		}
		if s == was {
			return s
		}
	}
}

// capital makes the first letter a capital, save in words that have one
// further in (eTwinning).
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s[min(size, len(s)):], " ")
	if !unicode.IsLower(r) || word != strings.ToLower(word) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// wordBefore is the folded word that ends right before i, white space and
// colons aside.
func wordBefore(s string, i int) string {
	s = strings.TrimRightFunc(s[:i], func(r rune) bool { return unicode.IsSpace(r) || r == ':' })
	return search.Fold(s[strings.LastIndexFunc(s, func(r rune) bool { return !isWord(r) })+1:])
}

// clip shortens a title to most runes at the end of a word. Where that leaves
// marks alone, which tell nothing, it begins at the first word.
func clip(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	whole := s
	s = s[:min(len(s), most*utf8.UTFMax)] // no more can be needed
	short := strings.ToValidUTF8(string([]rune(s)[:most-1]), "")
	if i := strings.LastIndexByte(short, ' '); i > most/2 {
		short = short[:i]
	}
	if first := strings.IndexFunc(whole, isWord); first > 0 && !hasWord(short) {
		return clip(whole[first:], most)
	}
	return strings.TrimRight(short, " ,;:.–-") + "…"
}
