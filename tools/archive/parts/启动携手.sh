#!/usr/bin/env bash
# Starts 携手, or opens it when it runs already. 启动携手.sh [--quietly]
set -eu
cd "$(dirname "$(readlink -f "$0")")/../../.."
. ./设置.sh
. current/parts/告诉.sh
[ "${1:-}" != --quietly ] || on_a_page=
address=http://127.0.0.1:$XIESHOU_PORT/
runs() { [ -e data/serving.pid ] && kill -0 "$(cat data/serving.pid)" 2>/dev/null; }
answers() { current/python/bin/python3 -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=5)' "$address" 2>/dev/null; }
no_start() { stop_with "$1
$(tail -n 5 data/serving.log)"; }

if ! runs; then
  tell "正在启动携手，几秒就好。" 2
  [ ! -e data/upgrading.json ] || current/bin/xieshou upgrade --settle  # a power cut ended an upgrade
  setsid nohup current/bin/xieshou serve --host "$XIESHOU_LISTEN" --port "$XIESHOU_PORT" >data/serving.log 2>&1 </dev/null &
  echo $! >data/serving.pid
fi
answered=
for _ in $(seq "${XIESHOU_WAIT:-90}"); do
  if answers; then answered=yes; break; fi
  runs || no_start "没有启动，照下面说的改好，再启动一次。"
  sleep 1
done
[ -n "$answered" ] || no_start "启动了，可是页面打不开。看下面说的，或重启电脑再试。"
tell "携手在 $address" "0;url=$address"
if [ "${1:-}" != --quietly ] && [ -z "$on_a_page" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
  xdg-open "$address" >/dev/null 2>&1 || true
fi
