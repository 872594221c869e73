// What stays in the browser, in IndexedDB: bookmarks and settings of each bundle (the pages of the application's store),
// and the ranges of bundles that were fetched, so that what was read once is there without a network.
//
// Writing is behind reading: nothing waits for it. A tab that is lost loses what the last transaction had not taken yet,
// a few milliseconds; each transaction is a state that the store was in, as its journal needs it.

const PIECE = 4096;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Saved {
  static async open() {
    const request = indexedDB.open('libreader', 2);
    request.onupgradeneeded = () => {
      const names = request.result.objectStoreNames;
      for (const name of ['stores', 'bundles', 'ranges']) names.contains(name) || request.result.createObjectStore(name);
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

  // { size, tag, ranges } of a bundle on the web, or null. A range is [offset, bytes].
  async bundle(url) {
    const bundles = this.#base.transaction('bundles').objectStore('bundles');
    const known = await done(bundles.get(url));
    return known === undefined ? null : { ...known, ranges: await this.#all('ranges', url) };
  }

  // Forgets the ranges of another version of it.
  keepBundle(url, size, tag, isNew) {
    this.#write(['bundles', 'ranges'], (bundles, ranges) => {
      if (isNew) ranges.delete(IDBKeyRange.bound([url, 0], [url, Infinity]));
      bundles.put({ size, tag }, url);
    });
  }

  // Several at the same offset: the longest counts.
  keepRange(url, begin, bytes) {
    this.#write(['ranges'], (ranges) => {
      const before = ranges.get([url, begin]);
      before.onsuccess = () => {
        if (!(before.result?.length > bytes.length)) ranges.put(bytes, [url, begin]);
      };
    });
  }
}
