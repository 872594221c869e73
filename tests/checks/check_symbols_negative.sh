#!/bin/bash
# Tests check_symbols.sh: each of these sources must be refused, by the compiler or by the check, and some must pass.
#   check_symbols_negative.sh [COMPILER_PREFIX]            arm-none-eabi- by default
set -u
prefix=${1:-arm-none-eabi-}
check=$(dirname "$0")/check_symbols.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags="-std=c++20 -Os -ffunction-sections -fdata-sections -fno-exceptions -fno-rtti -fno-unwind-tables"
flags+=" -fno-asynchronous-unwind-tables -fno-threadsafe-statics"
[ "$prefix" = arm-none-eabi- ] && flags+=" -mcpu=cortex-m4 -mthumb"

wrong=0 cases=0
passes() {  # passes SOURCE: compiles and is allowed
  echo "$1" > "$work/t.cpp"
  # shellcheck disable=SC2086
  "${prefix}g++" $flags -c "$work/t.cpp" -o "$work/t.o" 2> "$work/log" &&
    "$check" "$prefix" "$work/t.o" > "$work/log" 2>&1
}
refuse() {
  cases=$((cases + 1))
  if passes "$2"; then echo "MISSED: $1"; wrong=1; fi
}
accept() {
  cases=$((cases + 1))
  if ! passes "$2"; then echo "REFUSED, though harmless: $1"; cat "$work/log"; wrong=1; fi
}

refuse vector '#include <vector>
int f(int n) { std::vector<int> v(n); return v[n / 2]; }'
refuse string '#include <string>
std::size_t f(const char* p) { return (std::string(p) + "a suffix that is long enough").size(); }'
refuse iostream '#include <iostream>
void f() { std::cout << 1; }'
refuse throw 'void f() { throw 1; }'
refuse snprintf '#include <cstdio>
int f(char* b, int n) { return snprintf(b, 8, "%d", n); }'
refuse std_function '#include <functional>
void f(std::function<void()> g) { g(); }'
refuse dynamic_initialisation 'int g(); int x = g();'
refuse constructor 'struct S { S(); ~S(); }; const S s;'
refuse double 'double f(double a, double b) { return a * b; }'
refuse double_from_int 'int f(int a) { return static_cast<int>(a * 1.5); }'
refuse static_local 'int f() { static int calls; return ++calls; }'
refuse global 'int state = 1; int f() { return state++; }'
refuse thread_local 'thread_local int t; int f() { return ++t; }'
refuse malloc '#include <cstdlib>
void* f() { return malloc(3); }'
refuse stable_sort '#include <algorithm>
void f(int* a, int* b) { std::stable_sort(a, b); }'
refuse new_array 'int* f(int n) { return new int[n]; }'
refuse virtual_destructor 'struct B { virtual ~B(); virtual void f(); }; B::~B() {} void B::f() {}'
refuse isalpha '#include <cctype>
int f(int c) { return std::isalpha(c); }'
refuse assert '#include <cassert>
void f(int c) { assert(c); }'

accept abstract_interface 'struct B { virtual void f() = 0; }; struct D : B { void f() override; }; void D::f() {}'
accept integer_to_chars '#include <charconv>
char* f(char* a, char* b, int v) { return std::to_chars(a, b, v).ptr; }'
accept tables_and_copies '#include <cstring>
extern const int t[4]; const int t[4] = {1, 2, 3, 4};
int f(void* a, const void* b, unsigned n) { std::memcpy(a, b, n); return t[n & 3]; }
unsigned long long g(unsigned long long a, unsigned long long b) { return a / b; }'

[ $wrong = 0 ] && echo "$cases cases as they should be"
exit $wrong
