package capture

import (
	"strings"
)

// Contact is what one line says of a person outside. What the line doesn't
// say is empty.
type Contact struct {
	Name, Organisation, Role, Email, Phone string

	Country string   // ISO 3166 alpha-2
	Topics  []string // without '#', lower case
	Points  []string // "N5"
	Owner   Person

	// Anyway: a part that is just "ändå" (anyway): save it though it looks
	// like a contact we have.
	Anyway bool
	// Unknown is what was meant but isn't there: @nisse, N99, mikko@.
	Unknown []Problem
	// Extra is what no field is for: a second number, a link, an address,
	// parts after organisation and role. Kept and shown, never dropped, save
	// greetings like "Mvh".
	Extra []string
}

// ParseContact reads a line like
//
//	Mikko Lahtinen, Oulun kaupunki, projektledare, Finland, mikko@example.fi #energi N5
//
// Commas, semicolons, tabs, bars and new lines part it (spaced dashes, if there
// is none of these); quotes keep a part together. E-mail, phone, country, #topic, plan points and @owner are known
// by their looks anywhere. Of the rest the first is the name, then comes the
// organisation, then the role. Labels (org: roll: tel: …) always decide.
//
// A country is known as a whole part, or in brackets after one: Business
// Finland stays an organisation. A first part that is a given name too
// (Jordan, Georgia) is the name. Codes count alone and in upper case; those
// that are also words of an office (IT, HR, PR, PL …) only if the e-mail's
// ending agrees or organisation and role are there already.
func ParseContact(line string, people People, valid PointCheck) Contact {
	r := contactReader{people: &names{people: people}, valid: valid}
	line = repair(line)
	r.signature = strings.ContainsAny(strings.TrimSpace(line), "\n|")
	r.read(line)
	r.place()
	return r.contact
}

// contactReader gathers a contact. What needs to see the whole line first
// (name, organisation, role, doubtful countries) waits in rest.
type contactReader struct {
	people    *names
	valid     PointCheck
	signature bool // several lines or bars: a pasted signature

	contact Contact
	rest    []part
	named   map[field]bool // fields a label decided
}

func (r *contactReader) read(line string) {
	r.named = map[field]bool{}
	for _, p := range split(line) {
		if p.quoted {
			r.whole(p)
			continue
		}
		chunks := labelled(p.text)
		for _, c := range chunks {
			if c.field == noField {
				r.unlabelled(c.text)
			} else {
				r.label(c)
			}
		}
	}
}

// whole reads a quoted part: one thing, or plain words.
func (r *contactReader) whole(p part) {
	found := shapes(p.text, r.valid)
	if len(found) == 1 && found[0].start == 0 && found[0].end == len(p.text) {
		r.shape(found[0], p.text)
		return
	}
	r.rest = append(r.rest, p)
}

// unlabelled takes what is known by its looks out of a part; the words on
// each side of it are parts of their own.
func (r *contactReader) unlabelled(text string) {
	for _, piece := range r.takeShapes(text) {
		r.plain(piece)
	}
}

// takeShapes stores what is known by its looks and gives the words between.
func (r *contactReader) takeShapes(text string) []string {
	if bareNumber(text) {
		r.phone(squeeze(text))
		return nil
	}
	var pieces []string
	begin := 0
	add := func(s string) {
		if s = trimPiece(s); hasWord(s) {
			pieces = append(pieces, s)
		}
	}
	for _, s := range shapes(text, r.valid) {
		if s.start < begin {
			continue // inside an owner's full name
		}
		add(withoutLabel(text[begin:s.start], s.kind))
		begin = r.shape(s, text)
	}
	add(text[begin:])
	return pieces
}

// withoutLabel drops the "tel." or "M" that lacks its colon before a number.
func withoutLabel(words string, kind shapeKind) string {
	trimmed := strings.TrimRight(words, " .")
	i := strings.LastIndexFunc(trimmed, func(r rune) bool { return !isWord(r) && r != '-' }) + 1
	f := fieldOf(trimmed[i:])
	short := len(trimmed)-i == 1 && strings.ContainsAny(trimmed[i:], "mMtTpPeE")
	switch {
	case kind == phoneShape && (f == phoneField || short), kind == emailShape && (f == emailField || short):
		return words[:i]
	}
	return words
}

