package main

import "testing"

// private: on Windows a file has its folder's rights.
func private(*testing.T, string) {}
