#!/bin/sh
# Types a line into a shell on a terminal, presses Tab, and waits until the line stands there as it should be.
#
#   typed.sh SHELL LINE WANTED
#
# The start of the shell is that of a user: the file of its settings in HOME. It fails with what the screen shows.
set -u
shell=$1 line=$2 wanted=$3

screen() {
  tmux -S "$TMPDIR/tmux" capture-pane -p 2>/dev/null
}

# Waits until the screen has a text.
wait_for() {
  for _ in $(seq 300); do
    screen | grep -qF -- "$1" && return
    sleep 0.1
  done
  screen
  tmux -S "$TMPDIR/tmux" kill-server
  exit 1
}

tmux -S "$TMPDIR/tmux" -f /dev/null new-session -d -x 120 -y 40 "$shell"
wait_for 'ready>'
tmux -S "$TMPDIR/tmux" send-keys -l -- "$line"
tmux -S "$TMPDIR/tmux" send-keys Tab
wait_for "ready> $wanted"
tmux -S "$TMPDIR/tmux" kill-server
