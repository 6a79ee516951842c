package console_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"utblick/bot/console"
)

const atTerminal = "UTBLICK_TEST_TERMINAL" // in the environment: the history file

// TestMain is the console itself where TestTerminal has started this very
// program at a terminal.
func TestMain(m *testing.M) {
	history := os.Getenv(atTerminal)
	if history == "" {
		os.Exit(m.Run())
	}
	c := console.New(console.Needs{
		Out: os.Stdout, Terminal: true, History: history, Clock: newClock(), Words: echoWords{},
	})
	if err := c.Run(context.Background(), office); err != nil {
		fmt.Println("run failed:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

const ctrlC, ctrlD, up = "\x03", "\x04", "\x1b[A"

// TestTerminal sits at a real terminal: history, a form, Ctrl-C in it and
// Ctrl-C or Ctrl-D at the prompt.
func TestTerminal(t *testing.T) {
	t.Parallel()
	history := filepath.Join(t.TempDir(), "history")
	s := sit(t, history)
	s.expect("anna> ")
	s.keys("/ny\r")
	s.expect("Namn *: ")
	s.keys("Mikko\r")
	s.expect("Organisation [Oulu]: ")
	s.keys(ctrlC)
	s.expect("console.cancelled")
	s.keys("/x åäö\r")
	s.expect(`form=true: "/x åäö"`)
	s.keys(ctrlD)
	s.left()

	info, err := os.Stat(history)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("history: %v, %v; want mode 0600", info, err)
	}
	s = sit(t, history)
	s.expect("anna> ")
	s.keys(up + "\r")
	s.expect(`form=true: "/x åäö"`)
	s.keys(ctrlC)
	s.left()
}

// seat is someone at a terminal.
type seat struct {
	t    *testing.T
	pty  *os.File
	done chan error

	mu   sync.Mutex
	text string
}

func sit(t *testing.T, history string) *seat {
	t.Helper()
	pty, tty := openPTY(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), atTerminal+"="+history, "TERM=xterm")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &seat{t: t, pty: pty, done: make(chan error, 1)}
	go s.read()
	go func() { s.done <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has left already, unless the test failed
		_ = tty.Close()
		_ = pty.Close()
	})
	return s
}

func openPTY(t *testing.T) (pty, tty *os.File) {
	t.Helper()
	pty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	n, err := unix.IoctlGetInt(int(pty.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(pty.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(pty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 100})
	}
	if err == nil {
		tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	return pty, tty
}

func (s *seat) read() {
	buf := make([]byte, 4096)
	for {
		n, err := s.pty.Read(buf)
		s.mu.Lock()
		s.text += string(buf[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *seat) keys(text string) {
	s.t.Helper()
	time.Sleep(50 * time.Millisecond) // the prompt shows just before the terminal gives Ctrl-C as a key
	if _, err := s.pty.WriteString(text); err != nil {
		s.t.Fatal(err)
	}
}

// expect waits until the screen shows text, and forgets what stood before.
func (s *seat) expect(text string) {
	s.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		s.mu.Lock()
		_, after, ok := strings.Cut(s.text, text)
		if ok {
			s.text = after
		}
		s.mu.Unlock()
		if ok {
			return
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.t.Fatalf("%q did not come, but\n%q", text, s.text)
}

func (s *seat) left() {
	s.t.Helper()
	select {
	case err := <-s.done:
		if err != nil {
			s.t.Fatalf("left with %v", err)
		}
	case <-time.After(10 * time.Second):
		s.t.Fatal("did not leave")
	}
}
