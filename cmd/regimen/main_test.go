//go:build !window

package main

import (
	"os"
	"testing"

	"regimen/internal/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
