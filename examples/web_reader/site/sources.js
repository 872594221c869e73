// Where a bundle's bytes come from. The application asks for them from within a function that cannot wait, so that a
// source answers at once: this is why the reader lives in a worker, where a request and a file may be read synchronously.
// (The other way, to give up on a miss and begin anew when the bytes are there, would do a page's work once a request.)

export const BLOCK = 512;

export class WholeSource {
  constructor(bytes) {
    this.bytes = bytes;
    this.size = bytes.length;
  }
  read(offset, to) { to.set(this.bytes.subarray(offset, offset + to.length)); }
}

// A file that was picked: read where it lies, a stretch at a time.
export class FileSource {
  static STRETCH = 65536;
  #begin = 0;
  #bytes = new Uint8Array(0);
  constructor(file) {
    this.file = file;
    this.size = file.size;
  }
  read(offset, to) {
    if (offset < this.#begin || offset + to.length > this.#begin + this.#bytes.length) {
      const end = Math.max(offset + to.length, offset + FileSource.STRETCH);
      this.#bytes = new Uint8Array(new FileReaderSync().readAsArrayBuffer(this.file.slice(offset, end)));
      this.#begin = offset;
    }
    to.set(this.#bytes.subarray(offset - this.#begin, offset - this.#begin + to.length));
  }
}

function get(url, begin, end, fresh) {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.setRequestHeader('Range', `bytes=${begin}-${end - 1}`);
  if (fresh) request.setRequestHeader('Cache-Control', 'no-cache');
  request.send();
  if (request.status !== 206 && request.status !== 200) throw new Error(`HTTP ${request.status}`);
  return { whole: request.status === 200, bytes: new Uint8Array(request.response),
    total: Number(/\/(\d+)$/.exec(request.getResponseHeader('Content-Range') ?? '')?.[1] ?? 0),
    tag: request.getResponseHeader('ETag') ?? request.getResponseHeader('Last-Modified') ?? '' };
}

// A bundle on a web server: its blocks, as they are asked for. What follows on what was fetched last is fetched in ever
// longer stretches. `keep` is told of the bundle and of every block: bundle(size, tag, isNew), blocks([[number, bytes]]).
export class RangeSource {
  static FIRST = 4096;
  static MOST_AHEAD = 65536;
  static FRUGAL = 65536;  // so many bytes are fetched in pieces as small as can be; then a request is worth eight blocks
  blocks = new Map();
  requests = 0;
  fetched = 0;
  isReplaced = false;
  #ahead = 0;
  #end = 0;

  // `known` is what an earlier visit left: { size, tag, blocks }, or null.
  constructor(url, known, keep) {
    this.url = url;
    this.keep = keep;
    try {
      this.#begin(known);
    } catch (error) {
      if (known === null) throw error;
      this.size = known.size;  // offline: with what there is
      this.tag = known.tag;
      this.blocks = known.blocks;
    }
  }

  // The front of the bundle tells its size, and whether it is still what it was.
  #begin(known) {
    const answer = get(this.url, 0, RangeSource.FIRST, true);
    this.#count(answer);
    if (answer.whole) {
      this.size = answer.bytes.length;
      this.tag = answer.tag;
      this.keep.bundle(this.size, this.tag, true);
      this.#take(0, answer.bytes);
      return;
    }
    const header = new DataView(answer.bytes.buffer);
    this.size = answer.total || header.getUint32(8, true);
    this.tag = answer.tag;
    const isNew = known?.size !== this.size || known.tag !== this.tag;
    if (!isNew) this.blocks = known.blocks;
    this.keep.bundle(this.size, this.tag, isNew);
    this.#take(0, answer.bytes);
  }

  #count(answer) {
    ++this.requests;
    this.fetched += answer.bytes.length;
  }

  #take(begin, bytes) {
    const fresh = [];
    for (let at = 0; at < bytes.length; at += BLOCK) {
      const block = bytes.slice(at, at + BLOCK), number = (begin + at) / BLOCK;
      if (block.length < BLOCK && begin + bytes.length < this.size) break;
      if (!this.blocks.has(number)) fresh.push([number, block]);
      this.blocks.set(number, block);
    }
    if (fresh.length > 0) this.keep.blocks(fresh);
  }

  #fetch(number, end) {
    const follows = number * BLOCK === this.#end;
    this.#ahead = follows ? Math.min(Math.max(2 * this.#ahead, BLOCK), RangeSource.MOST_AHEAD) : 0;
    let first = number, last = Math.ceil((end + this.#ahead) / BLOCK);
    if (this.fetched > RangeSource.FRUGAL) {
      while (first % 8 > 0 && !this.blocks.has(first - 1)) --first;
      while (last % 8 > 0 && !this.blocks.has(last)) ++last;
    }
    const begin = first * BLOCK;
    end = Math.min(this.size, last * BLOCK);
    const answer = get(this.url, begin, end, false);
    this.#count(answer);
    if (answer.tag !== this.tag) {
      this.isReplaced = true;  // to be opened anew
      throw new Error('the bundle was changed on the server');
    }
    if (!answer.whole && answer.bytes.length !== end - begin) throw new Error('a range came short');
    this.#take(answer.whole ? 0 : begin, answer.bytes);
    this.#end = end;
  }

  read(offset, to) {
    const end = offset + to.length;
    for (let at = offset; at < end;) {
      const number = Math.floor(at / BLOCK), block = this.blocks.get(number);
      if (block === undefined) {
        this.#fetch(number, end);
        continue;
      }
      const part = block.subarray(at - number * BLOCK, Math.min(BLOCK, end - number * BLOCK));
      if (part.length === 0) throw new Error('beyond the end');
      to.set(part, at - offset);
      at += part.length;
    }
  }

  // All of it, for reading without a network.
  async fetchAll() {
    const answer = await fetch(this.url);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length !== this.size) throw new Error('the bundle was changed on the server');
    this.#take(0, bytes);
  }
}
