// The application in WebAssembly: its functions, and what lies in its memory, as JavaScript has them. The functions are
// those of module.cpp, the imports those of ports/wasm.

export const KEYS = ['up', 'down', 'left', 'right', 'select', 'back', 'menu'];
export const SCREENS = ['library', 'page', 'menu', 'contents', 'notes', 'goto', 'bookmarks', 'settings', 'entry', 'found',
  'pick', 'hits', 'end', 'fault'];
const LANGUAGES = ['zh-Hans', 'zh-Hant', 'ja', 'ko', 'en'];
const FIELDS = 7;
const NOTE_MARK = 3;

// The first of the browser's languages that there are menus in; 255: none.
function languageOf(names) {
  for (const name of names) {
    const found = LANGUAGES.indexOf(/^zh/.test(name) ? (/Hant|TW|HK|MO/.test(name) ? 'zh-Hant' : 'zh-Hans') : name.slice(0, 2));
    if (found >= 0) return found;
  }
  return 255;
}

// The module is stored compressed; a server may have taken it apart on the way (Content-Encoding).
async function moduleBytes() {
  const answer = await fetch(new URL('reader.wasm.gz', import.meta.url));
  const bytes = await answer.arrayBuffer();
  const [first, second] = new Uint8Array(bytes, 0, 2);
  if (first !== 0x1F || second !== 0x8B) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

export class Module {
  // `source` has size and read(offset, to), which fills `to` or throws. `changed(offset, size, at)` is told of the store,
  // whose bytes at(offset, size) gives.
  static async load(source, changed) {
    const module = new Module();
    const host = {
      read(offset, to, size) {
        try {
          source.read(offset >>> 0, new Uint8Array(module.calls.memory.buffer, to >>> 0, size >>> 0));
          return 0;
        } catch (error) {
          module.trouble = error;
          return 1;
        }
      },
      changed: (offset, size) => changed(offset, size, (at, bytes) => module.#store().slice(at, at + bytes)),
    };
    const { instance } = await WebAssembly.instantiate(await moduleBytes(), { host });
    module.calls = instance.exports;
    module.size = source.size;
    module.calls.store_clear();
    return module;
  }

  calls = null;
  trouble = null;  // why a read failed last

  #bytes(at, size) { return new Uint8Array(this.calls.memory.buffer, at, size); }
  #store() { return this.#bytes(this.calls.store_bytes(), this.calls.store_size()); }

  // Before open(): what the store held.
  restore(pieces) {
    for (const [offset, bytes] of pieces) this.#store().set(bytes, offset);
  }

  open(width, height) { return this.calls.open(this.size, width, height, languageOf(navigator.languages ?? [])); }

  search(words) {
    const room = this.#bytes(this.calls.query_bytes(), 49);
    const { written, read } = new TextEncoder().encodeInto(words, room);
    return this.calls.search(read < words.length ? room.length : written);
  }

  // What the 16 levels from ink to paper look like, each as in an ImageData.
  setColours(colours) { new Uint32Array(this.calls.memory.buffer, this.calls.colours(), colours.length).set(colours); }

  // The screen, valid until the next call. `painted`: its pixels are there already.
  picture(width, height, painted) {
    if (!painted) this.calls.paint();
    const at = this.calls.picture();
    return new ImageData(new Uint8ClampedArray(this.calls.memory.buffer, at, width * height * 4), width, height);
  }

  screen() { return SCREENS[this.calls.screen()]; }
  language() { return LANGUAGES[this.screen() === 'page' ? this.calls.language() : this.calls.menu_language()] ?? ''; }

  // What the screen says: text_layer.h has the records. Note marks and links are the `spots` of their line.
  text() {
    const size = this.calls.read_text(), at = this.calls.text_bytes();
    const view = new DataView(this.calls.memory.buffer, at, size), decoder = new TextDecoder();
    const records = [];
    let line;
    for (let i = 0; i < size;) {
      const [left, right, baseline, em, kind, flags, bytes] =
        Array.from({ length: FIELDS }, (_, field) => view.getUint16(i + 2 * field, true));
      i += 2 * FIELDS;
      const record = { left: left << 16 >> 16, right: right << 16 >> 16, baseline, em, kind: kind & 255, block: kind >> 8,
        flags, text: decoder.decode(this.#bytes(at + i, bytes)) };
      if (record.kind < NOTE_MARK) {
        records.push({ ...record, spots: [] });
        line = this.#bytes(at + i, bytes);
      } else {
        records.at(-1).spots.push({ ...record, begin: decoder.decode(line.subarray(0, flags)).length });
      }
      i += bytes;
    }
    return records;
  }
}
