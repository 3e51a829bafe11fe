#!/usr/bin/env bash
# What the Orca screen reader says of a page: session.sh BROWSER ADDRESS TITLE KEY...
#
# BROWSER is firefox or chromium; TITLE is what the title of the window begins with; a KEY is one of xdotool's names. Prints
# a line "# KEY" for each key, and below it what was said since. A display, a session bus, Orca and the browser are started
# for it and end with it. It takes root: in a name space of its own for processes it meets no other Orca, of which a user can
# have one.
set -euo pipefail

if [ -z "${SESSION:-}" ]; then
  SESSION=$(mktemp -d)
  trap 'rm -rf "$SESSION"' EXIT
  export SESSION HOME=$SESSION XDG_RUNTIME_DIR=$SESSION/run LC_ALL=C.UTF-8
  unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY
  mkdir --mode=700 "$XDG_RUNTIME_DIR"
  if ! unshare --pid --fork --kill-child --mount-proc dbus-run-session -- bash "$0" "$@" 2>"$SESSION/errors"; then
    tail -n 20 "$SESSION"/errors "$SESSION"/*.log >&2
    exit 1
  fi
  exit
fi

browser=$1 address=$2 title=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
# How long nothing is said until a key is taken to have been answered, in seconds.
silence=1.5

# Waits so many seconds at most until a command succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >"$SESSION/waits.log" 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "not so in time: $*" >&2
      exit 1
    fi
    sleep 0.1
  done
}

Xvfb -displayfd 3 -screen 0 1280x1000x24 -nolisten tcp 3>"$SESSION/display" >"$SESSION/xvfb.log" 2>&1 &
wait_for 20 test -s "$SESSION/display"
DISPLAY=:$(cat "$SESSION/display")
export DISPLAY
openbox >"$SESSION/openbox.log" 2>&1 &

gsettings set org.gnome.desktop.interface toolkit-accessibility true
export SPOKEN=$SESSION/spoken.txt
touch "$SPOKEN"
cp -r "$here/preferences" "$SESSION/preferences"
orca --user-prefs="$SESSION/preferences" >"$SESSION/orca.log" 2>&1 &
wait_for 30 grep -q 'Screen reader on' "$SPOKEN"

export GNOME_ACCESSIBILITY=1
case $browser in
  firefox)
    mkdir "$SESSION/profile"
    cp "$here/firefox.js" "$SESSION/profile/user.js"
    firefox-esr --profile "$SESSION/profile" --new-instance "$address" >"$SESSION/browser.log" 2>&1 &
    ;;
  chromium)
    chromium --no-sandbox --user-data-dir="$SESSION/profile" --no-first-run --force-renderer-accessibility "$address" \
      >"$SESSION/browser.log" 2>&1 &
    ;;
esac
wait_for 60 xdotool search --onlyvisible --name "^$title"
xdotool windowactivate --sync "$(xdotool search --onlyvisible --name "^$title" | head -n 1)"

told=0
# Prints what was said since it was asked last, once nothing more is.
tell() {
  local before=-1 now
  now=$(wc -l <"$SPOKEN")
  while [ "$now" != "$before" ]; do
    before=$now
    sleep "$silence"
    now=$(wc -l <"$SPOKEN")
  done
  echo "# $1"
  tail -n +$((told + 1)) "$SPOKEN"
  told=$now
}

# The page is read out when it has arrived.
sleep 2
tell load
for key; do
  xdotool key "$key"
  tell "$key"
done
