#!/bin/sh
# Makes configure and the Makefile.in files; needs autoconf, automake and pkg-config.
set -e
cd "$(dirname "$0")"
autoreconf --install --force
echo 'now run ./configure (or another build folder'\''s ../configure), then make'
