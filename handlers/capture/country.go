package capture

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"utblick/store/search"
)

// Country gives the ISO 3166 alpha-2 code of a country written in Swedish,
// English or its own language, or in a form people use (Holland, UK, Suomi).
// Names may be in any case and without marks. Codes (FI, FIN) count only in
// upper case: "no", "is" and "at" are words.
func Country(s string) (code string, ok bool) {
	s = squeeze(strings.Trim(repair(s), " .,;:()"))
	if len(s) == 2 || len(s) == 3 {
		if code, ok := isoCode(s); ok {
			return code, true
		}
	}
	if len(s) > longestCountry {
		return "", false
	}
	code, ok = countryIndex()[countryKey(s)]
	return code, ok
}

// CountryName is the country's name in a language ("sv", "en"), or the code
// itself if it is none.
func CountryName(code, lang string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	namer := display.Swedish.Regions()
	if tag, err := language.Parse(lang); err == nil {
		if other := display.Regions(tag); other != nil {
			namer = other
		}
	}
	if name := namer.Name(region); name != "" {
		return shortName(name)
	}
	return code
}

// longestCountry bounds what is looked up; the longest name has 48 bytes.
const longestCountry = 64

// shortName drops what the tables add for diplomats: "Hong Kong SAR China",
// "Myanmar (Burma)".
func shortName(name string) string {
	name, _, _ = strings.Cut(name, " SAR ")
	name, _, _ = strings.Cut(name, " (")
	return name
}

var countryMarks = strings.NewReplacer(".", "", "’", "'", "&", "och", "-", " ")

// countryKey folds a name so that dots, apostrophes, "&" and a leading
// article don't matter.
func countryKey(s string) string {
	s = countryMarks.Replace(search.Fold(s))
	s = strings.TrimPrefix(squeeze(s), "the ")
	return strings.ReplaceAll(s, " and ", " och ")
}

func isoCode(s string) (string, bool) {
	if s != strings.ToUpper(s) || digits(s) > 0 {
		return "", false
	}
	region, err := language.ParseRegion(s)
	if err != nil || !region.IsCountry() {
		return "", false
	}
	region = region.Canonicalize() // UK → GB, and codes withdrawn long ago
	code := region.String()
	if len(code) != 2 || code == "UN" || display.Swedish.Regions().Name(region) == "" {
		return "", false
	}
	return code, true
}

// countryIndex is folded name → code, built at first use from the language
// tables and the forms people use besides. Swedish wins over English, and
// both over own names, where two countries would share a key.
var countryIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	put := func(name, code string) {
		if key := countryKey(name); key != "" && index[key] == "" {
			index[key] = code
		}
	}
	for name, code := range commonForms {
		put(name, code)
	}
	var codes []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if code, ok := isoCode(string([]rune{a, b})); ok && code == string([]rune{a, b}) {
				codes = append(codes, code)
			}
		}
	}
	for _, name := range []func(string) string{swedishName, englishName, ownName} {
		for _, code := range codes {
			put(name(code), code)
			put(shortName(name(code)), code)
		}
	}
	return index
})

func swedishName(code string) string {
	return display.Swedish.Regions().Name(language.MustParseRegion(code))
}

func englishName(code string) string {
	return display.English.Regions().Name(language.MustParseRegion(code))
}

// ownName is the country's name in its most likely language.
func ownName(code string) string {
	tag, err := language.Parse("und-" + code)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	namer := display.Regions(language.Make(base.String()))
	if namer == nil {
		return ""
	}
	return namer.Name(language.MustParseRegion(code))
}

// commonForms are names people write that the tables lack: short forms,
// parts taken for the whole, newer names, and own names in second languages.
// ASCII where folding makes it equal.
var commonForms = map[string]string{
	"uk": "GB", "england": "GB", "scotland": "GB", "skottland": "GB", "wales": "GB", "great britain": "GB", "britain": "GB",
	"northern ireland": "GB", "nordirland": "GB", "förenade kungariket": "GB",
	"usa": "US", "amerika": "US", "america": "US", "förenta staterna": "US", "united states of america": "US",
	"holland": "NL", "nederland": "NL", "tjeckien": "CZ", "tjeckiska republiken": "CZ", "czech republic": "CZ", "czechia": "CZ",
	"belarus": "BY", "vitryssland": "BY", "turkiye": "TR", "eswatini": "SZ", "nordmakedonien": "MK", "north macedonia": "MK",
	"sydkorea": "KR", "korea": "KR", "nordkorea": "KP", "ivory coast": "CI", "kap verde": "CV", "cabo verde": "CV",
	"burma": "MM", "myanmar": "MM", "öst timor": "TL", "kongo": "CD", "congo": "CD", "vatikanen": "VA",
	"eire": "IE", "noreg": "NO", "norga": "NO", "suopma": "FI", "ruota": "SE", "ruotsi": "SE", "norja": "NO", "tanska": "DK", "viro": "EE", "saksa": "DE",
	"schweiz": "CH", "suisse": "CH", "svizzera": "CH", "belgique": "BE", "belgien": "BE", "belgie": "BE", "luxemburg": "LU",
	"rossija": "RU", "rossiya": "RU", "ukraina": "UA", "ukrajina": "UA", "hellas": "GR", "ellada": "GR", "sakartvelo": "GE", "hayastan": "AM",
	"bulgaria": "BG", "srbija": "RS", "crna gora": "ME", "kypros": "CY", "kibris": "CY", "nippon": "JP", "nihon": "JP", "zhongguo": "CN",
	"folkrepubliken kina": "CN", "bharat": "IN", "misr": "EG", "maroc": "MA", "tunisie": "TN", "algerie": "DZ",
	"grönland": "GL", "gronland": "GL", "kalaallit nunaat": "GL", "grenland": "GL", "färöarna": "FO", "faroe islands": "FO", "foroyar": "FO",
	"uae": "AE", "emiraten": "AE", "förenade arabemiraten": "AE", "palestina": "PS", "palestine": "PS", "syrien": "SY", "taiwan": "TW",
	"hong kong": "HK", "macau": "MO", "bosnien": "BA", "bosnia": "BA", "herzegovina": "BA", "slovak republic": "SK", "svalbard": "SJ",
}
