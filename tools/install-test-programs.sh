#!/bin/sh
# Before `npm test`: installs the Debian packages that some tests use when they are there, where that is possible
# (Debian, root, apt-get). Quiet, and harmless everywhere else: those tests then say what they left out.
set -u
missing=""
command -v hledger >/dev/null 2>&1 || missing="$missing hledger"
command -v ledger >/dev/null 2>&1 || missing="$missing ledger"
command -v bean-query >/dev/null 2>&1 || missing="$missing beancount"
command -v zsh >/dev/null 2>&1 || missing="$missing zsh"
command -v fish >/dev/null 2>&1 || missing="$missing fish"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
command -v pgbouncer >/dev/null 2>&1 || missing="$missing pgbouncer"
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
# Debian keeps the server's programs out of the PATH.
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0
[ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 0
echo "Installing for the tests:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 && exit 0
apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 && exit 0
echo "Could not install them; the tests that need them will say so."
exit 0
