package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// endings are the signals that ask the program to end. SIGHUP comes when the terminal is closed or the person
// logs out; under nohup it is to be ignored, and stays so.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

// stoppable is a context that ends when the program is asked to: what a verb has begun is then undone. Whoever
// asks again ends it at once.
func stoppable(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(ctx, endings()...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
