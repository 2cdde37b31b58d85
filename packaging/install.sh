#!/bin/sh
# Installs groundplan: fetches the archive for this machine, checks it, and puts the program in place.
#
#   GROUNDPLAN_BASE_URL     where archives lie (https://…, or file:///… for packages made here)
#   GROUNDPLAN_VERSION      version; the newest that the address names in VERSION when absent
#   GROUNDPLAN_INSTALL_DIR  folder of the program; ~/.local/bin when absent
set -eu

fail() { printf 'error: %s\n' "$1" >&2; [ -z "${2:-}" ] || printf '  hint: %s\n' "$2" >&2; exit 1; }

fetch() {
  if command -v curl >/dev/null; then curl --proto '=https,file' -fsSL "$1" -o "$2"
  elif command -v wget >/dev/null; then wget -q "$1" -O "$2"
  else fail "there is neither curl nor wget" "install one of them"
  fi || fail "cannot fetch $1" "look at GROUNDPLAN_BASE_URL and GROUNDPLAN_VERSION"
}

base=${GROUNDPLAN_BASE_URL:-}
[ -n "$base" ] || fail "GROUNDPLAN_BASE_URL is not set" "set it to the address of the archives, or run \`cargo install --path .\`"
dir=${GROUNDPLAN_INSTALL_DIR:-${HOME:?}/.local/bin}

case "$(uname -m)" in
  x86_64 | amd64) arch=x86_64 ;;
  aarch64 | arm64) arch=aarch64 ;;
  *) fail "there is no archive for $(uname -m)" "build it: cargo install --path ." ;;
esac
case "$(uname -s)" in
  Linux) system=linux ;;
  Darwin) system=darwin ;;
  *) fail "there is no archive for $(uname -s)" "build it: cargo install --path ." ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
version=${GROUNDPLAN_VERSION:-}
if [ -z "$version" ]; then
  fetch "$base/VERSION" "$work/VERSION"
  version=$(cat "$work/VERSION")
fi
name=groundplan-$version-$arch-$system
fetch "$base/$name.tar.gz" "$work/$name.tar.gz"
fetch "$base/$name.tar.gz.sha256" "$work/$name.tar.gz.sha256"
if command -v sha256sum >/dev/null; then sum=$(sha256sum "$work/$name.tar.gz"); else sum=$(shasum -a 256 "$work/$name.tar.gz"); fi
[ "${sum%% *}" = "$(cut -d' ' -f1 "$work/$name.tar.gz.sha256")" ] || fail "the checksum of $name.tar.gz does not fit" "fetch it again; nothing was installed"

tar -xzf "$work/$name.tar.gz" -C "$work"
mkdir -p "$dir"
# A program that runs must not be written into: it is replaced.
cp "$work/$name/bin/groundplan" "$dir/.groundplan.new"
chmod 755 "$dir/.groundplan.new"
mv -f "$dir/.groundplan.new" "$dir/groundplan"
printf 'installed groundplan %s in %s\n' "$version" "$dir"
case ":$PATH:" in *":$dir:"*) ;; *) printf '  %s is not on your PATH\n' "$dir" ;; esac
