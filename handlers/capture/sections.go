package capture

import (
	"regexp"
	"strings"

	"utblick/store/search"
)

// section is what a heading or a label says that what follows is.
type section int

const (
	noSection section = iota
	decisionSection
	taskSection
	mixedSection // "Beslut och åtgärder"
	participantSection
	dateSection
	titleSection
	sentSection   // "Skickat:": a letter's date, good if there is no other
	agendaSection // what is to be brought up: "Beslut" on it decides nothing
	otherSection  // a heading of something else: it ends what came before
)

// heading is a section's label and what stands after it on the line.
type heading struct {
	section section
	rest    string
	// weak: "Uppföljning: vi ses igen 3 december" may be just telling, so an
	// item needs a person to be a task.
	weak  bool
	colon bool // the label ended with one
}

var (
	numbering    = regexp.MustCompile(`^(?:§+\s*\d+\s*[.:]?\s*|\d{1,2}(?:\.\d{1,2})*[.)]?\s+)`)
	countParen   = regexp.MustCompile(`\s*[(\[][^()\[\]]{0,40}[)\]]\s*$`)
	tailNumber   = regexp.MustCompile(`\s*(?:nr\.?|no\.?|§|#)?\s*\d{1,2}$`)
	bareAction   = regexp.MustCompile(`^(?:(?:TODO|Todo|ToDo|todo)[ \t]|AP ?\d{1,2}\b|AP(?: @| \p{Lu}\p{Ll})|(?:Action|ACTION|Att göra|Att gora) @)`)
	bareDecision = regexp.MustCompile(`^(?i:beslut) (?:att|vi) \p{L}`)
	barePresent  = regexp.MustCompile(`^(?i:(?:(?:på|i|vid) (?:mötet|motet) )?(?:närvarande|narvarande|deltagare|deltog|present|participants|attendees)(?: (?:var|är|ar|were|was))?|med (?:på (?:mötet )?)?var) `)
	bareWord     = regexp.MustCompile(`^(?:TODO|Todo|ToDo|todo|AP ?\d{0,2}|Action|ACTION|Att göra|Att gora)\s*`)
)

// longestHead is the bytes a label may have.
const longestHead = 60

// sectionLabel reads "Beslut: vi söker", "BESLUT", "Att göra (3):", "AP1 Bo
// mejlar". It fails on a line that is no label we know.
func sectionLabel(text string) (heading, bool) {
	if rest, ok := bareLabel(text); ok {
		return heading{section: taskSection, rest: rest}, true
	}
	if loc := bareDecision.FindStringIndex(text); loc != nil {
		return heading{section: decisionSection, rest: text[len("beslut "):]}, true
	}
	head, rest, colon := cutHead(text)
	if head == "" {
		return heading{}, false
	}
	key := headKey(head)
	s, weak := knownHead(key)
	if s == noSection {
		return heading{}, false
	}
	if !colon && hasWord(rest) && s != decisionSection && s != taskSection {
		return heading{}, false
	}
	if who := countParen.FindString(head); s == taskSection && hasLetter(who) && hasWord(rest) { // "TODO (Bo): ring"
		rest = strings.TrimSpace(who) + " " + rest
	}
	return heading{section: s, rest: rest, weak: weak, colon: colon}, true
}

// bareLabel reads the labels that may lack their colon: "TODO ring Boden".
func bareLabel(text string) (rest string, ok bool) {
	if !bareAction.MatchString(text) || strings.HasSuffix(text, ":") {
		return "", false
	}
	rest = strings.TrimLeft(text[len(bareWord.FindString(text)):], " -–—.")
	return rest, hasWord(rest) && !strings.HasPrefix(rest, ":")
}

// cutHead parts a line at its colon, or at a dash, or takes it whole.
func cutHead(text string) (head, rest string, colon bool) {
	if i := strings.IndexAny(text[:min(len(text), longestHead+1)], ":："); i > 0 {
		rest = strings.TrimLeft(text[i:], ":：")
		return text[:i], strings.TrimSpace(rest), true
	}
	for _, dash := range []string{" - ", " – ", " — ", "\t"} {
		if i := strings.Index(text[:min(len(text), longestHead)], dash); i > 0 {
			return text[:i], strings.TrimSpace(text[i+len(dash):]), false
		}
	}
	if len(text) > longestHead {
		return "", "", false
	}
	return text, "", false
}

// headKey folds a label: without numbers, brackets and marks.
func headKey(head string) string {
	head = numbering.ReplaceAllString(strings.TrimSpace(head), "")
	head = countParen.ReplaceAllString(head, "")
	head = tailNumber.ReplaceAllString(head, "")
	return strings.Join(search.Words(search.Fold(head)), " ")
}

