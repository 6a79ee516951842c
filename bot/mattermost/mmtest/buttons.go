package mmtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// A pressable is a button on somebody's screen.
type pressable struct {
	bot.Button
	channel, post, action, cookie string
}

// pressables are a post's buttons, in order.
func pressables(post *model.Post) []pressable {
	var all []pressable
	if post.DeleteAt > 0 {
		return nil
	}
	for _, a := range post.Attachments() {
		commands := commandsOf(a)
		for i, action := range a.Actions {
			b := pressable{channel: post.ChannelId, post: post.Id, action: action.Id, cookie: action.Cookie}
			b.Label, b.Command = action.Name, commands[i]
			all = append(all, b)
		}
	}
	return all
}

// commandsOf are what an attachment's buttons do. Nobody is sent that but as
// text for those who don't see the buttons: "[Klar] /uppgift klar U1" and so
// on, one after the other, at its end.
func commandsOf(a *model.MessageAttachment) []string {
	all := make([]string, len(a.Actions))
	rest := strings.ReplaceAll(a.Fallback, "\u2060", "")
	for i, action := range slices.Backward(a.Actions) {
		head := "[" + action.Name + "] "
		at := strings.LastIndex(rest, head)
		if at < 0 {
			continue
		}
		all[i] = strings.TrimSuffix(rest[at+len(head):], "\n")
		rest = rest[:at]
	}
	return all
}

func buttonsOf(post *model.Post) []bot.Button {
	var all []bot.Button
	for _, b := range pressables(post) {
		all = append(all, b.Button)
	}
	return all
}

// find is the button of that label in the last message the user sees that has
// it; else, of several with one label, that with the label's last word in its
// command ("klar u3"); else that of that number.
func (s *screen) find(user, label string) (pressable, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	want := strings.ToLower(strings.Join(strings.Fields(label), " "))
	var labels []string
	for m := range s.visible(user) {
		for _, b := range pressables(m.post) {
			if strings.ToLower(b.Label) == want || isAbout(b.Button, want) {
				return b, nil
			}
			labels = append(labels, b.Label)
		}
	}
	if n, err := strconv.Atoi(label); err == nil && n > 0 {
		for m := range s.visible(user) {
			if all := pressables(m.post); n <= len(all) {
				return all[n-1], nil
			}
		}
	}
	return pressable{}, fmt.Errorf("%s sees no button %q, only %q", user, label, labels[:min(len(labels), 20)])
}

func isAbout(b bot.Button, want string) bool {
	i := strings.LastIndex(want, " ")
	return i > 0 && strings.ToLower(b.Label) == want[:i] &&
		slices.Contains(strings.Fields(strings.ToLower(b.Command)), want[i+1:])
}

// visible gives what the user was sent, newest first.
func (s *screen) visible(user string) func(func(*message) bool) {
	return func(yield func(*message) bool) {
		for _, m := range slices.Backward(s.messages) {
			if m.seen[user] && !yield(m) {
				return
			}
		}
	}
}
