// node run_module.mjs MODULE.wasm BUNDLE.lrb [KEYS]: runs a program of examples/firmware that was compiled to WebAssembly, and
// prints its lines. Ends with its result, or 139 where it trapped.
import { readFileSync } from 'node:fs';

const [, , program, file, keys = ''] = process.argv;
const bundle = readFileSync(file);
let memory;
let typed = 0;

const host = {
  read(offset, to, size) {
    if ((offset >>> 0) + (size >>> 0) > bundle.length) return 1;
    bundle.copy(new Uint8Array(memory.buffer, to >>> 0, size >>> 0), 0, offset >>> 0);
    return 0;
  },
  key() {
    return keys.charCodeAt(typed++);
  },
  print(text) {
    const bytes = new Uint8Array(memory.buffer, text >>> 0);
    process.stdout.write(bytes.subarray(0, bytes.indexOf(0)));
  },
};

const { instance } = await WebAssembly.instantiate(readFileSync(program), { host });
memory = instance.exports.memory;
try {
  process.exitCode = instance.exports.run(bundle.length);
} catch (error) {
  console.error(String(error));
  process.exitCode = 139;
}
