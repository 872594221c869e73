# RISC-V port, from reset to main: gp, sp, .data, .bss, the painted stack, constructors. With common.ld, the linker
# script of one board (virt.ld) and semihost.h this is all that a RISC-V firmware of libreader needs. A trap ends the
# program with exit code 139.
  .section .vectors, "ax"
  .globl _start
  .type _start, @function
_start:
  .option arch, +zicsr
  .option push
  .option norelax
  la gp, __global_pointer$
  .option pop
  la sp, __stack_top
  la t0, trap
  csrw mtvec, t0

  la a0, __data_load
  la a1, __data_start
  la a2, __data_end
copy_data:
  bgeu a1, a2, clear
  lw t0, 0(a0)
  sw t0, 0(a1)
  addi a0, a0, 4
  addi a1, a1, 4
  j copy_data

clear:
  la a1, __bss_start
  la a2, __bss_end
clear_bss:
  bgeu a1, a2, paint
  sw zero, 0(a1)
  addi a1, a1, 4
  j clear_bss

paint:
  la a1, __stack_limit
  li t0, 0xDEADBEEF
paint_stack:
  bgeu a1, sp, construct
  sw t0, 0(a1)
  addi a1, a1, 4
  j paint_stack

construct:
  la s0, __init_array_start
  la s1, __init_array_end
call_constructors:
  bgeu s0, s1, run
  lw t0, 0(s0)
  jalr t0
  addi s0, s0, 4
  j call_constructors

run:
  call main
finish:                  # a0: exit code; SYS_EXIT_EXTENDED of semihosting, see semihost.h
  addi sp, sp, -16
  li t0, 0x20026
  sw t0, 0(sp)
  sw a0, 4(sp)
  mv a1, sp
  li a0, 0x20
  .balign 16
  .option push
  .option norvc
  slli zero, zero, 0x1f
  ebreak
  srai zero, zero, 7
  .option pop
  j finish
  .size _start, . - _start

  .balign 4
  .type trap, @function
trap:
  la sp, __stack_top     # whatever it was, it may be the cause
  li a0, 139
  j finish
  .size trap, . - trap
