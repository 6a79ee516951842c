package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"utblick/bot/mattermost"
	"utblick/bot/mattermost/setup"
)

// A started is utblick serve in a process of its own, as far as it can tell.
type started struct {
	t    *testing.T
	env  map[string]string
	stop context.CancelFunc
	code chan int
	err  *logged
}

// start serves with settings until it is stopped.
func start(t *testing.T, env map[string]string) *started {
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	s := &started{t: t, env: env, stop: stop, code: make(chan int, 1), err: &logged{}}
	t.Cleanup(stop)
	go func() {
		s.code <- run(ctx, []string{"serve"}, s.lookup, stdio{strings.NewReader(""), io.Discard, s.err})
	}()
	return s
}

// startInstalled starts as after utblick setup mattermost, with a server at that
// address.
func startInstalled(t *testing.T, url string) *started {
	t.Helper()
	data := t.TempDir()
	kept := setup.Kept{Token: "hemligt", Secret: make([]byte, 32), Commands: map[string]string{"utblick": "hemligt"}}
	if err := writeKept(&settings{Data: data}, kept); err != nil {
		t.Fatal(err)
	}
	return start(t, map[string]string{
		"UTBLICK_PLATFORM": "mattermost", "UTBLICK_DATA": data, "UTBLICK_LISTEN": freeAddress(t),
		"UTBLICK_PUBLIC_URL": "http://127.0.0.1:9", "UTBLICK_MATTERMOST_URL": url, "UTBLICK_MATTERMOST_TEAM": "alvsbyn",
	})
}

func (s *started) lookup(name string) (string, bool) { v, ok := s.env[name]; return v, ok }

// asks is what is answered on a path, when somebody answers at last.
func (s *started) asks(method, path string) (status int, header http.Header, body string) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		req, err := http.NewRequestWithContext(s.t.Context(), method, "http://"+s.env["UTBLICK_LISTEN"]+path, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			defer res.Body.Close()
			text, _ := io.ReadAll(res.Body)
			return res.StatusCode, res.Header, string(text)
		}
		if time.Now().After(end) {
			s.t.Fatalf("nobody answers: %v\n%s", err, s.err)
		}
	}
}

// ends waits for the exit code.
func (s *started) ends() int {
	s.t.Helper()
	select {
	case code := <-s.code:
		return code
	case <-time.After(20 * time.Second):
		s.t.Fatalf("it doesn't end\n%s", s.err)
		return 0
	}
}

// TestServeWhileTheServerIsAway: probes are answered from the beginning, with
// the reason why the bot isn't ready; and it ends when it is told to.
func TestServeWhileTheServerIsAway(t *testing.T) {
	t.Parallel()
	s := startInstalled(t, "http://127.0.0.1:9")
	if status, _, _ := s.asks(http.MethodGet, "/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d", status)
	}
	var told string
	for end := time.Now().Add(10 * time.Second); !strings.Contains(told, "refused") && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var status int
		if status, _, told = s.asks(http.MethodGet, "/readyz"); status != http.StatusServiceUnavailable {
			t.Fatalf("/readyz: %d", status)
		}
	}
	if !strings.Contains(told, "connect") {
		t.Errorf("/readyz gives no reason: %s", told)
	}
	if status, _, body := s.asks(http.MethodGet, "/metrics"); status != http.StatusOK || !strings.Contains(body, overdueMetric+" 0") {
		t.Errorf("/metrics: %d %s", status, body)
	}
	if status, _, _ := s.asks(http.MethodPost, "/mattermost/command"); status != http.StatusServiceUnavailable {
		t.Errorf("a command: %d", status)
	}
	if _, header, _ := s.asks(http.MethodGet, "/mattermost/command"); header.Get(mattermost.MarkName) != mattermost.Mark(make([]byte, 32)) {
		t.Errorf("it isn't known by its mark: %v", header)
	}
	s.stop()
	if code := s.ends(); code != done {
		t.Errorf("exit code %d\n%s", code, s.err)
	}
}

// TestServeRefused: a server that refuses won't think better of it, so the
// operator is told at once.
func TestServeRefused(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"id":"api.context.session_expired.app_error","status_code":401}`)
	}))
	t.Cleanup(server.Close)
	s := startInstalled(t, server.URL)
	if code := s.ends(); code != failed || !strings.Contains(s.err.String(), "Kör utblick doctor") {
		t.Errorf("exit code %d\n%s", code, s.err)
	}
}
