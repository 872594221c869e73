// Which bytes of a bundle are here. They come and go as ranges; what is known of them is known by the block.

export const BLOCK = 64;
const PIECE = 65536;  // memory is taken in pieces of this size, where there is anything

export class Kept {
  #pieces = new Map();  // by number: { bytes, blocks }

  constructor(size) { this.size = size; }

  has(block) {
    const blocks = PIECE / BLOCK;
    return this.#pieces.get(Math.floor(block / blocks))?.blocks[block % blocks] === 1;
  }

  // `begin` is where a block begins. A block that is not all there is left out, but for the bundle's last.
  put(begin, bytes) {
    const end = begin + bytes.length === this.size ? this.size : begin + Math.floor(bytes.length / BLOCK) * BLOCK;
    this.#each(begin, end, true, (piece, at, from, length) => {
      piece.bytes.set(bytes.subarray(from, from + length), at);
      piece.blocks.fill(1, at / BLOCK, Math.ceil((at + length) / BLOCK));
    });
  }

  // What is not here is left as it is.
  copy(offset, to) {
    this.#each(offset, offset + to.length, false, (piece, at, from, length) => {
      to.set(piece.bytes.subarray(at, at + length), from);
    });
  }

  #each(begin, end, make, work) {
    for (let offset = begin; offset < end;) {
      const number = Math.floor(offset / PIECE), at = offset % PIECE, length = Math.min(PIECE - at, end - offset);
      if (make && !this.#pieces.has(number))
        this.#pieces.set(number, { bytes: new Uint8Array(PIECE), blocks: new Uint8Array(PIECE / BLOCK) });
      const piece = this.#pieces.get(number);
      if (piece !== undefined) work(piece, at, offset - begin, length);
      offset += length;
    }
  }
}
