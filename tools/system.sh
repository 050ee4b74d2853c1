#!/usr/bin/env bash
# The system packages that the tests need: a browser, PostgreSQL's server, and an office suite that opens the Word files.
# Installs only what is not found.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

lack=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || lack="$lack chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || lack="$lack postgresql"
command -v soffice >/dev/null 2>&1 || lack="$lack libreoffice-writer-nogui"
[ -n "$lack" ] || exit 0
echo "正在装测试要用的系统软件包：${lack# }。"
# shellcheck disable=SC2086  # a list of package names
apt_install $lack
