//go:build tools

// Package mattermost names the server the end-to-end tests run against, so that
// a module of its own pins it and nothing of it enters the bot's go.mod.
package mattermost

import _ "github.com/mattermost/mattermost/server/v8/cmd/mattermost"
