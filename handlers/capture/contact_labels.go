package capture

import (
	"strings"
	"unicode/utf8"

	"utblick/store/search"
)

// field is a contact's field by the name forms use, or one of those below.
type field string

const (
	noField           field = ""
	nameField         field = "name"
	organisationField field = "organisation"
	roleField         field = "role"
	emailField        field = "email"
	phoneField        field = "phone"
	countryField      field = "country"
	topicsField       field = "topics"
	pointsField       field = "points"
	ownerField        field = "owner"
	extraField        field = "extra" // "webb:", "fax:": known, but no field of ours
)

// fieldOf gives the field a label names; folded, so "ämnen" is "amnen".
func fieldOf(label string) field {
	switch search.Fold(label) {
	case "namn", "name", "kontakt", "contact", "kontaktperson":
		return nameField
	case "org", "organisation", "organization", "organisationen", "foretag", "company", "firma", "arbetsgivare", "employer", "kommun":
		return organisationField
	case "roll", "role", "titel", "title", "befattning", "tjanst", "position", "jobb", "job":
		return roleField
	case "mejl", "mail", "email", "e-mail", "epost", "e-post", "mejladress", "mailadress", "epostadress", "e-postadress":
		return emailField
	case "tel", "telefon", "tfn", "tlf", "phone", "telephone", "mobil", "mobile", "mob", "cell", "telefonnummer", "mobilnummer", "puh", "vaxel", "direkt", "direct":
		return phoneField
	case "land", "country", "maa":
		return countryField
	case "amnen", "amne", "topics", "topic", "tema", "teman", "taggar", "tagg", "tags", "tag":
		return topicsField
	case "punkter", "punkt", "points", "point", "planpunkt", "planpunkter":
		return pointsField
	case "ansvarig", "ansv", "agare", "owner", "responsible":
		return ownerField
	case "webb", "web", "www", "hemsida", "website", "webbplats", "adress", "address", "besoksadress", "postadress", "fax",
		"linkedin", "skype", "not", "anteckning", "notering", "kommentar", "note", "info", "obs":
		return extraField
	}
	return noField
}

// chunk is a label and its value, or words before the first label.
type chunk struct {
	field field
	label string // as typed, without its colon
	text  string
}

// labelled cuts a part at its labels: "Mikko org: Oulun kaupunki roll: chef".
func labelled(text string) []chunk {
	chunks := []chunk{{}}
	begin := 0
	for i := 0; i < len(text); {
		f, end := noField, 0
		if startsWord(text, i) {
			end = labelEnd(text, i)
		}
		if end > 0 {
			f = fieldOf(text[i : end-1])
			if f == noField {
				f = shortLabel(text[i:end-1], text[end:])
			}
		}
		if f == noField {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		chunks[len(chunks)-1].text = text[begin:i]
		chunks = append(chunks, chunk{field: f, label: strings.TrimSpace(text[i : end-1])})
		begin, i = end, end
	}
	chunks[len(chunks)-1].text = text[begin:]
	return chunks
}

// longestLabel bounds how far we look for the colon.
const longestLabel = 24

// labelEnd gives where the label that starts at i ends, its colon included,
// or 0 if none starts there.
func labelEnd(s string, i int) int {
	for j := i; j < len(s) && j-i <= longestLabel; {
		r, size := utf8.DecodeRuneInString(s[j:])
		if (r == ':' || r == '=') && j > i && !strings.HasPrefix(s[j:], "://") {
			return j + size
		}
		if !isWord(r) && r != '-' {
			return 0
		}
		j += size
	}
	return 0
}

// shortLabel reads the one-letter labels of signatures, where what follows
// leaves no doubt.
func shortLabel(label, value string) field {
	value = strings.TrimSpace(value)
	if len(label) != 1 || value == "" {
		return noField
	}
	switch kind, _, _ := phoneAt(value); {
	case kind == phoneShape && strings.ContainsAny(label, "mMtTpP"):
		return phoneField
	case strings.ContainsAny(label, "eEmM"):
		if kind, _, _ := emailAt(value); kind == emailShape {
			return emailField
		}
	}
	return noField
}

// label stores a labelled value.
func (r *contactReader) label(c chunk) {
	p := unquote(strings.TrimSpace(c.text))
	switch c.field {
	case extraField:
		if hasWord(p.text) {
			r.contact.Extra = append(r.contact.Extra, c.label+": "+p.text)
		}
	case nameField, organisationField, roleField, phoneField:
		r.labelWords(c, p)
	case emailField:
		r.labelEmail(p.text)
	case countryField:
		r.labelCountry(p.text)
	default:
		r.labelList(c.field, p.text)
	}
	r.named[c.field] = true
}

// labelWords stores a name, organisation, role or number: topics, points and
// addresses in it go where they belong, the words stay together.
func (r *contactReader) labelWords(c chunk, p part) {
	value := p.text
	if c.field == phoneField {
		r.labelPhone(c.label, value)
		return
	}
	if !p.quoted {
		value = strings.Join(r.takeShapes(value), " ")
	}
	into := map[field]*string{
		nameField: &r.contact.Name, organisationField: &r.contact.Organisation, roleField: &r.contact.Role,
	}[c.field]
	switch {
	case value == "":
	case *into == "":
		*into = value
	case *into != value:
		r.contact.Extra = append(r.contact.Extra, c.label+": "+value)
	}
}

func (r *contactReader) labelPhone(label, value string) {
	had := r.contact.Phone
	words := strings.Join(r.takeShapes(value), " ")
	switch {
	case words == "":
	case r.contact.Phone != had: // a number with a word beside it: (växel)
		r.contact.Phone += " " + words
	case had == "" && digits(words) >= 3: // a short number: the label decides
		r.contact.Phone = words
	case had == "":
		r.problem(BadPhone, words)
	default:
		r.contact.Extra = append(r.contact.Extra, label+": "+words)
	}
}

func (r *contactReader) labelEmail(value string) {
	had, problems := r.contact.Email, len(r.contact.Unknown)
	words := strings.Join(r.takeShapes(value), " ")
	switch {
	case words == "":
	case r.contact.Email == had && len(r.contact.Unknown) == problems:
		r.problem(BadEmail, words)
	default:
		r.contact.Extra = append(r.contact.Extra, words)
	}
}

func (r *contactReader) labelCountry(value string) {
	words := strings.Join(r.takeShapes(value), " ")
	code, ok := Country(words)
	if !ok && len(words) <= 3 {
		code, ok = Country(strings.ToUpper(words))
	}
	switch c := &r.contact; {
	case words == "":
	case !ok:
		r.problem(UnknownCountry, words)
	case c.Country != "" && c.Country != code:
		r.problem(SecondCountry, words)
	default:
		c.Country = code
	}
}

// labelList stores topics, points or the owner.
func (r *contactReader) labelList(f field, value string) {
	for _, piece := range r.takeShapes(value) {
		switch f {
		case ownerField:
			who, n := r.people.lead(piece)
			if n == 0 {
				n = len(piece)
			}
			r.owner(who, piece[:n])
			if more := trimPiece(piece[n:]); more != "" {
				r.contact.Extra = append(r.contact.Extra, more)
			}
		case topicsField:
			for _, word := range strings.Fields(piece) {
				if word = strings.Trim(word, ".,#"); word != "" {
					r.contact.Topics = addOnce(r.contact.Topics, strings.ToLower(word))
				}
			}
		case pointsField:
			for _, word := range strings.Fields(piece) {
				r.problem(UnknownPoint, word)
			}
		}
	}
}
