#!/bin/sh
# Runs the server's tests and has the answers that they get recorded, for tools/operations-table.ts.
set -eu
export LEDGERPORT_COVERED_ANSWERS="$PWD/.ledgerport/answers.ndjson"
mkdir -p .ledgerport
rm -f "$LEDGERPORT_COVERED_ANSWERS"
exec node --test --test-reporter=dot --test-global-setup=packages/testkit/src/global-setup.ts \
  "packages/server/test/*.test.ts" "packages/server/test/fuzz/*.test.ts"
