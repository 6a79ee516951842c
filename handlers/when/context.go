package when

import "strings"

// counts tells whether what surrounds the reading s, which begins at token
// first, suffices for its grade.
func (p *parser) counts(first int, s span) bool {
	switch s.grade {
	case plain:
		return true
	case framed:
		return p.by != 0 || p.is(first, onWord) || p.is(first, theWord) || p.ends(s.next) || p.is(s.next, joint)
	case called:
		return p.by != 0
	case formal:
		return p.by == strongBy
	}
	return false
}

// ends tells whether the sentence, or a part of it, ends before token i; what
// a task's line has after its words, "@anna (N7)", is no part of it.
func (p *parser) ends(i int) bool {
	t := p.at(i)
	return p.endsLine(i) || t.kind == mark && strings.ContainsRune(".,;:!?()[]}\"”’*|-", t.char)
}

// endsLine tells whether nothing but people, topics and codes can follow.
func (p *parser) endsLine(i int) bool {
	t, after := p.at(i), p.at(i+1)
	switch t.kind {
	case none:
		return true
	case mark:
		return t.char == '@' || t.char == '#'
	}
	return t.kind == word && t.upper && t.end-t.start == 1 && after.kind == number && after.glued
}

// standsFree tells whether tokens i to after are no part of a longer word or
// number: a telephone number, a file's name, "fredags-mötet", "12/15-140".
func (p *parser) standsFree(i, after int) bool {
	return p.freeBefore(i) && p.freeAfter(after)
}

func (p *parser) freeBefore(i int) bool {
	prev, prev2 := p.at(i-1), p.at(i-2)
	if p.labelled(i) {
		return false
	}
	if i == 0 || !p.at(i).glued {
		return prev.kind != mark || !strings.ContainsRune("§#", prev.char)
	}
	if prev.kind != mark {
		return false
	}
	switch prev.char {
	case ':', ',', ';', '.', '!', '?':
		return prev2.kind == word || prev2.kind == mark
	case '-':
		return p.at(i).kind == word && (i == 1 || !prev.glued)
	}
	return strings.ContainsRune("([{<>\"'„“”»«*|=~…•", prev.char)
}

func (p *parser) freeAfter(i int) bool {
	t, after := p.at(i), p.at(i+1)
	if !t.glued || t.kind == none {
		return !(t.kind == mark && strings.ContainsRune("%‰°€$£", t.char))
	}
	if t.kind != mark {
		return false
	}
	joined := after.glued && (after.kind == word || after.kind == number)
	switch t.char {
	case '.', '-', '/', '\'':
		return !joined
	case ',', ':':
		return !joined || after.kind == word
	}
	return !strings.ContainsRune("@_%‰°&+=\\#", t.char)
}

// labelled tells whether the number at i is one of a page, an item, a case.
func (p *parser) labelled(i int) bool {
	if p.at(i).kind != number {
		return false
	}
	j := i - 1
	if p.isMark(j, '.') || p.isMark(j, ':') {
		j--
	}
	room, _, ok := p.get(j, label)
	if !ok || p.at(j).kind != word {
		return false
	}
	if _, _, month := p.monthAt(i + 1); month {
		return false // "boka rum 30 nov"
	}
	return room == 0 || !p.isMark(i+1, '/')
}

// recurs tells whether "varje", "every" stands around tokens i to after: then
// it isn't one day ("varje fredag", "1 mars varje år", "varje år 1 mars").
func (p *parser) recurs(i, after int) bool {
	for n := 0; n < 3 && (p.is(i-1, onWord) || p.is(i-1, inWord) || p.is(i-1, theWord)); n++ {
		i-- // "varje vecka på tisdag", read from its last word
	}
	return p.is(i-1, recurring) || p.is(i-2, recurring) && p.is(i-1, unitOne) ||
		p.is(after, recurring) && p.is(after+1, unitOne)
}

// trim leaves out what may stand around a lone day: brackets, quotes, a full
// stop.
func (p *parser) trim() (from, to int) {
	to = len(p.toks)
	for from < to && p.toks[from].kind == mark && strings.ContainsRune("([\"'„“”»:,", p.toks[from].char) {
		from++
	}
	for to > from && p.toks[to-1].kind == mark && strings.ContainsRune(")]\"'”“«.,;:!?", p.toks[to-1].char) {
		to--
	}
	return from, to
}
