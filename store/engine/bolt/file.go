package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

var (
	bucketKV  = []byte("kv")
	bucketSeq = []byte("seq")
)

const (
	// fillPercent is how full bbolt leaves a page that it splits. Ours hold
	// rising keys (records, history), which want full pages, and scattered ones
	// (indexes), which want room: 30,000 contacts of two of those and twelve of
	// these took 90 MB at 0.5, 74 at 0.7 and 0.8, 100 at 0.9.
	fillPercent = 0.75
	growth      = 1 << 20 // bytes the file grows by, each time with a flush of its own
	lockWait    = 200 * time.Millisecond
)

// openFile opens what is there if it is sound, and makes it if nothing is. An
// empty file is nothing: bbolt sees it so as well.
func openFile(path string, opts Options) (*bbolt.DB, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0:
		if err := create(path, opts.NoSync); err != nil {
			return nil, fmt.Errorf("create %s: %w", path, err)
		}
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%w: %s is not a file: %s", ErrForeign, path, info.Mode())
	default:
		if err := checkFile(path); err != nil {
			return nil, err
		}
	}
	return openBolt(path, mapped(), opts.NoSync)
}

// checkFile opens for writing too, to hear in time that it may not.
func checkFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := check(f); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// mapped is how much of the file is mapped from the start. bbolt maps anew when
// the file outgrows its map, and must wait for all readers to do it: a View
// that waits for an Update would then wait for itself. Address space costs
// nothing where there is plenty; on Windows the file becomes as long as the map.
func mapped() int {
	switch {
	case runtime.GOOS == "windows":
		return 4 << 20
	case strconv.IntSize == 32:
		return 16 << 20
	}
	return 256 << 20
}

func openBolt(path string, mmap int, noSync bool) (db *bbolt.DB, err error) {
	var file *os.File
	defer func() {
		if db == nil && file != nil {
			_ = file.Close()
		}
	}()
	defer guard(&err)
	defer faults()()
	db, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:         lockWait,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: mmap,
		NoStatistics:    true,
		NoSync:          noSync,
		NoGrowSync:      noSync,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			file, err = os.OpenFile(name, flag, mode)
			return file, err
		},
	})
	if errors.Is(err, berrors.ErrTimeout) { // someone who does not know our lock, as bbolt's own tool
		return nil, &LockedError{Path: filepath.Dir(path)}
	}
	if err != nil {
		return nil, err
	}
	db.AllocSize = growth
	return db, nil
}

// create makes the file under another name, so that one that is cut off in its
// first moments is never taken for a store.
func create(path string, noSync bool) error {
	tmp := path + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := build(tmp, noSync); err != nil {
		_ = os.Remove(tmp)
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func build(path string, noSync bool) error {
	db, err := openBolt(path, 0, noSync)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket(bucketKV)
		if err == nil {
			_, err = tx.CreateBucket(bucketSeq)
		}
		return err
	})
	return errors.Join(err, db.Close())
}
