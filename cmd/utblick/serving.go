package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"utblick/bot/mattermost"
	"utblick/bot/mattermost/setup"
)

// What setup and doctor ask a bot that serves on this machine.

// here is where this machine reaches what listens.
func (s *settings) here() string {
	host, port, err := net.SplitHostPort(s.Listen)
	if err != nil {
		return "http://" + s.Listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// hereWithin is how long an answer on this machine may take.
const hereWithin = 5 * time.Second

// maxMetrics is more than /metrics has to tell, in bytes.
const maxMetrics = 1 << 20

func ask(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return (&http.Client{Timeout: hereWithin}).Do(req)
}

// isServing tells whether the bot runs.
func (p *process) isServing(s *settings) bool {
	res, err := ask(p.ctx, s.here()+setup.Path)
	if err != nil {
		return false
	}
	_ = res.Body.Close() // nothing was read of it
	return res.Header.Get(mattermost.MarkName) != ""
}

var errUntold = errors.New("/metrics doesn't tell")

// overdue is what the running bot tells of messages that should long have been
// delivered: how many, and for how long the oldest.
func (p *process) overdue(s *settings) (count int, oldest time.Duration, err error) {
	res, err := ask(p.ctx, s.here()+"/metrics")
	if err != nil {
		return 0, 0, err
	}
	defer res.Body.Close()
	told := map[string]float64{}
	for lines := bufio.NewScanner(io.LimitReader(res.Body, maxMetrics)); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			told[name] = n
		}
	}
	n, ok := told[overdueMetric]
	if !ok || n < 0 {
		return 0, 0, errUntold
	}
	return int(n), time.Duration(told[overdueMetric+"_seconds"] * float64(time.Second)), nil
}
