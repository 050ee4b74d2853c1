#!/usr/bin/env bash
# Makes dist/xieshou-VERSION.tar.gz: the product with every locked package and an interpreter, laid out as it will lie on
# the machine, and an installer that needs no network. It fits machines of the kind it is made on, not older ones.
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
name=xieshou-$version
stage=build/archive/$name/program  # beside it only what somebody presses or reads
kept=build/packages
uv() { UV_LINK_MODE=copy .venv/bin/uv "$@" --quiet; }

# What an earlier lock asked for would make the archive larger, so the folder follows the lock.
if ! cmp -s requirements/base.txt "$kept/lock"; then
  rm -rf "$kept"
  echo "正在取软件包，逐个核对校验和。"
  uv pip install --python $python --require-hashes -r requirements/archive.txt
  uv pip install --python $python --require-hashes --no-deps --only-binary :all: --target "$kept" -r requirements/base.txt
  rm -rf "$kept/bin"
  cp requirements/base.txt "$kept/lock"
fi

rm -rf build/archive build/lib build/bdist.*
mkdir -p "$stage" dist
echo "正在打包携手 $version。"
$python tools/archive/interpreter.py "$stage/python"
packages=$(echo "$stage"/python/lib/python3.*/site-packages)
cp -r "$kept/." "$packages"
rm "$packages/lock"
uv pip install --python $python --no-deps --no-build-isolation --target "$packages" .
rm -rf "$packages/bin"
find "$stage" -name __pycache__ -type d -prune -exec rm -rf {} +
"$stage/python/bin/python3" -m compileall -q -j 2 --invalidation-mode unchecked-hash "$stage/python/lib" >/dev/null

cp -r tools/archive/bin tools/archive/parts LICENSE "$stage"
echo "$version" >"$stage/VERSION"
uname -m >"$stage/MACHINE"
(cd "$stage" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
cp tools/archive/pressed/* "build/archive/$name"
cp docs/install.html "build/archive/$name/安装说明.html"
first="$name/program/VERSION $name/program/MACHINE"  # what the page of upgrades reads without unpacking
tar -C build/archive --owner=0 --group=0 --numeric-owner -czf "dist/$name.tar.gz" \
  $first $(printf -- '--exclude=%s ' $first) "$name"
rm -rf build/archive build/lib build/bdist.*
echo "做好了：dist/$name.tar.gz，$(du -h "dist/$name.tar.gz" | cut -f1)。"
echo "校验和：$(sha256sum "dist/$name.tar.gz" | cut -d' ' -f1)"
