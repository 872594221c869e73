// What stays in the browser, in IndexedDB: bookmarks and settings of each bundle (the pages of the application's store),
// and the blocks of bundles that were fetched, so that what was read once is there without a network.
//
// Writing is behind reading: nothing waits for it. A tab that is lost loses what the last transaction had not taken yet,
// a few milliseconds; each transaction is a state that the store was in, as its journal needs it.

import { BLOCK } from './sources.js';

const PIECE = 4096;
const RUN = 65536;  // bytes of blocks that are kept as one record, where they follow each other

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Saved {
  static async open() {
    const request = indexedDB.open('libreader', 1);
    request.onupgradeneeded = () => {
      for (const name of ['stores', 'bundles', 'blocks']) request.result.createObjectStore(name);
    };
    const saved = new Saved();
    saved.#base = await done(request);
    return saved;
  }

  #base = null;
  #waiting = Promise.resolve();

  #write(names, work) {
    const transaction = this.#base.transaction(names, 'readwrite');
    work(...names.map((name) => transaction.objectStore(name)));
    const end = new Promise((resolve) => {
      transaction.oncomplete = transaction.onabort = transaction.onerror = resolve;
    });
    this.#waiting = Promise.all([this.#waiting, end]);
  }

  // When all that was written so far has been taken.
  settled() { return this.#waiting; }

  async #all(name, key) {
    const range = IDBKeyRange.bound([key, 0], [key, Infinity]);
    const store = this.#base.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([done(store.getAllKeys(range)), done(store.getAll(range))]);
    return keys.map((found, i) => [found[1], values[i]]);
  }

  // The store of a bundle: [offset, bytes] of its pieces.
  store(key) { return this.#all('stores', key); }

  // `at` gives the bytes of a piece; called at once.
  keepStore(key, offset, size, at) {
    this.#write(['stores'], (stores) => {
      const first = Math.floor(offset / PIECE) * PIECE;
      for (let piece = first; piece < offset + size; piece += PIECE) stores.put(at(piece, PIECE), [key, piece]);
    });
  }

  // { size, tag, blocks } of a bundle on the web, or null.
  async bundle(url) {
    const bundles = this.#base.transaction('bundles').objectStore('bundles');
    const known = await done(bundles.get(url));
    if (known === undefined) return null;
    const blocks = new Map();
    for (const [number, run] of await this.#all('blocks', url)) {
      for (let at = 0; at < run.length; at += BLOCK) blocks.set(number + at / BLOCK, run.subarray(at, at + BLOCK));
    }
    return { ...known, blocks };
  }

  // Forgets the blocks of another version of it.
  keepBundle(url, size, tag, isNew) {
    this.#write(['bundles', 'blocks'], (bundles, blocks) => {
      if (isNew) blocks.delete(IDBKeyRange.bound([url, 0], [url, Infinity]));
      bundles.put({ size, tag }, url);
    });
  }

  // [number, bytes] each, in their order.
  keepBlocks(url, fresh) {
    this.#write(['blocks'], (blocks) => {
      for (let i = 0, end; i < fresh.length; i = end) {
        const first = fresh[i][0];
        end = i + 1;
        while (end < fresh.length && end - i < RUN / BLOCK && fresh[end][0] === first + end - i) ++end;
        const run = new Uint8Array(fresh.slice(i, end).reduce((size, [, bytes]) => size + bytes.length, 0));
        fresh.slice(i, end).forEach(([, bytes], n) => run.set(bytes, n * BLOCK));
        blocks.put(run, [url, first]);
      }
    });
  }
}
