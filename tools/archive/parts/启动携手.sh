#!/usr/bin/env bash
# Starts 携手, or opens it when it runs already.
set -eu
cd "$(dirname "$(readlink -f "$0")")"
. ./设置.sh
export XIESHOU_HOME="$PWD/data"
address=http://127.0.0.1:$XIESHOU_PORT/
runs() { [ -e data/serving.pid ] && kill -0 "$(cat data/serving.pid)" 2>/dev/null; }
answers() { current/bin/python -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=5)' "$address" 2>/dev/null; }

if ! runs; then
  echo "正在启动携手。"
  setsid nohup current/bin/xieshou serve --host "$XIESHOU_LISTEN" --port "$XIESHOU_PORT" >data/serving.log 2>&1 </dev/null &
  echo $! >data/serving.pid
fi
for _ in $(seq 90); do
  answers && break
  if ! runs; then
    tail -n 5 data/serving.log >&2
    echo "没有启动。照上面说的改好，再启动一次。" >&2
    exit 1
  fi
  sleep 1
done
echo "携手在 $address"
if [ "${1:-}" != --quietly ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
  xdg-open "$address" >/dev/null 2>&1 || true
fi
