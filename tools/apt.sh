# Sourced: apt_install PACKAGE… installs system packages where this account may, else says in one line what is missing.
apt_install() {
  local as=""
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "缺系统软件包 $*：这台机器没有 apt-get，请用它自己的方式装好。" >&2
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as="sudo -n"; else
      echo "缺系统软件包，请管理员执行：apt-get install $*" >&2
      return 1
    fi
  fi
  local log; log=$(mktemp)
  local quiet="env DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends -o Dpkg::Use-Pty=0"
  if $as $quiet install "$@" >"$log" 2>&1 </dev/null ||
    { $as $quiet update >"$log" 2>&1 </dev/null && $as $quiet install "$@" >>"$log" 2>&1 </dev/null; }; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  echo "系统软件包没有装上，请管理员执行：apt-get install $*" >&2
  return 1
}
