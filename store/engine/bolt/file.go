package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
)

var (
	bucketKV  = []byte("kv")
	bucketSeq = []byte("seq")
)

const (
	fillPercent = 0.8
	growth      = 1 << 20 // bytes the file grows by, each time with a flush of its own
	lockWait    = 200 * time.Millisecond
)

// openFile opens what is there if it is sound, and makes it if nothing is. An
// empty file is nothing: bbolt sees it so as well.
func openFile(path string) (*bbolt.DB, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0:
		if err := create(path); err != nil {
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
	return openBolt(path, mapped())
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

// mapped is how much address space is taken at once. bbolt maps anew whenever
// the file outgrows its map, and must wait for every reader to do it.
func mapped() int {
	if strconv.IntSize == 64 && filepath.Separator == '/' {
		return 256 << 20
	}
	return 0
}

func openBolt(path string, mmap int) (db *bbolt.DB, err error) {
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
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			file, err = os.OpenFile(name, flag, mode)
			return file, err
		},
	})
	if isLocked(err) {
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
func create(path string) error {
	tmp := path + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := build(tmp); err != nil {
		_ = os.Remove(tmp)
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func build(path string) error {
	db, err := openBolt(path, 0)
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
