package store

import (
	"strings"
	"testing"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Ring K12 om M7, U31 och F5.":             "K12 M7 U31 F5",
		"k12 och K12":                             "K12",
		"(N3) [L1] \"U2\" U3:":                    "N3 L1 U2 U3",
		"M1/M2, K3–K7, N3/N5":                     "M1 M2 K3 K7 N3 N5",
		"N5-mötet, K12:s roll":                    "N5 K12",
		"M365, M365-licens, N3.pdf, U1.5, 145/19": "",
		"a.K1 K1@x.fi @K1 #K1 _K3":                "",
		"XK1 K1x K0 K01 N0 N100 K99999999999999":  "",
		"https://example.fi/K1 §N3 +K1 1:K1":      "",
		"K1\nK2\tK3;K4":                           "K1 K2 K3 K4",
		"slutar med K1.":                          "K1",
		"\xffK1\xff och \x00K2\x00":               "K1 K2",
	} {
		equal(t, text, strings.Join(Codes(text), " "), want)
	}
}

func FuzzCodes(f *testing.F) {
	f.Add("Ring K12 om M7 (N3) a.K1 \xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, code := range Codes(text) {
			if !strings.Contains(strings.ToUpper(text), code) {
				t.Errorf("%q isn't in the text", code)
			}
			if r, ok := ParseRef(code); ok {
				equal(t, "read back", r.String(), code)
				equal(t, "from its key", refOfKey(r.key()), r)
			} else if p, ok := ParsePoint(code); !ok || p != code {
				t.Errorf("%q is no code", code)
			}
		}
	})
}
