package mattermost

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// The fake server's channels and posts, and what a test asks it afterwards.

func (s *server) openDirect(r *http.Request) (int, any) {
	var ids []string
	_ = json.NewDecoder(r.Body).Decode(&ids)
	return 201, s.direct(ids[1])
}

func (s *server) join(r *http.Request) (int, any) {
	if s.closed[r.PathValue("id")] {
		return refusal(403, "api.context.permissions.app_error")
	}
	s.members[r.PathValue("id")] = map[string]*model.ChannelMember{botID: {}}
	return 201, &model.ChannelMember{}
}

func (s *server) member(r *http.Request) (int, any) {
	all := s.members[r.PathValue("id")]
	if all[botID] == nil {
		return refusal(403, "api.context.permissions.app_error")
	}
	return found(all[r.PathValue("user")])
}

// all are the bot's channels, with when each was last written in.
func (s *server) all() (all []*model.Channel) {
	for id, c := range s.channels {
		if s.members[id][botID] == nil {
			continue
		}
		one := *c
		for _, post := range s.posts {
			if post.ChannelId == id {
				one.LastPostAt = max(one.LastPostAt, post.CreateAt)
			}
		}
		all = append(all, &one)
	}
	return all
}

func (s *server) create(r *http.Request) (int, any) {
	var post model.Post
	if err := json.NewDecoder(r.Body).Decode(&post); err != nil {
		return refusal(400, "api.context.invalid_body_param.app_error")
	}
	if s.members[post.ChannelId][botID] == nil {
		return refusal(403, "api.context.permissions.app_error")
	}
	if n := letters(post.Message); n > 16383 {
		return refusal(400, "model.post.is_valid.message_length.app_error")
	}
	if first, ok := s.pending[post.PendingPostId]; ok && post.PendingPostId != "" {
		if s.post(first).DeleteAt > 0 {
			return refusal(500, idDeleted)
		}
		return 201, s.post(first)
	}
	post.Id, post.UserId = id(fmt.Sprintf("p%d", len(s.posts)+1)), botID
	post.CreateAt = s.now.UnixMilli() + int64(len(s.posts))
	s.pending[post.PendingPostId] = post.Id
	post.PendingPostId = ""
	s.posts = append(s.posts, &post)
	return 201, &post
}

func (s *server) post(id string) *model.Post {
	for _, post := range s.posts {
		if post.Id == id {
			return post
		}
	}
	return nil
}

func (s *server) read(r *http.Request) (int, any) {
	post := s.post(r.PathValue("id"))
	if post != nil && post.DeleteAt > 0 {
		post = nil
	}
	return found(post)
}

func (s *server) patch(r *http.Request) (int, any) {
	var patch model.PostPatch
	post := s.post(r.PathValue("id"))
	if err := json.NewDecoder(r.Body).Decode(&patch); err != nil || post == nil || post.DeleteAt > 0 {
		return refusal(403, "api.context.permissions.app_error")
	}
	post.Message = *patch.Message
	post.SetProps(*patch.Props) // all of them, the old ones are lost
	if patch.FileIds != nil {
		post.FileIds = *patch.FileIds
	}
	return 200, post
}

func (s *server) remove(r *http.Request) (int, any) {
	s.post(r.PathValue("id")).DeleteAt = 1
	return done(r)
}

// list gives the newest first, or what came after a post.
func (s *server) list(r *http.Request) (int, any) {
	var all []string
	list := model.NewPostList()
	after := s.post(r.URL.Query().Get("after"))
	byAge := slices.Clone(s.posts)
	slices.SortStableFunc(byAge, func(a, b *model.Post) int { return int(a.CreateAt - b.CreateAt) })
	for _, post := range slices.Backward(byAge) {
		if post.ChannelId == r.PathValue("id") && post.DeleteAt == 0 && (after == nil || post.CreateAt > after.CreateAt) {
			all = append(all, post.Id)
		}
	}
	if after != nil {
		slices.Reverse(all)
	}
	for _, id := range paged(r, all) {
		list.AddPost(s.post(id))
		list.AddOrder(id)
	}
	return 200, list
}

func (s *server) upload(r *http.Request) (int, any) {
	raw, _ := io.ReadAll(r.Body)
	file := id(fmt.Sprintf("f%d", len(s.files)+1))
	s.files[file] = raw
	return 201, &model.FileUploadResponse{FileInfos: []*model.FileInfo{{Id: file, Name: r.URL.Query().Get("filename")}}}
}

// stands puts a post there as somebody else would.
func (s *server) stands(post *model.Post) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts = append(s.posts, post)
}

// said are the texts that stand in a channel.
func (s *server) said(channel string) (all []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, post := range s.posts {
		if post.ChannelId == channel && post.DeleteAt == 0 {
			all = append(all, post.Message)
		}
	}
	return all
}

// says waits until the bot's texts in a channel are these.
func (s *server) says(channel string, want ...string) {
	s.t.Helper()
	var got []string
	for range 1000 {
		got = nil
		s.mu.Lock()
		for _, post := range s.posts {
			if post.ChannelId == channel && post.DeleteAt == 0 && post.UserId == botID {
				got = append(got, post.Message)
			}
		}
		s.mu.Unlock()
		if slices.Equal(got, want) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Errorf("the bot said %q, want %q", got, want)
}

func (s *server) count(pattern string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.calls {
		if c.pattern == pattern {
			n++
		}
	}
	return n
}

// told are what the bot did at paths that begin so; it waits for as many as n.
func (s *server) told(prefix string, n int) []call {
	s.t.Helper()
	var got []call
	for range polls {
		s.mu.Lock()
		got = nil
		for _, c := range s.calls {
			if strings.HasPrefix(c.path, prefix) && !strings.HasPrefix(c.pattern, "GET ") && !strings.HasSuffix(c.path, "/typing") {
				got = append(got, c)
			}
		}
		s.mu.Unlock()
		if len(got) >= n {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(got) != n && n > 0 {
		s.t.Errorf("%d calls to %s, want %d: %v", len(got), prefix, n, got)
	}
	return got
}

func (s *server) breaks(prefix string, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken[prefix] = status
}

func (s *server) mends() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken, s.before, s.fail, s.after = map[string]int{}, nil, nil, nil
}

// meets has something happen before each call is answered.
func (s *server) meets(before func(call call) int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.before = before
}

// fails has some calls answered by something else.
func (s *server) fails(fail func(call string) http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = fail
}
