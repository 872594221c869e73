#!/bin/bash
# What the core needs from outside and what it keeps: memory functions and the compiler's integer helpers only, no
# writable globals, no static constructors, no unwind tables.
#   check_symbols.sh TOOL_PREFIX ARCHIVE_OR_OBJECT...      TOOL_PREFIX: arm-none-eabi-, riscv64-unknown-elf-, or ""
set -u
prefix=$1
shift

allowed='memcpy|memmove|memset|memcmp|strlen'
allowed+='|__aeabi_(mem(cpy|move|set|clr)[48]?|u?idiv(mod)?|u?ldivmod|l(lsl|lsr|asr|mul|cmp)|ulcmp|u(read|write)[48])'
allowed+='|__gnu_thumb1_case_(uqi|sqi|uhi|shi|si)'
allowed+='|__(clz|ctz|popcount|ffs|bswap|u?div|u?mod|mul|lshr|ashr|ashl|udivmod|cmp|ucmp)[sd]i[234]?'
allowed+='|__riscv_(save|restore)_[0-9]+'

failed=0
report() {  # report TITLE LINES: complains if there are any
  [ -z "$2" ] && return
  echo "$1:"
  echo "$2" | "${prefix}c++filt" | sort -u | sed 's/^/  /'
  failed=1
}

defined=$("${prefix}nm" --defined-only "$@" | awk 'NF == 3 { print $3 }' | sort -u)
[ -n "$defined" ] || { echo "no symbols in $*"; exit 1; }
undefined=$("${prefix}nm" --undefined-only "$@" | awk 'NF == 2 { print $2 }' | sort -u)
outside=$(comm -23 <(echo "$undefined") <(echo "$defined") | grep -v '^$')

report "not allowed" "$(echo "$outside" | grep -vxE "$allowed" | grep -v '^$')"
report "writable globals" "$("${prefix}nm" --defined-only "$@" | awk 'NF == 3 && $2 ~ /^[bBdDcCsSgG]$/ { print $3 }')"
report "sections" "$("${prefix}objdump" -h "$@" |
  awk '$2 ~ /^\.(init_array|ctors|preinit_array|gcc_except_table|eh_frame|tbss|tdata)/ && $3 !~ /^0+$/ { print $2 }')"

[ $failed = 0 ] && echo "symbols ok, from outside:" $outside
exit $failed
