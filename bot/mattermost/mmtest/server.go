// Package mmtest puts the bot on a real Mattermost server for a test. In: a
// server on this machine, as .ci/mattermost/up starts it. Out: an Office, a
// team of its own with people, channels, commands and a bot account; and a
// Driver, which acts there as people do in their own clients and reads what
// arrives at them. Never: part of the product, or leaves anything behind but
// the people.
package mmtest

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// URL is where the server answers.
const URL = "http://127.0.0.1:8065"

// The scripts that start and stop it, by their path in the module.
const (
	up   = ".ci/mattermost/up"
	down = ".ci/mattermost/down"
)

// Demanded tells whether tests must have a server, and do all that they can.
func Demanded() bool { return os.Getenv("UTBLICK_E2E") != "" }

// leave says that a server which happens to be there is somebody else's.
const leave = "UTBLICK_TEST_NO_SERVER"

// Server is the server's address. Without one the test is skipped, unless
// UTBLICK_E2E is set: then the server is started. One that was up before and
// has died isn't started again, for that it died is a fault.
func Server(t testing.TB) string {
	t.Helper()
	switch {
	case !Demanded() && os.Getenv(leave) != "":
		t.Skipf("%s is set", leave)
	case answers():
		return URL
	case !Demanded():
		t.Skipf("no Mattermost at %s: start one with %s, or set UTBLICK_E2E=1", URL, up)
	}
	run(t, up, "--unless-died")
	return URL
}

// An OwnServer is beside the usual one, for a test that stops it.
type OwnServer struct {
	URL string
	t   testing.TB
}

// ownPort is where it listens.
const ownPort = "8066"

// NewOwnServer starts a server that is stopped when the test ends. There is one
// of them on a machine.
func NewOwnServer(t testing.TB) *OwnServer {
	t.Helper()
	run(t, up, "--port", ownPort)
	t.Cleanup(func() { run(t, down, "--port", ownPort) })
	return &OwnServer{"http://127.0.0.1:" + ownPort, t}
}

// Restart stops the server and starts it again. It may be called from any
// goroutine.
func (s *OwnServer) Restart() error {
	for _, script := range []string{down, up} {
		if err := try(s.t, script, "--port", ownPort); err != nil {
			return err
		}
	}
	return nil
}

func run(t testing.TB, script string, args ...string) {
	t.Helper()
	if err := try(t, script, args...); err != nil {
		t.Fatal(err)
	}
}

func try(t testing.TB, script string, args ...string) error {
	t.Helper()
	args = append([]string{filepath.Join(moduleRoot(t), filepath.FromSlash(script))}, args...)
	if said, err := exec.Command("bash", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", script, err, said)
	}
	return nil
}

func answers() bool {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, URL+"/api/v4/system/ping", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = res.Body.Close() // nothing was read of it
	return res.StatusCode == http.StatusOK
}

// moduleRoot is the folder that has go.mod in it, at or above where tests run.
func moduleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = above
	}
}
