#!/bin/sh
# Installs provision @VERSION@ for Linux on x86_64: downloads the release's archive, checks its SHA-256, and unpacks it into a prefix.
#
#   sh install.sh [--prefix DIR] [--url ADDRESS] [--uninstall]
#
# The prefix is ~/.local unless --prefix or PROVISION_PREFIX names another folder. Nothing is changed unless the checksum matches.
set -eu

VERSION='@VERSION@'
ARCHIVE='@NAME@'
SHA256='@SHA256@'
URL='@URL@'

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

usage() {
  sed -n '2,6s/^# \{0,1\}//p' "$0"
}

fetch() { # fetch ADDRESS FILE
  if command -v curl >/dev/null 2>&1; then
    curl --fail --silent --show-error --location --proto '=https,http,file' --proto-redir '=https,http' --output "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    case $1 in
      file://*) cp "${1#file://}" "$2" ;;
      *) wget --quiet --output-document="$2" "$1" ;;
    esac
  else
    case $1 in
      file://*) cp "${1#file://}" "$2" ;;
      *) fail 'neither curl nor wget is there to fetch the archive' ;;
    esac
  fi
}

checksum() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1"
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 "$1"
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r "$1"
  else
    fail 'none of sha256sum, shasum and openssl is there to check the archive'
  fi | cut -d ' ' -f 1
}

# What an installation has below the prefix, besides the man pages.
parts() {
  printf '%s\n' bin/provision share/provision share/doc/provision share/bash-completion/completions/provision \
    share/zsh/site-functions/_provision share/fish/vendor_completions.d/provision.fish
}

uninstall() {
  parts | while read -r part; do rm -rf "${prefix:?}/$part"; done
  rm -f "$prefix"/share/man/man1/provision.1 "$prefix"/share/man/man1/provision-*.1
}

main() {
  prefix=${PROVISION_PREFIX:-${HOME:+$HOME/.local}}
  remove=
  while [ $# -gt 0 ]; do
    case $1 in
      --prefix | --url)
        [ $# -gt 1 ] || fail "$1 needs a value"
        if [ "$1" = --prefix ]; then prefix=$2; else URL=${2%/}; fi
        shift 2
        ;;
      --uninstall) remove=yes && shift ;;
      -h | --help) usage && exit 0 ;;
      *) fail "unknown argument '$1'; --help shows what there is" ;;
    esac
  done
  [ -n "$prefix" ] || fail 'HOME is not set: name a folder with --prefix'
  case $prefix in
    /*) ;;
    *) prefix=$PWD/$prefix ;;
  esac
  if [ -n "$remove" ]; then
    uninstall
    printf 'provision was removed from %s\n' "$prefix"
    exit 0
  fi

  [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] ||
    fail "this release is for Linux on x86_64, and this machine is $(uname -s) on $(uname -m)"
  mkdir -p "$prefix" || fail "cannot write $prefix: name another folder with --prefix"
  # Beside its place, so that moving it there is one step of one file system.
  work=$(mktemp -d "$prefix/.provision-install.XXXXXX") || fail "cannot write $prefix: name another folder with --prefix"
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM

  fetch "$URL/$ARCHIVE.tar.gz" "$work/archive.tar.gz" || fail "cannot fetch $URL/$ARCHIVE.tar.gz"
  found=$(checksum "$work/archive.tar.gz")
  [ "$found" = "$SHA256" ] || fail "the archive's SHA-256 is $found, and $SHA256 was expected; nothing was installed"
  tar -xzf "$work/archive.tar.gz" -C "$work"
  "$work/$ARCHIVE/bin/provision" --version >/dev/null || fail 'the program does not run on this machine; nothing was installed'

  uninstall
  (cd "$work/$ARCHIVE" && find bin share ! -type d) | while read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    mv -f "$work/$ARCHIVE/$file" "$prefix/$file"
  done
  printf 'provision %s is installed: %s\n' "$VERSION" "$prefix/bin/provision"
  case :$PATH: in
    *":$prefix/bin:"*) ;;
    *) printf "To find it by its name:  export PATH=\"%s:\$PATH\"\n" "$prefix/bin" ;;
  esac
}

# Called on the last line, so that a download that was cut off does nothing.
main "$@"
