/* A QEMU plugin that counts executed instructions and the depth of the stack between marks: functions of the program that
   is run, whose entry ends the stretch before it and begins one of its name ("end" begins none).

   Arguments: mark=ADDRESS:NAME (several), stack=LOW:HIGH, out=FILE; addresses in hexadecimal. Writes, in order of time,
     NAME INSTRUCTIONS STACK_BYTES            a line for each stretch; the stack from HIGH to the lowest address written
   and then, for all stretches together, most first,
     function INSTRUCTIONS NAME */
#include "qemu_plugin_mini.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;

enum { kMaxMarks = 8, kMaxFunctions = 4096, kShown = 25 };

static struct Mark { uint64_t address; char name[32]; } marks[kMaxMarks];
static struct Function { char *name; uint64_t total, begun, marked; } functions[kMaxFunctions];
static unsigned mark_count, function_count;
static uint64_t stack_low, stack_high, lowest, executed, begun;
static const struct Mark *current;
static FILE *out;

static struct Function *function_named(const char *name) {
  if (name == NULL) name = "?";
  for (unsigned i = 0; i < function_count; ++i)
    if (strcmp(functions[i].name, name) == 0) return &functions[i];
  if (function_count == kMaxFunctions) return &functions[0];
  functions[function_count].name = strdup(name);
  return &functions[function_count++];
}

static void on_mark(unsigned cpu, void *mark) {
  (void)cpu;
  if (current != NULL) {
    fprintf(out, "%s %" PRIu64 " %" PRIu64 "\n", current->name, executed - begun, stack_high - lowest);
    for (unsigned i = 0; i < function_count; ++i) functions[i].marked += functions[i].total - functions[i].begun;
  }
  current = strcmp(((struct Mark *)mark)->name, "end") == 0 ? NULL : mark;
  begun = executed;
  lowest = stack_high;
  for (unsigned i = 0; i < function_count; ++i) functions[i].begun = functions[i].total;
}

static void on_memory(unsigned cpu, qemu_plugin_meminfo_t info, uint64_t address, void *unused) {
  (void)cpu, (void)unused;
  if (address >= stack_low && address < lowest && qemu_plugin_mem_is_store(info)) lowest = address;
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *block) {
  (void)id;
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
    struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, i);
    for (unsigned m = 0; m < mark_count; ++m)
      if (qemu_plugin_insn_vaddr(instruction) == marks[m].address)
        qemu_plugin_register_vcpu_insn_exec_cb(instruction, on_mark, QEMU_PLUGIN_CB_NO_REGS, &marks[m]);
    struct Function *function = function_named(qemu_plugin_insn_symbol(instruction));
    qemu_plugin_register_vcpu_insn_exec_inline(instruction, QEMU_PLUGIN_INLINE_ADD_U64, &executed, 1);
    qemu_plugin_register_vcpu_insn_exec_inline(instruction, QEMU_PLUGIN_INLINE_ADD_U64, &function->total, 1);
    /* Reads as well as writes: 7.2 passes over the second callback of an instruction when the first does not match. */
    qemu_plugin_register_vcpu_mem_cb(instruction, on_memory, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW, NULL);
  }
}

static int most_first(const void *a, const void *b) {
  const uint64_t x = ((const struct Function *)a)->marked, y = ((const struct Function *)b)->marked;
  return (x < y) - (x > y);
}

static void on_end(qemu_plugin_id_t id, void *unused) {
  (void)id, (void)unused;
  qsort(functions, function_count, sizeof *functions, most_first);
  for (unsigned i = 0; i < function_count && i < kShown; ++i)
    fprintf(out, "function %" PRIu64 " %s\n", functions[i].marked, functions[i].name);
  fclose(out);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv) {
  (void)info;
  for (int i = 0; i < argc; ++i) {
    struct Mark *mark = &marks[mark_count];
    if (strncmp(argv[i], "mark=", 5) == 0 && mark_count < kMaxMarks) {
      if (sscanf(argv[i] + 5, "%" SCNx64 ":%31s", &mark->address, mark->name) != 2) return -1;
      ++mark_count;
    } else if (strncmp(argv[i], "stack=", 6) == 0) {
      if (sscanf(argv[i] + 6, "%" SCNx64 ":%" SCNx64, &stack_low, &stack_high) != 2) return -1;
    } else if (strncmp(argv[i], "out=", 4) == 0) {
      out = fopen(argv[i] + 4, "w");
    } else {
      return -1;
    }
  }
  if (out == NULL) return -1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  qemu_plugin_register_atexit_cb(id, on_end, NULL);
  return 0;
}
