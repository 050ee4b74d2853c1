# Sourced: tell WORDS [AFTER] says something in the terminal or, where somebody pressed an icon, on a page of the browser.
# AFTER is how that page goes on: 2 looks again in two seconds, "0;url=…" leads away, nothing lets it stand.
told=$HOME/携手.html
on_a_page=
if [ ! -t 1 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then on_a_page=yes; fi
# A page that was opened a moment ago, by this script or the one that called it, goes on by itself.
export XIESHOU_TOLD=${XIESHOU_TOLD:-}

tell() {
  echo "$1"
  [ -n "$on_a_page" ] || return 0
  local after="" words
  words=$(printf %s "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g')
  [ -z "${2:-}" ] || after="<meta http-equiv=\"refresh\" content=\"$2\">"
  cat >"$told.part" <<PAGE
<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>携手</title>$after
<style>body { font: 20px/1.7 sans-serif; max-width: 32em; margin: 15vh auto; padding: 0 1em } p { white-space: pre-line }</style></head>
<body><h1>携手</h1><p>$words</p></body></html>
PAGE
  mv "$told.part" "$told"
  [ -n "$XIESHOU_TOLD" ] || xdg-open "$told" >/dev/null 2>&1 9>&- || true
  XIESHOU_TOLD=yes
}

stop_with() { tell "$1" >&2; exit 1; }
