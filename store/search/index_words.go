package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord is in runes; what a longer word has beyond is not looked at.
const longestWord = 48

// A token is a word of a record (lower case, not folded) and its place.
type token struct {
	word  string
	place uint8
}

func tokensOf(d Doc) []token {
	tokens := make([]token, 0, 16)
	var c cutter
	c.doc(d, func(word []byte, place uint8) { tokens = append(tokens, token{string(word), place}) })
	return tokens
}

// A cutter cuts text into words. Between calls it keeps nothing but room.
type cutter struct {
	word   []byte
	runes  int
	marked bool // the word holds a combining mark, so its letters are to be composed

	noPhones bool // set by the caller: a query reads numbers in its own way
}

// doc emits the words of all fields. The bytes are the cutter's own.
func (c *cutter) doc(d Doc, emit func(word []byte, place uint8)) {
	for i, name := range d.Name {
		place := inName
		if i == 0 {
			place = inHead
		}
		c.words(name, place, emit)
	}
	c.words(d.Text, inText, emit)
}

// words emits each run of letters and digits in lower case, and a telephone
// number's digits once more as one word, in each way it may be dialled.
func (c *cutter) words(s string, place uint8, emit func(word []byte, place uint8)) {
	c.begin()
	numberEnds := 0 // no telephone number begins before
	if c.noPhones {
		numberEnds = len(s)
	}
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			switch l := lowerASCII[b]; {
			case l == '_':
				c.end(place, emit)
				if b == '+' && i >= numberEnds {
					numberEnds = i + emitPhone(s[i:], place, emit)
				}
			case l == '0' && c.runes == 0 && i >= numberEnds: // the trunk prefix of a number
				numberEnds = i + emitPhone(s[i:], place, emit)
				c.add(l)
			default:
				c.add(l)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		c.rune(r, place, emit)
		i += n
	}
	c.end(place, emit)
}

func (c *cutter) begin() { c.word, c.runes, c.marked = c.word[:0], 0, false }

func (c *cutter) add(b byte) {
	if c.runes++; c.runes <= longestWord {
		c.word = append(c.word, b)
	}
}

func (c *cutter) rune(r rune, place uint8, emit func([]byte, uint8)) {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r):
	case c.runes > 0 && unicode.Is(unicode.Mn, r):
		c.marked = true
	default:
		c.end(place, emit)
		return
	}
	if c.runes++; c.runes <= longestWord {
		c.word = utf8.AppendRune(c.word, unicode.ToLower(r))
	}
}

func (c *cutter) end(place uint8, emit func([]byte, uint8)) {
	if c.runes == 0 {
		return
	}
	word := c.word
	if c.marked {
		word = norm.NFC.Bytes(word)
	}
	emit(word, place)
	c.begin()
}

// lowerASCII is the lower case of letters and digits; _ for all else.
const lowerASCII = "________________" + "________________" +
	"________________" + "0123456789______" +
	"_abcdefghijklmno" + "pqrstuvwxyz_____" +
	"_abcdefghijklmno" + "pqrstuvwxyz_____"
