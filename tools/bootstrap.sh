#!/usr/bin/env bash
# Makes .venv and fills it with the locked packages: tools/bootstrap.sh base|dev. A second start finds the stamp and returns.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

kind=${1:-base}
venv=.venv
stamps=$venv/stamps

wanted() { cat pyproject.toml requirements/bootstrap.txt "requirements/$1.txt" | sha256sum | cut -d' ' -f1; }
ready() { [ -x $venv/bin/python ] && [ "$(cat "$stamps/$1" 2>/dev/null)" = "$(pwd) $(wanted "$1")" ]; }

# Whoever runs the tests keeps their packages when the site is started.
if [ "$kind" = base ] && [ -e $stamps/dev ]; then kind=dev; fi
if ready "$kind"; then exit 0; fi

find_python() {
  for name in python3.11 python3.12 python3.13 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return; fi
  done
  echo "缺 Python 3.11 或更新的版本：装好 python3.11 后再来一次。" >&2
  return 1
}

make_venv() {
  rm -rf $venv
  "$1" -m venv $venv >/dev/null 2>&1 && $venv/bin/python -m pip --version >/dev/null 2>&1
}

# A virtual environment that was copied or moved still points at its old place, so it is made anew.
if ! $venv/bin/python -m pip --version >/dev/null 2>&1 || ! grep -qsF "$(pwd)/$venv" $venv/bin/activate; then
  python=$(find_python)
  echo "正在建立 Python 环境。"
  if ! make_venv "$python"; then
    version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    echo "系统里没有 $version，正在安装。"
    apt_install "$version" || exit 1
    make_venv "$python" || { rm -rf $venv; echo "Python 环境没有建成：检查 $version 是否装好。" >&2; exit 1; }
  fi
fi

pip() { $venv/bin/python -m pip --disable-pip-version-check -qq --no-input "$@"; }

if ! cmp -s requirements/bootstrap.txt $stamps/bootstrap; then
  echo "正在取安装工具。"
  pip install --require-hashes -r requirements/bootstrap.txt
  mkdir -p $stamps && cp requirements/bootstrap.txt $stamps/bootstrap
fi

if [ "$kind" = dev ]; then what="测试用的软件包"; else what="运行用的软件包"; fi
count=$(grep -c '^[A-Za-z0-9].*==' "requirements/$kind.txt")
echo "正在取${what}，共${count}个，逐个核对校验和。"
rm -f $stamps/base $stamps/dev
# uv knows nothing of pip's own settings (a mirror in pip.conf), so pip has the second try.
if ! $venv/bin/uv pip sync --quiet --python $venv/bin/python requirements/bootstrap.txt "requirements/$kind.txt" 2>$stamps/uv.log; then
  echo "换一种方式再取一次。"
  pip install --require-hashes -r "requirements/$kind.txt" || { cat $stamps/uv.log >&2; exit 1; }
fi
$venv/bin/uv pip install --quiet --python $venv/bin/python --no-deps --no-build-isolation --editable .

echo "$(pwd) $(wanted "$kind")" >"$stamps/$kind"
echo "软件包齐了。"
