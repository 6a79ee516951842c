package mattermost

import (
	"errors"
	"strings"
	"testing"
)

func TestDownload(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	for name, tt := range map[string]struct {
		data, want string
		err        error
	}{
		"utf8":    {"Möte\nmed Åbo\t", "Möte\nmed Åbo\t", nil},
		"marked":  {"\ufeffMöte", "Möte", nil},
		"windows": {"M\xf6te \x93x\x94", "Möte “x”", nil},
		"wide":    {"\xff\xfeM\x00\xf6\x00", "Mö", nil},
		"widebig": {"\xfe\xff\x00M\x00\xf6", "Mö", nil},
		"empty":   {"", "", nil},
		"picture": {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "", errNotText},
		"large":   {strings.Repeat("x", maxFile+1), "", errTooLarge},
		"full":    {strings.Repeat("x", maxFile), strings.Repeat("x", maxFile), nil},
	} {
		f.files[id(name)] = []byte(tt.data)
		got, err := p.download(t.Context(), id(name))
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: %d letters, %v; want %d, %v", name, len(got), err, len(tt.want), tt.err)
		}
	}
	if _, err := p.download(t.Context(), "../users/me"); err == nil {
		t.Error("read what is no file")
	}
}
