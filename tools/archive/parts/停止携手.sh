#!/usr/bin/env bash
# Stops 携手 and waits until it has ended.
set -eu
cd "$(dirname "$(readlink -f "$0")")/../../.."
[ -e data/serving.pid ] || exit 0
pid=$(cat data/serving.pid)
if kill -TERM -- "-$pid" 2>/dev/null; then
  for _ in $(seq 30); do kill -0 "$pid" 2>/dev/null || break; sleep 1; done
fi
rm -f data/serving.pid
echo "携手停了。"
