// Where a bundle's bytes come from. The application asks for them from within a function that cannot wait, so that a
// source answers at once: this is why the reader lives in a worker, where a request and a file may be read synchronously.
// (The other way, to give up on a miss and begin anew when the bytes are there, would do a page's work once a request.)

import { BLOCK, Kept } from './kept.js';
import { Stretches } from './stretches.js';

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

const tagOf = (headers) => headers.get('ETag') ?? headers.get('Last-Modified') ?? '';

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
    tag: tagOf({ get: (name) => request.getResponseHeader(name) }) };
}

// A bundle on a web server: its blocks, as they are asked for. `keep` is told of the bundle and of what was fetched:
// bundle(size, tag, isNew), range(begin, bytes).
export class RangeSource {
  static FRONT = 4096;
  static MOST_AHEAD = 65536;
  // So many bytes are fetched in stretches as small as can be; then a request is worth 4 KB, and what follows on what was
  // fetched last is fetched in ever longer stretches.
  static FRUGAL = 65536;
  static PIECE = 4096;
  requests = 0;
  trips = 0;  // requests that waited for others
  fetched = 0;
  isReplaced = false;
  #kept = null;
  #stretches = null;
  #ahead = 0;
  #end = 0;

  // `known` is what an earlier visit left: { size, tag, ranges }, or null.
  static async open(url, known, keep) {
    const source = new RangeSource(url, known, keep);
    await source.#fetchFirst();
    return source;
  }

  constructor(url, known, keep) {
    this.url = url;
    this.keep = keep;
    try {
      this.#begin(known);
    } catch (error) {
      if (known === null) throw error;
      this.size = known.size;  // offline: with what there is
      this.tag = known.tag;
      this.#restore(known);
    }
    const front = new Uint8Array(Math.min(this.size, RangeSource.FRONT));
    this.#kept.copy(0, front);
    this.#stretches = new Stretches(front);
  }

  // The front of the bundle tells its size, and whether it is still what it was.
  #begin(known) {
    const answer = get(this.url, 0, RangeSource.FRONT, true);
    this.#count(answer.bytes);
    this.size = answer.whole ? answer.bytes.length : answer.total || new DataView(answer.bytes.buffer).getUint32(8, true);
    this.tag = answer.tag;
    const isNew = answer.whole || known?.size !== this.size || known.tag !== this.tag;
    this.#restore(isNew ? null : known);
    this.keep.bundle(this.size, this.tag, isNew);
    this.#take(0, answer.bytes);
  }

  #restore(known) {
    this.#kept = new Kept(this.size);
    for (const [begin, bytes] of known?.ranges ?? []) this.#kept.put(begin, bytes);
  }

  #count(...answers) {
    ++this.trips;
    this.requests += answers.length;
    for (const bytes of answers) this.fetched += bytes.length;
  }

  #take(begin, bytes) {
    this.#kept.put(begin, bytes);
    this.keep.range(begin, bytes);
  }

  #missing(begin, end) {
    let first = Math.floor(begin / BLOCK), last = Math.ceil(Math.min(end, this.size) / BLOCK);
    while (first < last && this.#kept.has(first)) ++first;
    while (first < last && this.#kept.has(last - 1)) --last;
    return [first * BLOCK, Math.min(last * BLOCK, this.size)];
  }

  // What is needed first, all at once: the browser's own cache would ask for one range after the other. What does not come is asked for again where it is read.
  async #fetchFirst() {
    const ranges = this.#stretches.first().map((range) => this.#missing(...range)).filter(([begin, end]) => begin < end);
    const answers = await Promise.all(ranges.map(async ([begin, end]) => {
      const headers = { Range: `bytes=${begin}-${end - 1}` };
      const answer = await fetch(this.url, { headers, cache: 'no-store' }).catch(() => null);
      const bytes = answer?.status === 206 ? new Uint8Array(await answer.arrayBuffer()) : new Uint8Array(0);
      if (answer && tagOf(answer.headers) === this.tag && bytes.length === end - begin) this.#take(begin, bytes);
      return bytes;
    }));
    if (answers.length > 0) this.#count(...answers);
  }

  #fetch(block, until) {
    const follows = block * BLOCK === this.#end, isFrugal = this.fetched <= RangeSource.FRUGAL;
    this.#ahead = follows && !isFrugal ? Math.min(Math.max(2 * this.#ahead, RangeSource.PIECE), RangeSource.MOST_AHEAD) : 0;
    let [begin, end] = this.#stretches.around(block * BLOCK, until + this.#ahead, (offset, to) => this.#kept.copy(offset, to));
    if (!isFrugal) {
      begin -= begin % RangeSource.PIECE;
      end = Math.ceil(end / RangeSource.PIECE) * RangeSource.PIECE;
    }
    [begin, end] = this.#missing(begin, end);
    const answer = get(this.url, begin, end, false);
    this.#count(answer.bytes);
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
    if (end > this.size) throw new Error('beyond the end');
    for (let block = Math.floor(offset / BLOCK); block * BLOCK < end; ++block) {
      if (!this.#kept.has(block)) this.#fetch(block, end);
    }
    this.#kept.copy(offset, to);
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
