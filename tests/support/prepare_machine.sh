#!/bin/sh
# What the tests need beyond Python: a Chromium to open the pages in, a Java to run the HTML validator, poppler to look into PDFs.
# Installed through the system's package manager where this user may; otherwise it says exactly what to run, and fails.
set -eu

missing=""
browser=""
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then browser="$name"; break; fi
done
[ -n "$browser" ] || missing="$missing chromium"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive $command >/dev/null && exit 0
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo apt-get update -qq && sudo env DEBIAN_FRONTEND=noninteractive $command >/dev/null && exit 0
    fi
fi
echo "The tests need$missing. Run:  sudo $command" >&2
exit 1
