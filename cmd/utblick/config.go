package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"utblick/store"
	"utblick/store/search"
)

// settings is every setting there is: utblick.toml, and for each key an
// environment variable that wins (UTBLICK_DATA, UTBLICK_MATTERMOST_URL).
type settings struct {
	Platform   string   `toml:"platform"`
	Data       string   `toml:"data"`
	Listen     string   `toml:"listen"`
	PublicURL  string   `toml:"public_url"`
	Language   string   `toml:"language"`
	Timezone   string   `toml:"timezone"`
	Channel    string   `toml:"channel"`
	Admins     []string `toml:"admins"`
	ClosedDays []string `toml:"closed_days"`
	Guideline  string   `toml:"guideline"`
	Mattermost struct {
		URL        string `toml:"url"`
		Team       string `toml:"team"`
		Token      string `toml:"token"`
		AdminToken string `toml:"admin_token"`
	} `toml:"mattermost"`
	Slack struct {
		BotToken      string `toml:"bot_token"`
		AppToken      string `toml:"app_token"`
		SigningSecret string `toml:"signing_secret"`
		APIURL        string `toml:"api_url"`
	} `toml:"slack"`
	LLM struct {
		BaseURL string `toml:"base_url"`
		Model   string `toml:"model"`
		APIKey  string `toml:"api_key"`
	} `toml:"llm"`

	zone   *time.Location
	closed []store.Day
}

// maxConfig bounds the configuration file and each secret's file, in bytes.
const maxConfig = 1 << 20

// platforms are those that the setting may name.
var platforms = []string{"mattermost", "slack"}

// setting is one key: where its value goes, and its text when it is one.
type setting struct {
	key  string
	text *string
	list *[]string
}

func (s *settings) all() []setting {
	text := func(key string, to *string) setting { return setting{key: key, text: to} }
	return []setting{
		text("platform", &s.Platform), text("data", &s.Data), text("listen", &s.Listen),
		text("public_url", &s.PublicURL), text("language", &s.Language), text("timezone", &s.Timezone),
		text("channel", &s.Channel), {key: "admins", list: &s.Admins}, {key: "closed_days", list: &s.ClosedDays},
		text("guideline", &s.Guideline), text("mattermost.url", &s.Mattermost.URL),
		text("mattermost.team", &s.Mattermost.Team), text("mattermost.token", &s.Mattermost.Token),
		text("mattermost.admin_token", &s.Mattermost.AdminToken), text("slack.bot_token", &s.Slack.BotToken),
		text("slack.app_token", &s.Slack.AppToken), text("slack.signing_secret", &s.Slack.SigningSecret),
		text("slack.api_url", &s.Slack.APIURL), text("llm.base_url", &s.LLM.BaseURL),
		text("llm.model", &s.LLM.Model), text("llm.api_key", &s.LLM.APIKey),
	}
}

func variable(key string) string {
	return "UTBLICK_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// readSettings reads file ("" for ./utblick.toml if there is one) and the
// environment over it.
func readSettings(file string, env lookup) (*settings, error) {
	s := &settings{Data: "utblick-data", Listen: "127.0.0.1:8080", Language: "sv", Timezone: "Europe/Stockholm", Channel: "allmant"}
	if err := s.readFile(file); err != nil {
		return nil, err
	}
	for _, one := range s.all() {
		if err := one.readEnv(env); err != nil {
			return nil, err
		}
	}
	return s, s.check()
}

// need refuses when a setting that a subcommand can't do without is missing.
func (s *settings) need(keys ...string) error {
	all := s.all()
	for _, key := range keys {
		i := slices.IndexFunc(all, func(one setting) bool { return one.key == key })
		if *all[i].text == "" {
			return usageError{explained(nil, "cli.config_missing", "key", key, "variable", variable(key))}
		}
	}
	return nil
}

func (s *settings) readFile(file string) error {
	named := file != ""
	if !named {
		file = "utblick.toml"
	}
	raw, err := readBounded(file)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil
	}
	if err != nil {
		return explained(err, "cli.config_unread", "file", file)
	}
	meta, err := toml.Decode(string(raw), s)
	if err != nil {
		return explained(err, "cli.config_broken", "file", file)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		key := unknown[0].String()
		var known []string
		for _, one := range s.all() {
			known = append(known, one.key)
		}
		return explained(nil, "cli.config_key", "file", file, "key", key, "near", nearest(key, known))
	}
	return nil
}

func readBounded(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxConfig {
		return nil, fmt.Errorf("%s: %d bytes is too large", file, info.Size())
	}
	return os.ReadFile(file)
}

// nearest is the known word most like a misspelt one.
func nearest(word string, known []string) string {
	return slices.MinFunc(known, func(a, b string) int { return search.Edits(word, a) - search.Edits(word, b) })
}

// readEnv takes UTBLICK_KEY, or the contents of the file UTBLICK_KEY_FILE.
func (one setting) readEnv(env lookup) error {
	name := variable(one.key)
	value, ok := env(name)
	if file, given := env(name + "_FILE"); given && !ok {
		raw, err := readBounded(file)
		if err != nil {
			return explained(err, "cli.secret_unread", "name", name+"_FILE", "file", file)
		}
		value, ok = strings.TrimSpace(string(raw)), true
	}
	switch {
	case !ok:
	case one.list != nil:
		*one.list = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
	default:
		*one.text = value
	}
	return nil
}

// check refuses what can't be right, so that nothing fails later and elsewhere.
func (s *settings) check() error {
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil {
		return explained(err, "cli.config_zone", "zone", s.Timezone)
	}
	s.zone = zone
	if s.Language != "sv" && s.Language != "en" {
		return explained(nil, "cli.config_language", "language", s.Language)
	}
	if s.Platform != "" && !slices.Contains(platforms, s.Platform) {
		return explained(nil, "cli.config_platform", "platform", s.Platform, "near", nearest(s.Platform, platforms))
	}
	for _, text := range s.ClosedDays {
		day, err := store.ParseDay(text)
		if err != nil {
			return explained(err, "cli.config_closed", "day", text)
		}
		s.closed = append(s.closed, day)
	}
	for _, address := range []*string{&s.Mattermost.URL, &s.PublicURL} {
		if *address = strings.TrimRight(*address, "/"); *address == "" {
			continue
		}
		if u, err := url.Parse(*address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return explained(err, "cli.config_url", "url", *address)
		}
	}
	for i, name := range s.Admins {
		s.Admins[i] = strings.ToLower(strings.TrimPrefix(name, "@"))
	}
	if s.Data, err = filepath.Abs(s.Data); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return nil
}
