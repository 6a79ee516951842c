package bot

import "sync"

// A memory keeps the newest entries, at least size of them and never more than
// twice as many: when the young ones fill it, they become the old ones, and
// the old ones are forgotten. Safe for concurrent use.
type memory[V any] struct {
	size int

	mu         sync.Mutex
	young, old map[string]V
}

func newMemory[V any](size int) *memory[V] {
	return &memory[V]{size: size, young: map[string]V{}}
}

func (m *memory[V]) get(key string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.find(key)
}

func (m *memory[V]) find(key string) (V, bool) {
	if v, ok := m.young[key]; ok {
		return v, true
	}
	v, ok := m.old[key]
	return v, ok
}

func (m *memory[V]) put(key string, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(key, v)
}

func (m *memory[V]) keep(key string, v V) {
	if _, ok := m.young[key]; !ok && len(m.young) >= m.size {
		m.young, m.old = make(map[string]V, m.size), m.young
	}
	m.young[key] = v
}

// add is put for what isn't there yet; false when it is.
func (m *memory[V]) add(key string, v V) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.find(key); ok {
		return false
	}
	m.keep(key, v)
	return true
}

func (m *memory[V]) forget(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.young, key)
	delete(m.old, key)
}
