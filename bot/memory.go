package bot

import "sync"

// A Memory keeps the newest entries, at least size of them and never more than
// twice as many: when the young ones fill it, they become the old ones, and
// the old ones are forgotten. Safe for concurrent use.
type Memory[V any] struct {
	size int

	mu         sync.Mutex
	young, old map[string]V
}

// NewMemory keeps at least size entries.
func NewMemory[V any](size int) *Memory[V] {
	return &Memory[V]{size: size, young: map[string]V{}}
}

// Get gives what was put under the key, if it is still kept.
func (m *Memory[V]) Get(key string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.find(key)
}

func (m *Memory[V]) find(key string) (V, bool) {
	if v, ok := m.young[key]; ok {
		return v, true
	}
	v, ok := m.old[key]
	return v, ok
}

// Put keeps v in the place of what was there.
func (m *Memory[V]) Put(key string, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(key, v)
}

func (m *Memory[V]) keep(key string, v V) {
	if _, ok := m.young[key]; !ok && len(m.young) >= m.size {
		m.young, m.old = make(map[string]V, m.size), m.young
	}
	m.young[key] = v
}

// Add is Put for what isn't there yet; false when it is.
func (m *Memory[V]) Add(key string, v V) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.find(key); ok {
		return false
	}
	m.keep(key, v)
	return true
}

// Forget drops what was put under the key.
func (m *Memory[V]) Forget(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.young, key)
	delete(m.old, key)
}
