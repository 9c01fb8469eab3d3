#!/bin/sh
# Runs a command that opens a draft in Thunderbird, on a screen that nobody sees, and saves the draft as a person does,
# with Ctrl+S. $1: the file that Thunderbird keeps drafts in; then the command.
set -eu
drafts=$1
shift
# Without -noreset the server begins anew whenever its last client leaves, as xdotool does; without -nolisten unix it
# leaves a folder in /tmp.
Xvfb -noreset -nolisten unix -screen 0 1024x768x24 -displayfd 3 3>"$HOME/display" 2>/dev/null &
screen=$!
program=
trap 'kill -- $screen ${program:+-$program}' EXIT
# Too long: what is on the screen and what was kept says why.
trap 'xdotool search --name . getwindowname %@ >&2; head -n 20 "$drafts" >&2; exit 1' TERM
until [ -s "$HOME/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$HOME/display")
# Where profiles.ini says which profile is taken, no matter where Thunderbird is installed.
MOZ_LEGACY_PROFILES=1
export DISPLAY MOZ_LEGACY_PROFILES

# The window is there before its addresses are, and whoever saves it then loses them. Nobody is that fast, and nothing
# tells a script when they are: it waits, and if that was too short, it opens the draft again and waits longer.
for seconds in 2 4 8 16; do
  rm -f "$drafts"
  setsid "$@" >"$HOME/said" 2>&1 &
  program=$!
  window=
  until [ -n "$window" ]; do
    sleep 0.5
    window=$(xdotool search --onlyvisible --name '^Write:' | head -n 1)
  done
  sleep "$seconds"
  until [ -s "$drafts" ]; do
    xdotool windowfocus "$window" key --clearmodifiers ctrl+s
    sleep 1
  done
  size=
  until [ "$size" = "$(wc -c <"$drafts")" ]; do
    size=$(wc -c <"$drafts")
    sleep 0.5
  done
  if grep -q '^To: ' "$drafts"; then exit; fi
  kill -- "-$program"
  wait "$program" || true
  program=
done
