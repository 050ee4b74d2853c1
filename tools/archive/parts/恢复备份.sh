#!/usr/bin/env bash
# For the day on which the page itself does not open: choose a backup by its number. 恢复备份.sh [FILE]
set -eu
cd "$(dirname "$(readlink -f "$0")")/../../.."
. ./设置.sh
chosen=${1:-}
if [ -z "$chosen" ]; then
  mapfile -t found < <(ls -1t data/backups/*.zip 2>/dev/null)
  [ ${#found[@]} -gt 0 ] || { echo "data/backups 里没有备份。把备份文件拷进去，再来一次。" >&2; exit 1; }
  for number in "${!found[@]}"; do echo "$((number + 1))  $(basename "${found[$number]}")"; done
  read -r -p "恢复哪一份？写前面的号，按回车：" number
  chosen=${found[$((number - 1))]:?没有这个号}
fi
./停止携手.sh
if ! current/bin/xieshou restore "$chosen"; then
  echo "照原样恢复没有成。把坏了的数据挪到一边，再试一次。"
  current/bin/xieshou restore --aside "$chosen"
fi
./启动携手.sh
