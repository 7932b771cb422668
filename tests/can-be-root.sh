#!/bin/sh
# Can a suite that needs root be run: as root, or through sudo? What asks for a password needs a terminal.
[ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
