package main

import "os"

// handOver has nothing to do: on Windows a file has its folder's rights.
func handOver(*os.File, string) error { return nil }
