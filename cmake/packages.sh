# Installs Debian packages that are not there yet. Sourced by examples/run and tests/run.

build_packages="g++ cmake ninja-build pkgconf libutf8proc-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libtomlplusplus-dev
  libstb-dev libharfbuzz-dev libgumbo-dev libuchardet-dev libopencc-dev libicu-dev libarchive-dev libsodium-dev libzstd-dev libhyphen-dev hyphen-en-us libcurl4-openssl-dev|libcurl4-gnutls-dev libpugixml-dev libpoppler-cpp-dev libcli11-dev nlohmann-json3-dev libncurses-dev libsdl2-dev fonts-noto-cjk fonts-liberation2|fonts-liberation fonts-symbola fonts-hanazono"
test_packages="hyphen-de hyphen-fr xfonts-wqy xfonts-base unifont libgtest-dev zlib1g-dev python3 parallel tmux ncurses-bin groff clang lld libclang-rt-dev|libclang-rt-14-dev"
# What tests/recovery damages documents with (Chromium: 113 MB of the 121), and the documents.
recovery_packages="chromium poppler-utils cmark-gfm debian-reference-zh-cn maint-guide-zh-cn maint-guide-zh-tw
  maint-guide-ja developers-reference-ja debian-faq-ko debian-policy"
# What tests/bench is held against.
bench_packages="libunibreak-dev libpango1.0-dev less w3m fbless libharfbuzz-bin pandoc poppler-utils cmark-gfm zstd brotli xz-utils bzip2"
board_packages="gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-dev qemu-system-arm
  gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf qemu-system-riscv|qemu-system-misc
  g++-s390x-linux-gnu g++-arm-linux-gnueabihf qemu-user dosfstools mtools
  yamllint python3-kconfiglib"
# The web reader: a compiler for WebAssembly, engines to run it in, a browser and what drives it.
web_packages="clang lld llvm wasi-libc libc++-dev-wasm32|libc++-18-dev-wasm32
  libclang-rt-dev-wasm32|libclang-rt-18-dev-wasm32|libclang-rt-14-dev-wasm32 binaryen nodejs chromium chromium-driver
  python3-selenium"

is_installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2> /dev/null | grep -qx installed; }

# install_packages NAME…: a name may be a choice, "first|second": the first that the archive has.
install_packages() {
  if ! command -v apt-get > /dev/null; then
    echo "This system has no apt. Please install what these Debian packages hold, then run this again with" >&2
    echo "LIBREADER_NO_INSTALL=1:" >&2
    echo "  $*" >&2
    [ -n "${LIBREADER_NO_INSTALL:-}" ] && return 0
    return 1
  fi
  [ -n "${LIBREADER_NO_INSTALL:-}" ] && return 0
  local missing="" choice name found
  for choice in "$@"; do
    found=""
    for name in ${choice//|/ }; do
      if is_installed "$name"; then found=yes; fi
    done
    [ -n "$found" ] || missing="$missing $choice"
  done
  [ -n "$missing" ] || return 0
  local root=""
  [ "$(id -u)" = 0 ] || root=sudo
  $root apt-get -o DPkg::Lock::Timeout=300 update -qq || echo "apt-get update failed; trying with the old lists" >&2
  local wanted=""
  for choice in $missing; do
    for name in ${choice//|/ }; do
      if [ -n "$(LC_ALL=C apt-cache policy "$name" 2> /dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)')" ]; then
        wanted="$wanted $name"
        break
      fi
    done
  done
  echo "Installing:$wanted"
  $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $wanted > /dev/null
}
