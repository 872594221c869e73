// What of a bundle is fetched together, by its section entries (libreader/bundle/FORMAT.md): requests that wait for each
// other cost more time than some kilobytes.

const HEADER_BYTES = 64, ENTRY_BYTES = 16;
const PAGE = 512;                // of a table
const STRIKE_HEAD = 64, PICTURES = 20;
const EARLY_PICTURES = 20480;    // those that a reader sees first stand together, at the front
const WHOLE = 24576;             // a table of phrases of this size is read all over for a page of text
const LISTS = ['ARTI', 'NAVI', 'LIST', 'MENU', 'CPTS', 'SRCH'], TEXT = ['UNIT', 'CHNK', 'TEXT'];

export class Stretches {
  #sections = [];

  // `front`: the bundle's first bytes, all entries among them.
  constructor(front) {
    const view = new DataView(front.buffer, front.byteOffset, front.length);
    for (let at = HEADER_BYTES, n = view.getUint8(6); n > 0 && at + ENTRY_BYTES <= front.length; --n, at += ENTRY_BYTES) {
      const tag = String.fromCharCode(...front.subarray(at, at + 4)), begin = view.getUint32(at + 4, true);
      this.#sections.push({ tag, begin, end: begin + view.getUint32(at + 8, true) });
    }
  }

  // What the first screen and the first page need wherever they are: ranges that can be asked for at once.
  first() {
    const found = [];
    for (const { tag, begin, end } of this.#sections) {
      if (tag === 'CODE') found.push([begin, end]);
      if (tag === 'STRK') found.push([begin, begin + STRIKE_HEAD]);
      if (LISTS.includes(tag) || TEXT.includes(tag)) found.push([begin, Math.min(end, begin + PAGE)]);
    }
    return found;
  }

  // What to fetch where [begin, end) is not here; `read(offset, to)` gives what is.
  around(begin, end, read) {
    const section = this.#sections.find((one) => begin >= one.begin && begin < one.end);
    const whole = section && (section.tag === 'CODE' || section.tag === 'PHRA') && section.end - section.begin <= WHOLE;
    if (whole) return [section.begin, section.end];
    if (section?.tag !== 'STRK' || begin < section.begin + STRIKE_HEAD) return [begin, end];
    const head = new Uint8Array(STRIKE_HEAD);
    read(section.begin, head);
    const early = section.begin + new DataView(head.buffer).getUint32(PICTURES, true) + EARLY_PICTURES;
    return begin < early ? [section.begin, Math.min(section.end, Math.max(early, end))] : [begin, end];
  }
}
