package mmtest

import "testing"

// TestReading: markup is taken for markup, and what was escaped for text.
func TestReading(t *testing.T) {
	t.Parallel()
	for markdown, want := range map[string]string{
		`**Namn:** Mikko`:                         `Namn: Mikko`,
		`\*x\* \_y\_ *x* _y_ ~~z~~ a_b_c 2*3*4 _`: `*x* _y_ x y z a_b_c 234 _`,
		"#### Rubrik\n\\# ingen":                  "Rubrik\n# ingen",
		"`*x*` ``a`b`` `` `c` ``":                 "*x* a`b `c`",
		"````\n```kod```\n*x* &lt;\n````":         "```kod```\n*x* &lt;",
		`&lt;b&gt; &#36; &amp;lt; &foo AT&T`:      `<b> $ &lt; &foo AT&T`,
		"@\u2060channel x\u2060":                  `@channel x`,
		`[x\]](https://a.se/å_b) \[y\](z)`:        `x] (https://a.se/å_b) [y](z)`,
		`se https://a.se/_x_/*b. Ja`:              `se https://a.se/_x_/*b. Ja`,
		`![karta](https://a.se/k.png)`:            `karta https://a.se/k.png`,
		"| a | \\| b |\n|---|---|\n| c | d |":     "a | | b\nc | d",
		"- ett\n  två\n\n---\n> citat\n\n— källa": "- ett\n  två\n\n—\n> citat\n\n— källa",
		"_åäö_, (_x_) _a\nb_":                     "åäö, (x) _a\nb_",
	} {
		if got := reading(markdown); got != want {
			t.Errorf("%q reads\n%q, want\n%q", markdown, got, want)
		}
	}
}
