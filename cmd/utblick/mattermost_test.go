package main

import (
	"testing"

	"utblick/bot/bottest"
	"utblick/bot/mattermost/mmtest"
)

// TestStoriesOnMattermost plays the user stories over the whole bot on a real
// Mattermost server, as people's own clients would.
func TestStoriesOnMattermost(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	playStories(t, func(t *testing.T) bottest.Driver { return play(t, nil) })
}
