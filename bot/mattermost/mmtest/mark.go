package mmtest

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

var errLate = errors.New("the server does not deliver")

// catchUp waits until each client has all that the server has sent it: what is
// sent to a client comes in order, so a mark sent now comes last. The mark is
// that the administrator is typing.
func (s *screen) catchUp(ctx context.Context) error {
	mark := rand.Text()
	ticker := time.NewTicker(time.Second) // a server in need drops such news
	defer ticker.Stop()
	for {
		_, err := s.office.admin.PublishUserTyping(ctx, s.office.adminID,
			model.TypingRequest{ChannelId: s.office.Channel("allmant"), ParentId: mark})
		if err != nil {
			return err
		}
		if s.marked(ctx, mark, ticker.C) {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.broken
		}
		if ctx.Err() != nil {
			return errLate
		}
	}
}

// marked waits for all to see the mark; false when a tick or the end of ctx is
// first.
func (s *screen) marked(ctx context.Context, mark string, tick <-chan time.Time) bool {
	seen := make(chan bool, 1)
	over := false
	go func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		for !over && !s.allSee(mark) {
			s.change.Wait()
		}
		seen <- s.allSee(mark)
	}()
	select {
	case all := <-seen:
		return all
	case <-tick:
	case <-ctx.Done():
	}
	s.mu.Lock()
	over = true
	s.change.Broadcast()
	s.mu.Unlock()
	return <-seen
}

func (s *screen) allSee(mark string) bool {
	for user := range s.listening {
		if s.marks[user] != mark {
			return false
		}
	}
	return true
}
