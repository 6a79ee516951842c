package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"utblick/handlers/remind"
)

// overdueMetric counts the messages that should long have been delivered.
const overdueMetric = "utblick_reminders_overdue"

// counters are what /metrics tells.
type counters struct {
	registry *prometheus.Registry
	events   *prometheus.CounterVec
}

func newCounters(g *ground) *counters {
	c := &counters{
		registry: prometheus.NewRegistry(),
		events: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "utblick_events_total", Help: "What people did, by command, verb and outcome.",
		}, []string{"command", "verb", "outcome"}),
	}
	c.registry.MustRegister(c.events, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	c.watch(g)
	return c
}

func (c *counters) event(command, verb, outcome string) {
	c.events.WithLabelValues(command, verb, outcome).Inc()
}

// watch adds what is asked when /metrics is read.
func (c *counters) watch(g *ground) {
	overdue := func() (int, time.Time) {
		n, oldest, err := remind.Overdue(context.Background(), g.store, g.clock.Now())
		if err != nil {
			return -1, time.Time{}
		}
		return n, oldest
	}
	c.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: overdueMetric, Help: "Messages that should long have been delivered; -1 when that can't be told.",
		}, func() float64 { n, _ := overdue(); return float64(n) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: overdueMetric + "_seconds", Help: "Age of the oldest of them.",
		}, func() float64 {
			n, oldest := overdue()
			if n <= 0 {
				return 0
			}
			return g.clock.Now().Sub(oldest).Seconds()
		}),
	)
}

func (c *counters) handler() http.Handler {
	return promhttp.HandlerFor(c.registry, promhttp.HandlerOpts{})
}
