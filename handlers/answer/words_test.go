package answer

import (
	"fmt"
	"strings"
)

// texts are the catalogue's, for tests: {name} stands for a value.
var texts = map[string]map[string]string{
	"sv": {
		"answer.section":        "Så här står det i ”{document}” under ”{section}”: ”{quote}”",
		"answer.point":          "Så här står det i ”{document}”, punkt {point} under ”{section}”: ”{quote}”",
		"answer.field":          "I uppgifterna om ”{document}” står: {section} – {quote}.",
		"answer.silent":         "Det står inget om det i ”{document}”. Fråga {whom} i stället.",
		"answer.silent_nearest": "Det står inget om det i ”{document}”, så långt jag kan se. Fråga {whom} i stället. Det här kommer närmast:",
		"answer.empty":          "Skriv vad du undrar, så letar jag i ”{document}”.",
		"answer.owner":          "dokumentansvarig ({role})",
		"answer.office":         "näringslivskontoret",
		"answer.why_owner":      "{role} står som dokumentansvarig för ”{document}”.",
		"answer.why_office":     "Det framgår inte vem som är dokumentansvarig för ”{document}”.",
		"answer.expired":        "Giltighetstiden för ”{document}” gick ut {day}. Stäm av med {whom} om det som står fortfarande gäller.",
	},
	"en": {
		"answer.section":        "This is what “{document}” says under “{section}” (in Swedish): “{quote}”",
		"answer.point":          "This is what “{document}” says in point {point} under “{section}” (in Swedish): “{quote}”",
		"answer.field":          "The particulars of “{document}” say, in Swedish: {section} – {quote}.",
		"answer.silent":         "“{document}” does not say anything about that. Please ask {whom} instead.",
		"answer.silent_nearest": "“{document}” does not say anything about that, as far as I can see. Please ask {whom} instead. These passages come closest:",
		"answer.empty":          "Write what you would like to know, and I will look in “{document}”.",
		"answer.owner":          "its owner ({role})",
		"answer.office":         "the business office (näringslivskontoret)",
		"answer.why_owner":      "{role} is named as the owner of “{document}”.",
		"answer.why_office":     "“{document}” does not say who its owner is.",
		"answer.expired":        "The validity of “{document}” ended on {day}. Please check with {whom} whether what it says still applies.",
	},
}

type mapWords struct{}

func (mapWords) Text(lang, key string, args ...any) string {
	text, ok := texts[lang][key]
	if !ok {
		panic("no text " + lang + " " + key)
	}
	for i := 0; i+1 < len(args); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%s}", args[i]), fmt.Sprint(args[i+1]))
	}
	return text
}
