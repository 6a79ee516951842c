package store

// Viewer is whom something is shown to.
type Viewer struct {
	Person string
	// Sees tells whether the viewer is in a private channel, now; nil means
	// that they are in none.
	Sees func(channel string) bool
	// Outside tells that the viewer is known not to be in a private channel: what
	// they wrote there is theirs no more. Nil, or false, where that can't be told.
	Outside func(channel string) bool
	// Channel, when set, means that all in that channel will read along:
	// what belongs to another private channel is left out, whoever asks.
	Channel string
}

func (v Viewer) in(channel string) bool {
	if v.Channel != "" {
		return v.Channel == channel
	}
	return v.Sees != nil && v.Sees(channel)
}

// wrote tells whether the viewer alone reads what they wrote in a channel that
// they aren't known to have left.
func (v Viewer) wrote(channel, author string) bool {
	return v.is(author) && (v.Outside == nil || !v.Outside(channel))
}

// is tells whether the viewer alone reads, and is one of those named.
func (v Viewer) is(people ...string) bool {
	if v.Channel != "" {
		return false
	}
	for _, p := range people {
		if p == v.Person && p != "" {
			return true
		}
	}
	return false
}

// mayRead tells whether a code stands for something that the viewer may see;
// erased records are nothing to see.
func (tx *Tx) mayRead(code string, v Viewer) (bool, error) {
	r, ok := ParseRef(code)
	if !ok {
		return tx.store.point(code), nil
	}
	switch r.Kind {
	case KindMeeting:
		m, ok, err := load[Meeting](tx, r)
		return ok && m.VisibleTo(v), err
	case KindTask:
		t, ok, err := load[Task](tx, r)
		return ok && t.VisibleTo(v), err
	case KindQuestion:
		q, ok, err := load[Question](tx, r)
		return ok && q.VisibleTo(v), err
	}
	return tx.Exists(r)
}
