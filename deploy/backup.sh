#!/bin/sh
# One night's backup: pack, read it through, drop what is older than a fortnight, verify the ledger.
# TARGET is the folder, best on another disk or machine; the passphrase seals the keys.
set -eu

: "${TARGET:?TARGET names the folder of the backups}"
: "${PASSPHRASE_FILE:=/etc/zhujian/backup-passphrase}"
zhujian="$(dirname "$0")/../.venv/bin/zhujian"
out="$TARGET/zhujian-$(date +%Y%m%d-%H%M%S).tar"

if [ -r "$PASSPHRASE_FILE" ]; then
  "$zhujian" backup "$out" --with-keys --passphrase-file "$PASSPHRASE_FILE"
else
  "$zhujian" backup "$out"
fi
"$zhujian" backup --check "$out"
find "$TARGET" -maxdepth 1 -name 'zhujian-*.tar' -mtime +14 -delete
"$zhujian" ledger verify
