package when

import (
	"unicode"
	"unicode/utf8"
)

// tokenKind is what a token is.
type tokenKind uint8

const (
	none   tokenKind = iota // before the first and after the last
	word                    // letters
	number                  // ASCII digits
	mark                    // any other character
)

// token is a word, a number or a mark, as it stands in the text.
type token struct {
	start, end int     // bytes of the whole text
	lex        *lexeme // what the word can mean; nil: unknown
	num        int     // a number's value, if it has at most eight digits
	digits     int
	char       rune // a mark's character; dashes of all lengths are '-'
	kind       tokenKind
	glued      bool // nothing stands between it and the token before
	upper      bool // a word that begins with a capital
	marked     bool // a word with letters outside a–z: "mån" isn't "man"
}

// scan cuts text into tokens and looks the words up. Positions are counted
// from base. Words of at least slip letters may have one slip.
func (w *words) scan(toks []token, text string, base, slip int) []token {
	free := true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if blank(r) {
			free = true
			i += size
			continue
		}
		t := token{start: base + i, glued: !free}
		switch {
		case isDigit(r):
			size = scanNumber(&t, text[i:])
		case isLetter(r):
			size = w.scanWord(&t, text[i:], slip)
		default:
			t.kind, t.char = mark, dash(r)
		}
		i += size
		t.end = base + i
		toks = append(toks, t)
		free = false
	}
	return toks
}

// scanNumber reads the digits at the beginning of s.
func scanNumber(t *token, s string) int {
	n := 0
	for n < len(s) && isDigit(rune(s[n])) {
		if n < 8 {
			t.num = t.num*10 + int(s[n]-'0')
		}
		n++
	}
	t.kind, t.digits = number, n
	return n
}

// scanWord reads the letters at the beginning of s; an apostrophe between two
// letters belongs to the word ("year's").
func (w *words) scanWord(t *token, s string, slip int) int {
	var folded [longestWord + 2*utf8.UTFMax]byte
	letters := folded[:0]
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if apostrophe(r) {
			after, _ := utf8.DecodeRuneInString(s[n+size:])
			if !isLetter(after) || unicode.Is(unicode.Mn, after) {
				break
			}
			n += size
			continue
		}
		if !isLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		t.upper = t.upper || n == 0 && unicode.IsUpper(r)
		t.marked = t.marked || r >= utf8.RuneSelf
		if len(letters) <= longestWord {
			letters = foldRune(letters, r)
		}
		n += size
	}
	t.kind = word
	if len(letters) <= longestWord {
		t.lex = w.find(letters, slip)
	}
	return n
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '´' }

// blank tells white space, and what pasted text carries unseen: zero-width
// spaces and the byte order mark.
func blank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}

// dash makes one of hyphen, non-breaking hyphen, en and em dash, and minus.
func dash(r rune) rune {
	if '‐' <= r && r <= '―' || r == '−' {
		return '-'
	}
	return r
}

// latin is what the letters à (U+00E0) to ÿ are without their marks.
const latin = "aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"

// foldRune appends r in lower case without its marks, by the rules of
// search.Fold: å ä ö become a a o, ø o, æ ae, ß ss.
func foldRune(w []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(w, byte(r))
	}
	r = unicode.ToLower(r)
	switch {
	case unicode.Is(unicode.Mn, r):
		return w
	case r == 'æ':
		return append(w, "ae"...)
	case r == 'ß':
		return append(w, "ss"...)
	case r == 'ł':
		return append(w, 'l')
	case r == 'đ':
		return append(w, 'd')
	case 'à' <= r && r <= 'ÿ' && r != '÷' && r != 'þ':
		return append(w, latin[r-'à'])
	}
	return utf8.AppendRune(w, r)
}

// fold folds a word of the tables.
func fold(s string) string {
	var w []byte
	for _, r := range s {
		if !apostrophe(r) {
			w = foldRune(w, r)
		}
	}
	return string(w)
}
