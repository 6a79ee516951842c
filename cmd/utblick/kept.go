package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"utblick/bot/mattermost/setup"
)

// keptFile holds what setup made on the Mattermost server: the bot's token,
// the commands' tokens and the key that signs. It stands in the data folder,
// outside the database, so that a copy of that gives nobody the bot's rights.
const keptFile = "mattermost.json"

// readKept is readKeptFile with the settings' token, which wins.
func readKept(s *settings) (setup.Kept, error) {
	kept, err := readKeptFile(s)
	if s.Mattermost.Token != "" {
		kept.Token = s.Mattermost.Token
	}
	return kept, err
}

// writable tries whether what setup makes can be kept, before it is made.
func writable(s *settings, dry bool) error {
	if dry {
		return nil
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return err
	}
	probe, err := os.CreateTemp(s.Data, keptFile+".*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// readKeptFile reads what setup kept; nothing when it hasn't run.
func readKeptFile(s *settings) (setup.Kept, error) {
	var kept setup.Kept
	file := filepath.Join(s.Data, keptFile)
	raw, err := readBounded(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return kept, explained(err, "cli.secret_unread", "name", keptFile, "file", file)
	}
	if err == nil {
		if err := json.Unmarshal(raw, &kept); err != nil {
			return kept, explained(err, "cli.kept_broken", "file", file)
		}
	}
	return kept, nil
}

// writeKept replaces the file in one step, readable by its owner alone: who
// owns the folder, if root writes it.
func writeKept(s *settings, kept setup.Kept) error {
	raw, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return fmt.Errorf("encode %s: %w", keptFile, err)
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	part, err := os.CreateTemp(s.Data, keptFile+".*") // mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", keptFile, err)
	}
	_, err = part.Write(append(raw, '\n'))
	if err = errors.Join(err, handOver(part, s.Data), part.Sync(), part.Close()); err == nil {
		err = os.Rename(part.Name(), filepath.Join(s.Data, keptFile))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", keptFile, err), os.Remove(part.Name()))
	}
	return nil
}
