package bot

import (
	"context"
	"strings"
	"unicode/utf8"
)

// MaxText is the most that one event may bring, in bytes. A person's longest
// paste (a day's minutes) is a tenth of it.
const MaxText = 256 << 10

// cleaned refuses what is too long to read and mends what is broken.
func cleaned(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		if size := eventSize(req.Event); size > MaxText {
			return Reply{}, Fail("too_long", "size", (size+1023)>>10, "max", MaxText>>10)
		}
		req.Text = cleanText(req.Text)
		req.Values = cleanValues(req.Values)
		return next(ctx, req)
	}
}

func eventSize(e Event) int {
	n := len(e.Text)
	for name, value := range e.Values {
		n += len(name) + len(value)
	}
	return n
}

// cleanValues are the values cleaned; the event's own map stays as it came.
func cleanValues(values map[string]string) map[string]string {
	if values == nil {
		return nil
	}
	clean := make(map[string]string, len(values))
	for name, value := range values {
		clean[name] = cleanText(value)
	}
	return clean
}

// cleanText makes what people sent valid text: broken bytes are shown as such,
// NULs go, and line ends are of one kind.
func cleanText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if !strings.ContainsAny(s, "\x00\r\v\f\u0085\u2028\u2029") {
		return s
	}
	return strings.NewReplacer("\x00", "", "\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
		"\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
}
