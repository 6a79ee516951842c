package capture

import "testing"

func TestCountry(t *testing.T) {
	t.Parallel()
	for code, forms := range map[string][]string{
		"FI": {"Finland", "finland", "FINLAND", "Suomi", "FI", "FIN"}, "NO": {"Norge", "Norway", "Noreg", "NO"}, "SE": {"Sverige", "Sweden", "Ruotsi", "SWE"},
		"DE": {"Tyskland", "Germany", "Deutschland"}, "DK": {"Danmark", "Denmark"}, "EE": {"Estland", "Eesti"}, "LV": {"Lettland", "Latvija"},
		"GB": {"Storbritannien", "UK", "U.K.", "England", "GB", "Skottland"}, "US": {"USA", "U.S.A.", "usa", "US", "United States", "Förenta staterna"},
		"NL": {"Nederländerna", "nederlanderna", "Holland", "The Netherlands"}, "AT": {"Österrike", "osterrike", "Austria", "Österreich"},
		"CH": {"Schweiz", "Switzerland", "Suisse"}, "BE": {"Belgien", "België", "Belgique"}, "FR": {"Frankrike", "France"}, "ES": {"Spanien", "España"},
		"AX": {"Åland", "aland"}, "GL": {"Grönland"}, "FO": {"Färöarna", "Faroe Islands"}, "IS": {"Island", "Ísland"}, "CZ": {"Tjeckien", "Czech Republic", "Česko"},
		"CI": {"Elfenbenskusten", "Côte d'Ivoire"}, "JP": {"Japan", "日本"}, "HK": {"Hongkong", "Hong Kong"}, "TR": {"Turkiet", "Türkiye"}, "XK": {"Kosovo"}, "UA": {"Ukraina"},
	} {
		for _, form := range forms {
			if got, ok := Country(form); !ok || got != code {
				t.Errorf("Country(%q) = %q, %v; want %s", form, got, ok, code)
			}
		}
	}
	for _, none := range []string{"", "Business Finland", "no", "fi", "is", "EU", "Norden", "Piteå", "Region Norrbotten", "XX", "ZZ", "Sápmi", "150", "UN"} {
		if got, ok := Country(none); ok {
			t.Errorf("Country(%q) = %s", none, got)
		}
	}
}

func TestCountryName(t *testing.T) {
	t.Parallel()
	for _, tt := range [][3]string{{"FI", "sv", "Finland"}, {"DE", "sv", "Tyskland"}, {"DE", "en", "Germany"}, {"HK", "en", "Hong Kong"}, {"DE", "", "Tyskland"}, {"??", "sv", "??"}} {
		if got := CountryName(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%s in %s: %s", tt[0], tt[1], got)
		}
	}
}

func BenchmarkCountry(b *testing.B) {
	for b.Loop() {
		Country("Nederländerna")
	}
}
