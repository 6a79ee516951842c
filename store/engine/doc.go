// Package engine is the floor under store: ordered byte keys in serializable
// transactions. In: keys and values from store. Out: the same bytes, copied.
// Never: knows what a contact or a task is.
//
// An engine is one folder that passes enginetest. The interface asks for what
// a distributed one can give as well: closures that may run again, copies
// instead of pages, bounded transactions, no handle that outlives its closure.
//
// # PostgreSQL
//
// A table kv (key bytea primary key, value bytea not null); bytea compares
// byte by byte whatever the collation, and MaxKey fits an index entry. Update
// is BEGIN ISOLATION LEVEL SERIALIZABLE, and runs its closure again on 40001
// and 40P01, which any statement may raise, COMMIT too; View is the same, READ
// ONLY. Reads go to the server as they come, a Scan as one statement a page
// (key > last ORDER BY key LIMIT 500), all on the transaction's snapshot. Puts
// and Deletes stay in the process, laid over its reads, and leave before COMMIT
// as one statement each: INSERT … SELECT unnest($1), unnest($2) ON CONFLICT DO
// UPDATE, and DELETE … key = ANY($1). COPY cannot replace a key that is there;
// it is for the first load. Next on a sequence leaves gaps, for nextval is not
// rolled back; a row that counts leaves none, but makes all who ask conflict.
// 53100 (disk full) is ErrFull. If the connection breaks during COMMIT, ask
// pg_xact_status with the id taken before it, and only then run again.
//
// # etcd
//
// A snapshot is a revision: every Get and every page of a Scan asks for the one
// of the first read. Update keeps its writes in the process and commits with
// one Txn: if each key that was read still has its mod revision, then put and
// delete; if not, run again. A range compare finds changed and new keys but not
// deleted ones, so a write also puts a version key for its prefix, and a Scan
// compares that. Sequences are keys like others.
//
// A Txn holds 128 operations (--max-txn-ops; compares, then and else count
// each by itself) and 1.5 MiB (--max-request-bytes). MaxTxWrites and MaxTxBytes
// are far above, so either the flags are raised, which makes each Txn hold up
// all others for longer, or a larger write set is staged: its parts under a
// fresh id, in as many Txns as it takes; then one small Txn that compares the
// version keys and puts the commit key, which is the moment it counts; then the
// parts are moved to their keys and the commit key goes. Whoever meets a commit
// key finishes the move first; parts without one expire with their lease.
package engine
