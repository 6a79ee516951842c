package remind_test

import (
	"context"
	"sync/atomic"

	"utblick/store/engine"
)

// counted counts an engine's transactions.
type counted struct {
	engine.Engine
	views, updates atomic.Int64
}

func (c *counted) View(ctx context.Context, fn func(engine.Reader) error) error {
	c.views.Add(1)
	return c.Engine.View(ctx, fn)
}

func (c *counted) Update(ctx context.Context, fn func(engine.Writer) error) error {
	c.updates.Add(1)
	return c.Engine.Update(ctx, fn)
}
