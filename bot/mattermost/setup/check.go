package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// A Finding is what is well, wrong or was skipped. Key names its text under
// "cli.check." in the catalogue; the text of a fault names the remedy.
type Finding struct {
	Key     string
	Args    []any
	Fault   bool
	Skipped bool
}

// CheckNeeds are what Check works with; AdminToken and Channel may be empty.
type CheckNeeds struct {
	URL, AdminToken, Team, Channel, PublicURL string
	Kept                                      Kept
	Mark, MarkName                            string // what our own answers are known by, and under what name they have it
	Now                                       func() time.Time
	Client                                    *http.Client // nil: one with a time limit
}

// oldest is the oldest server that the bot was made for.
const oldest = 10

// Check looks at the server from both ends as far as it may.
func Check(ctx context.Context, n CheckNeeds) []Finding {
	c := &check{CheckNeeds: n, client: client(n.URL, n.Kept.Token, n.Client)}
	if n.AdminToken != "" {
		c.admin = client(n.URL, n.AdminToken, n.Client)
	}
	if c.server(ctx) {
		c.bot(ctx)
		c.way(ctx)
	}
	return c.found
}

type check struct {
	CheckNeeds
	client *model.Client4
	admin  *model.Client4 // nil without a token
	me     *model.User    // the bot, once its token is found to be good
	team   *model.Team
	roles  string // the bot's, in the team and on the whole server
	found  []Finding
}

func (c *check) add(f Finding)                { c.found = append(c.found, f) }
func (c *check) well(key string, a ...any)    { c.add(Finding{Key: key, Args: a}) }
func (c *check) fault(key string, a ...any)   { c.add(Finding{Key: key, Args: a, Fault: true}) }
func (c *check) skipped(key string, a ...any) { c.add(Finding{Key: key, Args: a, Skipped: true}) }

// cause is an error in the server's own short word, if it has one.
func cause(err error) string {
	if id, own := ownID(err); own {
		return id
	}
	return clip(err.Error())
}

// server tells whether there is one to go on with.
func (c *check) server(ctx context.Context) bool {
	ping, res, err := c.client.GetPingWithFullServerStatus(ctx)
	switch _, own := ownID(err); {
	case err == nil, own && status(res) == http.StatusUnauthorized: // which says something of the token only
	case status(res) == 0:
		c.fault("server_down", "url", c.URL, "cause", cause(err))
		return false
	case isBusy(res):
		c.fault("server_busy", "url", c.URL, "cause", cause(err))
		return false
	default:
		c.fault("server_stranger", "url", c.URL, "cause", cause(err))
		return false
	}
	c.version(ping, res)
	c.clock(res)
	return true
}

func (c *check) version(ping map[string]any, res *model.Response) {
	version, _, _ := strings.Cut(res.ServerVersion, ".dev")
	if v, ok := ping["version"].(string); ok && version == "" {
		version = v
	}
	if parts := strings.SplitN(version, ".", 4); len(parts) > 3 {
		version = strings.Join(parts[:3], ".")
	}
	var major int
	if _, err := fmt.Sscanf(version, "%d", &major); err == nil && major < oldest {
		c.fault("server_old", "version", version, "oldest", oldest)
		return
	}
	c.well("server", "url", c.URL, "version", version)
}

// clock: reminders come by ours, and people read the server's beside them.
func (c *check) clock(res *model.Response) {
	theirs, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		c.skipped("clock_skipped")
		return
	}
	ours := c.Now().UTC().Truncate(time.Second)
	if ours.Sub(theirs).Abs() > time.Minute {
		c.fault("clock_off", "here", ours.Format(time.DateTime), "there", theirs.Format(time.DateTime))
		return
	}
	c.well("clock")
}

// site: late answers go to an address that begins as the one at which people
// have the server open, which is its Site URL. If that isn't the one we know,
// it could be anybody's, and the bot doesn't answer there.
func (c *check) site(ctx context.Context) {
	site, err := c.siteURL(ctx)
	switch {
	case err != nil:
		c.skipped("site_skipped", "cause", cause(err))
	case !strings.EqualFold(strings.TrimRight(site, "/"), c.URL):
		c.fault("site_other", "site", site, "url", c.URL)
	default:
		c.well("site")
	}
}

// siteURL asks as clients do. Servers before 11 want to be told the form, which
// the client of this version no longer does.
func (c *check) siteURL(ctx context.Context) (string, error) {
	res, err := c.client.DoAPIGet(ctx, "/config/client?format=old", "")
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	var config struct{ SiteURL string }
	err = json.NewDecoder(res.Body).Decode(&config)
	return config.SiteURL, err
}