// knownHead tells what a whole folded label stands for.
func knownHead(key string) (s section, weak bool) {
	switch key {
	case "beslut", "besluten", "beslutat", "beslutade", "beslutades", "beslutspunkt", "beslutspunkter", "vi beslutade", "vi beslutar", "vi beslutade foljande",
		"vi beslutade att", "vi bestamde", "vi bestamde att", "fattade beslut", "motets beslut", "beslut pa motet", "beslut fran motet", "overenskommelser", "vi kom overens om", "vi enades om",
		"decision", "decisions", "decided", "we decided", "we decided to", "decisions made", "decisions taken", "key decisions", "we agreed", "agreed", "agreements", "motet beslutade", "motet beslutade att":
		return decisionSection, false
	case "att gora", "attgora", "att gora lista", "todo", "todos", "to do", "to dos", "todo lista", "to do list", "action", "actions", "action item", "action items", "action point", "action points",
		"actionpunkt", "actionpunkter", "actionlista", "ap", "aps", "atgard", "atgarder", "atgardslista", "atgardspunkter", "uppgift", "uppgifter", "arbetsuppgifter", "tasks", "task", "follow up tasks",
		"follow up task", "uppfoljningsuppgifter", "uppfoljningspunkter", "hemlaxa", "hemlaxor", "vem gor vad", "vem gor vad nar", "who does what", "kvar att gora", "att gora till nasta mote",
		"att gora till nasta gang", "att gora innan nasta mote", "det har ska goras", "detta ska goras", "vi ska", "aktiviteter", "nasta steg och ansvariga":
		return taskSection, false
	case "nasta steg", "next step", "next steps", "uppfoljning", "follow up", "follow ups", "followup", "followups", "att folja upp", "framat", "vagen framat":
		return taskSection, true
	case "beslut och atgarder", "beslut och att gora", "beslut och uppgifter", "beslut och aktiviteter", "beslut och nasta steg", "beslut atgarder", "beslut att gora", "decisions and actions", "decisions and action items",
		"decisions actions", "decisions next steps", "decisions and next steps", "beslut uppgifter":
		return mixedSection, false
	case "narvarande", "narvaro", "deltagare", "deltakere", "deltog", "deltagande", "med", "medverkande", "pa plats", "motesdeltagare", "narvarande deltagare", "present", "participants", "participant", "attendees",
		"attending", "attendance", "in attendance", "those present", "who", "vi var", "deltagare pa motet", "on site", "deltagare fran oss", "deltagare fran kommunen":
		return participantSection, false
	case "datum", "date", "nar", "when", "tid", "time", "dag", "motesdatum", "datum och tid", "datum tid", "tid och datum", "date and time", "date time", "motestid", "meeting date", "tid och plats", "tid plats", "datum och plats", "datum plats", "time and place":
		return dateSection, false
	case "skickat", "sent", "skickades":
		return sentSection, false
	case "titel", "title", "rubrik", "amne", "subject", "mote", "meeting", "motestitel", "motesnamn", "meeting title", "arende":
		return titleSection, false
	}
	return otherHead(key), false
}

// otherHead tells the labels that end a section without being one of ours.
func otherHead(key string) section {
	switch key {
	case "agenda", "dagordning", "foredragningslista", "motesagenda":
		return agendaSection
	case "franvarande", "ej narvarande", "anmalt forhinder", "forhinder", "absent", "apologies", "regrets", "ej pa plats", "plats", "place", "location", "lokal", "var", "where",
		"fran", "from", "till", "to", "kopia", "cc", "kopia till", "bcc", "sekreterare", "ordforande", "chair", "secretary", "vid anteckningarna", "antecknat av", "antecknare", "notes by", "protokollforare", "justerare",
		"bakgrund", "background", "diskussion", "discussion", "ovrigt", "ovriga fragor", "other", "aob", "any other business", "notes", "anteckningar", "motesanteckningar", "minnesanteckningar",
		"syfte", "purpose", "information", "info", "sammanfattning", "summary", "meeting notes", "nasta mote", "next meeting", "bilagor", "bilaga", "attachments", "lank", "lankar", "links", "status", "lagesrapport", "fragor", "questions",
		"inledning", "introduction", "foregaende protokoll", "foregaende mote", "forra motet", "parkering", "parking lot", "ideer", "risker", "risks", "avslutning", "nuläge", "nulage", "rundan", "laget runt", "oppna fragor", "open questions", "avslutat", "klart", "done", "completed", "budget", "tidplan", "timeline":
		return otherSection
	}
	return noSection
}

// freeHeading reads a line that looks like a heading but isn't one of the
// known labels word for word: "Beslut som vi tog idag:".
func freeHeading(text string) section {
	words := search.Words(search.Fold(text))
	joined := " " + strings.Join(words, " ") + " "
	has := func(list ...string) bool {
		for _, w := range list {
			if strings.Contains(joined, " "+w+" ") {
				return true
			}
		}
		return false
	}
	switch decided, todo := has("beslut", "besluten", "decision", "decisions"), has("att gora", "todo", "to do", "action", "actions", "action items", "atgarder", "uppgifter", "next steps", "nasta steg", "aktiviteter"); {
	case len(words) > 8 || has("forra", "foregaende", "tidigare", "previous", "last", "infor", "underlag"):
		return otherSection
	case has("franvarande", "ej", "absent"):
		return otherSection
	case decided && todo:
		return mixedSection
	case decided:
		return decisionSection
	case todo:
		return taskSection
	case has("var med", "vilka var", "who was there", "narvarande", "deltagare", "participants", "attendees"):
		return participantSection
	}
	return otherSection
}
