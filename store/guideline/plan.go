package guideline

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"utblick/store/search"
)

// Folded stems by which a plan, and the reach of a list in it, are known.
var (
	planWords = []string{"handlingsplan", "handlingsprogram", "atgardsplan", "aktivitetsplan", "genomforandeplan", "action plan", "atgarder", "aktiviteter"}
	longWords = []string{"langsikt", "lang sikt", "langre sikt", "langa sikt", "long-term", "long term", "longer term"}
	nearWords = []string{"narliggande", "narmaste", "narmare", "kort sikt", "kortsikt", "kortare sikt", "nara sikt", "short-term", "short term", "near-term", "near term", "innevarande"}
)

// findPoints numbers the action plan's bullets. A list whose lead-in (or the
// heading over it) speaks of the long term gives L, every other one N.
func (d *Document) findPoints() {
	sections := d.planSections()
	if len(sections) == 0 {
		d.Warnings = append(d.Warnings, &Error{NoPlan, 1})
		return
	}
	count := map[byte]int{}
	for _, s := range sections {
		for _, it := range s.Items {
			if !it.Bullet {
				continue
			}
			letter := reach(it.Lead, s.Heading)
			count[letter]++
			d.Points = append(d.Points, Point{
				Code: fmt.Sprintf("%c%d", letter, count[letter]),
				Text: it.Text, Lead: it.Lead, Section: s.Heading, Start: it.Start, End: it.End,
			})
		}
	}
	if len(d.Points) == 0 {
		d.Warnings = append(d.Warnings, &Error{NoPoints, sections[0].Line})
	}
}

// planSections are the first section named as a plan and the parts of it.
func (d *Document) planSections() []Section {
	for _, word := range planWords {
		i := slices.IndexFunc(d.Sections, func(s Section) bool {
			return strings.Contains(search.Fold(s.Title), word)
		})
		if i < 0 {
			continue
		}
		end := i + 1
		for end < len(d.Sections) && d.Sections[end].Level > d.Sections[i].Level {
			end++
		}
		return d.Sections[i:end]
	}
	return nil
}

// reach gives L or N for a list: its lead-in decides, then its heading.
func reach(texts ...string) byte {
	for _, t := range texts {
		t = search.Fold(t)
		long, near := lastOf(t, longWords), lastOf(t, nearWords)
		if long > near {
			return 'L'
		}
		if near > long {
			return 'N'
		}
	}
	return 'N'
}

// lastOf: a lead-in that names both is about the one nearer its colon.
func lastOf(text string, words []string) int {
	last := -1
	for _, w := range words {
		last = max(last, strings.LastIndex(text, w))
	}
	return last
}

var (
	isoDay  = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	longDay = regexp.MustCompile(`\b(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})\b`)
	oneYear = regexp.MustCompile(`\b(20\d{2}|19\d{2})\b`)
)

var months = []string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}

// lastDay reads a validity: "2022-12-31", "31 december 2022", "2020–2022" (to
// the year's end). A period ends with its last day. Empty when it has no end
// that can be read.
func lastDay(value string) string {
	text := search.Fold(value)
	if strings.Contains(text, "tills vidare") || strings.Contains(text, "until further notice") {
		return ""
	}
	if all := isoDay.FindAllStringSubmatch(text, -1); all != nil {
		m := all[len(all)-1]
		return validDay(m[1], m[2], m[3])
	}
	if all := longDay.FindAllStringSubmatch(text, -1); all != nil {
		m := all[len(all)-1]
		month := strings.NewReplacer("may", "maj", "oct", "okt").Replace(m[2][:3])
		return validDay(m[3], strconv.Itoa(slices.Index(months, month)+1), m[1])
	}
	if all := oneYear.FindAllString(text, -1); all != nil {
		return all[len(all)-1] + "-12-31"
	}
	return ""
}

func validDay(y, m, d string) string {
	day := fmt.Sprintf("%04s-%02s-%02s", y, m, d)
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}

// LastDay is ValidUntil as numbers; ok is false when there is none.
func (d *Document) LastDay() (year int, month time.Month, day int, ok bool) {
	t, err := time.Parse(time.DateOnly, d.ValidUntil)
	if err != nil {
		return 0, 0, 0, false
	}
	y, m, dd := t.Date()
	return y, m, dd, true
}
