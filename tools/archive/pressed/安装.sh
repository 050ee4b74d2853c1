#!/usr/bin/env bash
# Installs 携手, or upgrades what is there: 安装.sh [FOLDER]. It brings everything it needs; no network is used.
set -eu
here=$(dirname "$(readlink -f "$0")")/program
root=$(readlink -m "${1:-$HOME/xieshou}")
version=$(cat "$here/VERSION")
. "$here/parts/告诉.sh"

# Everything that could be wrong is looked at before anything is changed.
[ "$(uname -m)" = "$(cat "$here/MACHINE")" ] || stop_with "这个安装包是给 $(cat "$here/MACHINE") 的机器做的，这台是 $(uname -m)。换一个安装包。"
tell "正在核对安装包。" 2
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS >/dev/null 2>&1) || stop_with "安装包不完整或被改过。重新拷一份，再装一次。"
mkdir -p "$root/versions" 2>/dev/null && [ -w "$root" ] || stop_with "不能写 $root：换一个目录，或请管理员给权限。"
exec 9>"$root/.lock"
flock -n 9 || stop_with "已经在装了，等一会儿。"
[ "$(df -Pk "$root" | awk 'NR==2 {print $4}')" -gt 2097152 ] || stop_with "$root 所在的盘剩不到2GB。腾出空间，再装一次。"

if [ -e "$root/current" ]; then
  tell "正在升级到 $version。先做备份，再升级，两三分钟。" 2
  "$root/current/bin/xieshou" upgrade "$here" 9>&- || stop_with "没有升级，原来的版本和数据都在。原因写在“备份”页上。"
else
  tell "正在安装携手 $version，十几秒就好。" 2
  new=$root/versions/$version
  rm -rf "$new"  # an installation that was cut off
  trap 'rm -rf "$new"' EXIT
  cp -r "$here" "$new"
  chmod +x "$new"/bin/xieshou "$new"/python/bin/python3 "$new"/parts/*.sh  # a stick may not keep that
  "$new/python/bin/python3" -c 'import ssl, ctypes' 2>/dev/null || stop_with "这台机器的系统比安装包旧，程序起不来。请用在同样系统上做的安装包。"
  "$new/bin/xieshou" migrate --verbosity 0 || stop_with "没有装成：数据放不进 $root/data。腾出空间，再装一次。"
  trap - EXIT
  ln -sfn "versions/$version" "$root/current"
  [ -e "$root/设置.sh" ] || install -m 644 "$here/parts/设置.sh" "$root/设置.sh"
  for part in 启动携手 停止携手 恢复备份; do ln -sfn "current/parts/$part.sh" "$root/$part.sh"; done

  # In the menu of programs, on the desktop, and at every start of the desktop.
  desktop=$(xdg-user-dir DESKTOP 2>/dev/null || true)
  autostart=${XDG_CONFIG_HOME:-$HOME/.config}/autostart
  for place in "${XDG_DATA_HOME:-$HOME/.local/share}/applications" "$autostart" "${desktop:-$HOME/桌面}"; do
    [ "$place" = "${desktop:-$HOME/桌面}" ] && [ ! -d "$place" ] && continue
    mkdir -p "$place"
    sed "s|@ROOT@|$root|g" "$here/parts/xieshou.desktop" >"$place/xieshou.desktop"
    chmod +x "$place/xieshou.desktop"
  done
  sed -i 's|启动携手.sh"$|启动携手.sh" --quietly|' "$autostart/xieshou.desktop"
  tell "装好了携手 $version。" 2
fi
"$root/启动携手.sh" 9>&-
