// Package mmtest puts the bot on a real Mattermost server for a test. In: a
// server on this machine, as .ci/mattermost/up starts it. Out: an Office, a
// team of its own with people, channels, commands and a bot account; and a
// Driver, which acts there as people do in their own clients and reads what
// arrives at them. Never: part of the product, or leaves anything behind but
// the people.
package mmtest

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// URL is where the server answers.
const URL = "http://127.0.0.1:8065"

// up is the script that starts it, by its path in the module.
const up = ".ci/mattermost/up"

// Server is the server's address. Without one the test is skipped, unless
// UTBLICK_E2E is set: then the server is started, or the test fails.
func Server(t testing.TB) string {
	t.Helper()
	if answers() {
		return URL
	}
	if demanded, _ := os.LookupEnv("UTBLICK_E2E"); demanded == "" {
		t.Skipf("no Mattermost at %s: start one with %s, or set UTBLICK_E2E=1", URL, up)
	}
	script := filepath.Join(moduleRoot(t), filepath.FromSlash(up))
	if said, err := exec.Command("bash", script).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", up, err, said)
	}
	return URL
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
