#!/usr/bin/env bash
# Makes dist/xieshou-VERSION.tar.gz: every locked package as a wheel, the product's own, and an installer that needs no
# network. It fits the kind of machine and the version of Python that it is made with.
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
name=xieshou-$version
stage=build/archive/$name
kept=build/wheels
pip() { $python -m pip --disable-pip-version-check --no-input -qq "$@"; }

# Wheels of an earlier lock would make the archive larger, so the folder follows the lock.
if ! cat requirements/base.txt requirements/bootstrap.txt | cmp -s - "$kept/lock"; then
  rm -rf "$kept"
  mkdir -p "$kept"
  echo "正在取软件包，逐个核对校验和。"
  for locked in base bootstrap; do
    pip download --require-hashes --no-deps --only-binary :all: -d "$kept" -r "requirements/$locked.txt"
  done
  cat requirements/base.txt requirements/bootstrap.txt >"$kept/lock"
fi

rm -rf build/archive build/lib build/bdist.*
mkdir -p "$stage" dist
cp -r "$kept" "$stage/wheels"
rm "$stage/wheels/lock"
cp requirements/base.txt "$stage/requirements.txt"
echo "正在打包携手 $version。"
pip wheel --no-deps --no-build-isolation -w "$stage/wheels" .
cp -r tools/archive/parts "$stage/parts"
cp tools/archive/install.sh "$stage/安装.sh"
cp tools/archive/read-me.txt "$stage/说明.txt"
echo "$version" >"$stage/VERSION"
$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' >"$stage/PYTHON"
uname -m >"$stage/MACHINE"
(cd "$stage" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
tar -C build/archive --owner=0 --group=0 --numeric-owner -czf "dist/$name.tar.gz" "$name"
rm -rf build/archive build/lib build/bdist.*
echo "做好了：dist/$name.tar.gz，$(du -h "dist/$name.tar.gz" | cut -f1)。"
