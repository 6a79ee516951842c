package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestDoctorAsksServe: what serve holds only it can read, so doctor has it tell
// how the reminders fare.
func TestDoctorAsksServe(t *testing.T) {
	t.Parallel()
	s := startInstalled(t, "http://127.0.0.1:9")
	s.asks(http.MethodGet, "/healthz")
	var said logged
	run(t.Context(), []string{"doctor"}, s.lookup, stdio{strings.NewReader(""), &said, io.Discard})
	for _, want := range []string{"används just nu av utblick serve", "Inga påminnelser är försenade"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("doctor doesn't say %q:\n%s", want, said.String())
		}
	}
	s.stop()
	s.ends()
}
