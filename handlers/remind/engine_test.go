package remind_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing/synctest"

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

// An unlucky engine fails now and then, before what it was given is kept or
// after it, and lets whoever uses it die of it.
type unlucky struct {
	engine.Engine
	luck *luck
}

func (u *unlucky) View(ctx context.Context, fn func(engine.Reader) error) error {
	if u.luck.settle(); u.luck.dead {
		return errDied
	}
	return u.Engine.View(ctx, fn)
}

func (u *unlucky) Update(ctx context.Context, fn func(engine.Writer) error) error {
	switch {
	case u.luck.dead:
		return errDied
	case u.luck.strikes(engineFails):
		return u.luck.orDies(errUnlucky) // nothing is kept
	}
	err := u.Engine.Update(ctx, fn)
	if err == nil && u.luck.strikes(engineFails) {
		return u.luck.orDies(errUnlucky) // all is kept, and nobody knows
	}
	return err
}

// luck decides what goes wrong: by a seed, and in an order that is the same in
// each run.
type luck struct {
	random *rand.Rand
	out    bool // nothing goes wrong for a while
	dead   bool // who was at work isn't any more, until somebody else begins
}

// How often something goes wrong, in thousandths.
const (
	engineFails = 10
	chatFails   = 30
	chatLoses   = 30
	dies        = 300 // of what goes wrong
)

var (
	errUnlucky = errors.New("bad luck")
	errDied    = errors.New("died")
)

func (l *luck) strikes(often int) bool { return !l.out && l.random.IntN(1000) < often }

func (l *luck) orDies(err error) error {
	l.dead = l.dead || l.strikes(dies)
	return err
}

// settle waits until what others do has come to rest.
func (l *luck) settle() {
	if !l.out {
		synctest.Wait()
	}
}
