// The reader's own thread: a bundle, the application, the canvas. Takes what the page tells it (main.js), one message after
// the other, and tells what is shown.
import { KEYS, Module } from './module.js';
import { Saved } from './saved.js';
import { FileSource, RangeSource } from './sources.js';

const EM_OF_TEXT = 16;        // CSS pixels that a character should have
const MOST_EM_OF_LINE = 44;   // wider windows get margins
const HELD = 100;             // milliseconds: pages that follow each other within them are being flipped
const HIDDEN = 200;           // milliseconds until a page that is not shown at all counts as shown
const PAINTED = 8, REFRESH = 7;  // of what module.cpp says of an update

let saved, source, module, key, canvas, context;
let room = { width: 0, height: 0, ratio: 1 };  // CSS pixels, and how many of the screen's one has
let scale = 1;                                 // of the screen's pixels one of the page has
let colours = new Uint32Array(16);
let settling = 0;
let lastShown = 0, pictures = 0;

const tell = (message) => postMessage(message);

const keep = (url) => ({
  bundle: (size, tag, isNew) => saved.keepBundle(url, size, tag, isNew),
  range: (begin, bytes) => saved.keepRange(url, begin, bytes),
});

async function openSource(make, name) {
  clearTimeout(settling);
  module = undefined;
  tell({ opening: name });
  try {
    source = await make();
    key = name;
    const pieces = await saved.store(name);
    const opened = await Module.load(source, (offset, size, at) => saved.keepStore(name, offset, size, at));
    opened.restore(pieces);
    module = opened;
    module.setColours(colours);
    scale = 0;
    layOut();
    if (module.screen() === 'fault' && module.trouble === null) throw new Error('this is no bundle');
  } catch (error) {
    module = undefined;
    tell({ failed: String(error.message ?? error), name });
  }
}

// A page for the room there is, at the screen's own pixels; where these are very small, two or three to each of the page's.
function layOut() {
  const width = room.width * room.ratio, height = room.height * room.ratio;
  const openAt = (pixels, em) => {
    const measure = em > 0 ? em * MOST_EM_OF_LINE : width;
    const size = (n) => Math.max(64, Math.min(4096, Math.floor(n / pixels)));
    const w = Math.min(size(width), measure) & ~1, h = size(height);
    module.open(w, h);
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  };
  let em = module.em ?? 0;
  openAt(scale || 1, em);
  if (em === 0) {
    em = module.em = module.calls.largest_ppem();
    if (em === 0) return show(1);
    openAt(1, em);
  }
  const wanted = Math.max(1, Math.round(EM_OF_TEXT * room.ratio / em));
  if (wanted !== (scale || 1)) openAt(wanted, em);
  scale = wanted;
  show(1);
}

function show(update) {
  if ((update & REFRESH) === 0 && (update & PAINTED) === 0) return;
  context.putImageData(module.picture(canvas.width, canvas.height, (update & PAINTED) !== 0), 0, 0);
  ++pictures;
  if (source.isReplaced) return openUrl(key);
  clearTimeout(settling);
  const pause = performance.now() - lastShown < HELD ? HELD : 0;
  lastShown = performance.now();
  settling = setTimeout(settle, HIDDEN);
  const shown = settling;
  requestAnimationFrame(() => {  // the picture is on its way to the screen
    if (settling !== shown) return;
    clearTimeout(settling);
    settling = setTimeout(settle, pause);
  });
}

// When no key waits any more: the screen as text, and the next page prepared.
function settle() {
  const { calls } = module;
  tell({ shown: {
    key, screen: module.screen(), note: calls.in_note() !== 0, language: module.language(), records: module.text(),
    width: canvas.width, height: canvas.height, scale: scale / room.ratio, page: calls.page_number() + 1,
    part: calls.per_mille() / 1000, pictures, requests: source.requests ?? 0, trips: source.trips ?? 0, fetched: source.fetched ?? 0,
    trouble: module.screen() === 'fault' ? String(module.trouble?.message ?? '') : '',
  } });
  module.trouble = null;
  calls.idle();
}

const openUrl = (url) => openSource(async () => RangeSource.open(url, await saved.bundle(url), keep(url)), url);

const handlers = {
  async start(message) {
    canvas = message.canvas;
    context = canvas.getContext('2d', { alpha: false });
    saved = await Saved.open();
  },
  file: ({ file }) => openSource(() => new FileSource(file), `file:${file.name}`),
  url: ({ url }) => openUrl(url),
  room(message) {
    room = message.room;
    if (module) layOut();
  },
  colours({ ink, paper }) {
    const shade = (n, i) => Math.round(ink[i] + (paper[i] - ink[i]) * n / 15);
    colours = Uint32Array.from({ length: 16 }, (_, n) =>
      (0xFF000000 | shade(n, 2) << 16 | shade(n, 1) << 8 | shade(n, 0)) >>> 0);
    module?.setColours(colours);
    if (module) show(1);
  },
  keys({ names }) {
    for (const name of names) show(module.calls.press(KEYS.indexOf(name)));
  },
  touch({ x, y }) { show(module.calls.touch(x, y)); },
  search({ words }) { show(module.search(words)); },
  async offline() {
    await source.fetchAll?.();
    await saved.settled();
    tell({ offline: key });
  },
};

let waiting = Promise.resolve();
const needModule = new Set(['keys', 'touch', 'search', 'offline']);
onmessage = ({ data }) => {
  waiting = waiting.then(async () => {
    if (needModule.has(data.do) && !module) return;
    await handlers[data.do](data);
  }).catch((error) => tell({ failed: String(error.message ?? error), name: key }));
};
