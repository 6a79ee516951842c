package mmtest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/bottest"
	"utblick/bot/console"
)

var (
	_ bottest.Driver      = (*Driver)(nil)
	_ bottest.Redeliverer = (*Driver)(nil)
)

// A Driver acts in an Office as people do in their own clients, each logged in
// and listening on a connection of their own. It belongs to one goroutine.
type Driver struct {
	office *Office
	clock  console.Clock
	screen *screen
	forms  map[string]*form  // user name → the form that is open
	stands map[string]string // user name → channel of their last deed
	who    string
	where  string
}

// Driver opens the clients. With a clock, what falls due by its time is posted
// behind each deed, as it is in the console; without one there is no At. The
// bot's platform must be run as Watch gives it, use the office's Client, and
// have its handler given to Serve.
func (o *Office) Driver(clock console.Clock) *Driver {
	o.t.Helper()
	d := &Driver{
		office: o, clock: clock, screen: newScreen(o),
		forms: map[string]*form{}, stands: map[string]string{}, who: "anna", where: "allmant",
	}
	for _, p := range o.everybody() {
		d.screen.open(p)
	}
	return d
}

// As implements bottest.Driver. Who is not in the office yet joins it.
func (d *Driver) As(user string, guest bool) error {
	user = strings.ToLower(strings.TrimPrefix(user, "@"))
	if !model.IsValidUsername(user) {
		return fmt.Errorf("%q can't be a user name", user)
	}
	d.screen.open(d.office.person(user, guest))
	d.who = user
	return nil
}

// In implements bottest.Driver. The bot is in every channel.
func (d *Driver) In(channel string) error {
	channel = strings.ToLower(strings.TrimLeft(channel, "#~"))
	if !model.IsValidChannelIdentifier(strings.TrimPrefix(channel, "-")) {
		return fmt.Errorf("%q can't be a channel", channel)
	}
	d.office.open(channel)
	d.where = channel
	return nil
}

var errNoClock = errors.New("this driver was given no clock")

// At implements bottest.Driver.
func (d *Driver) At(when string) error {
	if d.clock == nil {
		return errNoClock
	}
	now := d.clock.Now()
	to, err := readTime(when, now.Location())
	if err != nil {
		return err
	}
	if to.Before(now.Truncate(time.Minute)) {
		return fmt.Errorf("%s is past: it is %s", when, now)
	}
	if to.Before(now) {
		to = now // the minute that it is already
	}
	return d.deed(func(ctx context.Context, _ *person) error { return d.clock.Advance(ctx, to) })
}

func readTime(when string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, when, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("no time: %q", when)
}

// Type implements bottest.Driver. A command that the server doesn't know goes
// to the bot as a message instead, which is what its refusal offers.
func (d *Driver) Type(text string) error {
	return d.deed(func(ctx context.Context, p *person) error {
		if rest, ok := cutMention(text); ok {
			return d.say(ctx, p, d.enter(p), "@"+d.office.Bot()+rest)
		}
		if !strings.HasPrefix(text, "/") {
			return d.say(ctx, p, p.dm, text)
		}
		channel := d.enter(p)
		d.stands[d.who] = channel
		_, _, err := p.client.ExecuteCommandWithTeam(ctx, channel, d.office.team.Id, text)
		if isUnknownCommand(err) {
			return d.say(ctx, p, p.dm, text)
		}
		return err
	})
}

func isUnknownCommand(err error) bool {
	var refused *model.AppError
	return errors.As(err, &refused) && refused.StatusCode == http.StatusNotFound &&
		refused.Id == "api.command.execute_command.not_found.app_error"
}

// cutMention takes the name that stories call the bot by from the front.
func cutMention(text string) (rest string, ok bool) {
	const name = "@utblick"
	if len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return "", false
	}
	rest = text[len(name):]
	return rest, rest == "" || strings.ContainsAny(rest[:1], " \t\n:,.?!")
}

// enter is where the person writes, as a member from now on.
func (d *Driver) enter(p *person) string {
	channel := d.office.Channel(d.where)
	if !d.office.isMember(channel, p.user.Id) {
		d.office.enter(channel, p.user.Id)
	}
	return channel
}

// say posts, and waits until the bot has heard it.
func (d *Driver) say(ctx context.Context, p *person, channel, text string) error {
	d.stands[d.who] = channel
	before := d.office.wire.events()
	if _, _, err := p.client.CreatePost(ctx, &model.Post{ChannelId: channel, Message: text}); err != nil {
		return err
	}
	return d.office.wire.await(ctx, before)
}

// Press implements bottest.Driver.
func (d *Driver) Press(label string) error {
	return d.deed(func(ctx context.Context, p *person) error {
		b, err := d.screen.find(d.who, label)
		if err != nil {
			return err
		}
		d.stands[d.who] = b.channel
		_, err = p.client.DoPostActionWithCookie(ctx, b.post, b.action, "", b.cookie)
		return err
	})
}

// Redeliver implements bottest.Redeliverer, for what the server sent to the
// bot: commands, presses and forms.
func (d *Driver) Redeliver() error {
	return d.deed(func(ctx context.Context, _ *person) error {
		return d.office.wire.again(ctx, d.office.PublicURL)
	})
}

// Arrived implements bottest.Driver. What the bot began by itself and has
// ended has arrived as well.
func (d *Driver) Arrived() []bottest.Arrival {
	d.office.t.Helper()
	ctx, cancel := context.WithTimeout(d.office.t.Context(), restTimeout)
	defer cancel()
	if err := d.screen.catchUp(ctx); err != nil {
		d.office.t.Errorf("wait for what arrives: %v", err)
	}
	all := d.screen.take()
	for i := range all {
		if d.clock != nil {
			all[i].At = d.clock.Now()
		}
	}
	return all
}

// deed does something as the one who types, and waits until all that it led to
// has arrived.
func (d *Driver) deed(do func(context.Context, *person) error) error {
	d.office.t.Helper()
	ctx, cancel := context.WithTimeout(d.office.t.Context(), restTimeout)
	defer cancel()
	if err := d.office.wire.ready(ctx); err != nil {
		return err
	}
	if err := do(ctx, d.office.person(d.who, d.office.isGuest(d.who))); err != nil {
		return err
	}
	if err := d.office.wire.rest(ctx); err != nil {
		return err
	}
	if d.clock != nil {
		if err := d.clock.Advance(ctx, d.clock.Now()); err != nil {
			return err
		}
		if err := d.office.wire.rest(ctx); err != nil {
			return err
		}
	}
	if err := d.screen.catchUp(ctx); err != nil {
		return err
	}
	for _, o := range d.screen.takeDialogs() {
		d.show(o.user, newForm(d.office, o.request.URL, o.request.Dialog))
	}
	return nil
}