// trimPiece cleans what is left around a recognised stretch.
func trimPiece(s string) string {
	s = strings.Trim(squeeze(s), " ,;:|/–—-<>{}=•·")
	s = strings.TrimRight(strings.TrimLeft(s, "] "), "[ ")
	switch {
	case strings.HasPrefix(s, "(") && !strings.Contains(s, ")"), strings.HasPrefix(s, ")"):
		s = strings.TrimLeft(s, "() ")
	case strings.HasSuffix(s, "(") || strings.HasSuffix(s, ")") && !strings.Contains(s, "("):
		s = strings.TrimRight(s, "() ")
	}
	s = strings.TrimSpace(strings.TrimSuffix(s, "()"))
	opened, closed := strings.Count(s, "["), strings.Count(s, "]")
	switch {
	case closed == 0, opened == 1 && closed == 1 && strings.HasSuffix(s, "]"):
		if strings.HasPrefix(s, "[") {
			s = strings.TrimRight(strings.TrimLeft(s, "[ "), "] ")
		}
	case opened == 0:
		s = strings.TrimRight(s, "] ")
	}
	return dropStars(plainStars(s))
}

// shape stores one recognised stretch and gives where it ends in text.
func (r *contactReader) shape(s shape, text string) int {
	c := &r.contact
	switch s.kind {
	case emailShape:
		r.email(s.value)
	case badEmail:
		r.problem(BadEmail, s.value)
	case phoneShape:
		r.phone(s.value)
	case urlShape:
		c.Extra = append(c.Extra, s.value)
	case topicShape:
		c.Topics = addOnce(c.Topics, s.value)
	case pointShape:
		c.Points = addOnce(c.Points, s.value)
	case badPoint:
		r.problem(UnknownPoint, s.value)
	case atShape:
		who, n := r.people.lead(text[s.start+1:])
		end := s.start + 1 + n
		if n < len(s.value) { // "@anna.x" is not @anna
			who, end = Person{}, s.end
		}
		r.owner(who, text[s.start:end])
		return end
	}
	return s.end
}

func (r *contactReader) problem(what What, text string) {
	r.contact.Unknown = append(r.contact.Unknown, Problem{what, text})
}

func (r *contactReader) email(address string) {
	switch c := &r.contact; {
	case c.Email == "":
		c.Email = address
	case !strings.EqualFold(c.Email, address):
		r.problem(SecondEmail, address)
	}
}

// phone keeps the first number; a signature often has the switchboard too.
func (r *contactReader) phone(number string) {
	switch c := &r.contact; {
	case c.Phone == "":
		c.Phone = number
	case c.Phone != number:
		c.Extra = append(c.Extra, number)
	}
}

func (r *contactReader) owner(who Person, typed string) {
	switch c := &r.contact; {
	case who.IsZero():
		c.Unknown = append(c.Unknown, r.people.problem(typed))
	case c.Owner.IsZero():
		c.Owner = who
	case c.Owner != who:
		r.problem(SecondOwner, typed)
	}
}

// plain keeps words without a label until the whole line is read, save those
// that can be nothing but themselves.
func (r *contactReader) plain(text string) {
	inner, country := bracketCountry(text)
	switch {
	case country != "" && r.contact.Country == "":
		r.contact.Country = country
		r.rest = append(r.rest, part{text: inner})
	case isPostal(text), isRecordCode(text), r.signature && isGreeting(text) && greetingForm.FindString(text) != text:
		r.contact.Extra = append(r.contact.Extra, text)
	default:
		r.rest = append(r.rest, part{text: text})
	}
}

// bracketCountry parts "Oulun kaupunki (Finland)".
func bracketCountry(text string) (inner, code string) {
	open := strings.LastIndexByte(text, '(')
	if open <= 0 || !strings.HasSuffix(text, ")") {
		return text, ""
	}
	code, ok := Country(text[open+1 : len(text)-1])
	if !ok || officeWord(text[open+1:len(text)-1]) {
		return text, ""
	}
	return strings.TrimSpace(text[:open]), code
}
