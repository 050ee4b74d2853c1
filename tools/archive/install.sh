#!/usr/bin/env bash
# Installs 携手, or upgrades what is there: 安装.sh [FOLDER]. Needs Python and nothing else; no network is used.
set -eu
here=$(dirname "$(readlink -f "$0")")
root=$(readlink -m "${1:-$HOME/xieshou}")
version=$(cat "$here/VERSION")
wanted=$(cat "$here/PYTHON")
new=$root/versions/$version
[ ! -e "$new" ] || new=$new-$(date +%Y%m%d%H%M%S)  # the same version once more: never over the one that runs
before=$(readlink "$root/current" 2>/dev/null || true)

stop_with() { echo "$1" >&2; exit 1; }

# Everything that could be wrong is looked at before anything is changed.
python=$(command -v "python$wanted" || true)
[ -n "$python" ] || stop_with "缺 Python $wanted：请管理员执行 apt-get install python$wanted，再装一次。"
[ "$(uname -m)" = "$(cat "$here/MACHINE")" ] || stop_with "这个安装包是给 $(cat "$here/MACHINE") 的机器做的，这台是 $(uname -m)。换一个安装包。"
echo "正在核对安装包。"
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS >/dev/null 2>&1) || stop_with "安装包不完整或被改过。重新拷一份，再装一次。"
mkdir -p "$root/versions" 2>/dev/null && [ -w "$root" ] || stop_with "不能写 $root：换一个目录，或请管理员给权限。"
[ "$(df -Pk "$root" | awk 'NR==2 {print $4}')" -gt 1048576 ] || stop_with "$root 所在的盘剩不到1GB。腾出空间，再装一次。"

work=$(mktemp -d "$root/installing-XXXXXX")
unfinished=$new
trap 'rm -rf "$work" ${unfinished:+"$unfinished"}' EXIT
echo "正在安装携手 $version，约一分钟。"
"$python" -m zipfile -e "$here"/wheels/uv-*.whl "$work/uv"
uv=$(echo "$work"/uv/uv-*.data/scripts/uv)
chmod +x "$uv"
export UV_OFFLINE=1 UV_NO_CONFIG=1 UV_CACHE_DIR="$work/cache" UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
"$uv" venv --quiet --python "$python" "$new"
"$uv" pip sync --quiet --python "$new/bin/python" --no-index --find-links "$here/wheels" --require-hashes "$here/requirements.txt"
"$uv" pip install --quiet --python "$new/bin/python" --no-index --no-deps "$here"/wheels/xieshou-*.whl

upgrading=""
[ -e "$root/current" ] && upgrading=yes
[ -z "$upgrading" ] || "$root/停止携手.sh"
mkdir -p "$root/data"
if ! XIESHOU_HOME=$root/data "$new/bin/xieshou" migrate --upgrade --verbosity 0; then
  [ -z "$upgrading" ] || "$root/启动携手.sh" || true
  stop_with "没有升级。原来的版本还在，数据没有变。"
fi
ln -sfn "versions/$(basename "$new")" "$root/current"
unfinished=""
for old in "$root"/versions/*; do  # this one and the one before stay
  case "versions/$(basename "$old")" in "$(readlink "$root/current")" | "$before") ;; *) rm -rf "$old" ;; esac
done
for part in 启动携手 停止携手 恢复备份; do
  install -m 755 "$here/parts/$part.sh" "$root/$part.sh"
done
[ -e "$root/设置.sh" ] || install -m 644 "$here/parts/设置.sh" "$root/设置.sh"

# In the menu of programs, and at every start of the desktop.
for place in "${XDG_DATA_HOME:-$HOME/.local/share}/applications" "${XDG_CONFIG_HOME:-$HOME/.config}/autostart"; do
  mkdir -p "$place"
  sed "s|@ROOT@|$root|g" "$here/parts/xieshou.desktop" >"$place/xieshou.desktop"
done
sed -i 's|启动携手.sh"$|启动携手.sh" --quietly|' "${XDG_CONFIG_HOME:-$HOME/.config}/autostart/xieshou.desktop"

if [ -n "$upgrading" ]; then echo "升级到了 $version。"; else echo "装好了携手 $version。"; fi
"$root/启动携手.sh"
