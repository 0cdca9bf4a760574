#!/usr/bin/env bash
# Finds a Chromium or Chrome for the browser tests, or installs Debian's where that is allowed, or says what to install.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${MEASURES_BROWSER:-}" ] && [ -x "$MEASURES_BROWSER" ] && exit 0
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests (once)…"
    apt-get update -qq >/dev/null && apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium or Chrome: install either, or set MEASURES_BROWSER to its path, then run make whole again." >&2
exit 1
