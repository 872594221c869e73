// The page: what the reader is given to read, and what it is told by keys, fingers and buttons. All that is shown of a
// bundle comes from the worker.
import { TextView } from './text_view.js';
import { listenToKeys, listenToTouch } from './input.js';

const $ = (id) => document.getElementById(id);
const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
const text = new TextView($('text'));
const THEMES = { light: [[0, 0, 0], [255, 255, 255]], sepia: [[60, 42, 24], [246, 236, 215]],
  dark: [[214, 214, 214], [18, 18, 18]] };

const tell = (action, message = {}, transfer = []) => worker.postMessage({ do: action, ...message }, transfer);
let shown = null;

// --- what is told by the worker

worker.onmessage = ({ data }) => {
  if (data.opening) say(`Opening ${nameOf(data.opening)} …`);
  if (data.failed) {
    document.body.classList.remove('reading');
    say(`${nameOf(data.name ?? '')}: ${data.failed}`);
  }
  if (data.offline) say('Kept: it can be read without a network.', 4000);
  if (data.shown) show(data.shown);
};

function show(now) {
  if (shown?.key !== now.key) say('');
  shown = now;
  document.body.classList.add('reading');
  const { style } = $('page');
  style.width = $('screen').style.width = `${now.width * now.scale}px`;
  style.height = $('screen').style.height = `${now.height * now.scale}px`;
  text.show(now);
  if (now.trouble) say(`Cannot be read now (${now.trouble}). Press a key to try again.`, 8000);
  Object.assign(document.body.dataset, { screen: now.screen, page: now.page, note: now.note, requests: now.requests,
    trips: now.trips, fetched: now.fetched, pictures: now.pictures, shown: Number(document.body.dataset.shown ?? 0) + 1 });
}

const nameOf = (key) => decodeURIComponent(key.replace(/^file:/, '').replace(/.*\//, ''));

let silence = 0;
function say(words, milliseconds = 0) {
  clearTimeout(silence);
  $('message').textContent = words;
  if (milliseconds > 0) silence = setTimeout(() => say(''), milliseconds);
}

// --- what it is told

function openFile(file) {
  if (!file) return;
  history.replaceState(null, '', location.pathname);
  $('offline').hidden = true;
  tell('file', { file });
}

function openUrl(address) {
  $('offline').hidden = false;
  tell('url', { url: new URL(address, location.href).href });
}

function setTheme(name) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = THEMES[name] ? name : dark ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
  const [ink, paper] = THEMES[theme];
  tell('colours', { ink, paper });
}

let known = '';
function measure() {
  const { clientWidth: width, clientHeight: height } = $('stage');
  const room = { width, height, ratio: devicePixelRatio };
  if (JSON.stringify(room) === known || width === 0 || height === 0) return;
  known = JSON.stringify(room);
  tell('room', { room });
}

const canvas = $('page').transferControlToOffscreen();
tell('start', { canvas }, [canvas]);
setTheme(localStorage.getItem('theme'));
measure();
let resizing = 0;
new ResizeObserver(() => {
  clearTimeout(resizing);
  resizing = setTimeout(measure, 60);
}).observe($('stage'));

listenToKeys({ press: (...names) => tell('keys', { names }), search: openSearch });
listenToTouch($('screen'), { press: (...names) => tell('keys', { names }), touch: (x, y) => tell('touch', { x, y }),
  state: () => shown });

for (const button of document.querySelectorAll('[data-key]')) {
  button.onclick = () => tell('keys', { names: [button.dataset.key] });
}
$('file').onchange = ({ target }) => {
  openFile(target.files[0]);
  target.value = '';
};
for (const button of document.querySelectorAll('.open')) button.onclick = () => $('file').click();
$('address').onsubmit = (event) => {
  event.preventDefault();
  history.replaceState(null, '', `?bundle=${encodeURIComponent($('url').value)}`);
  openUrl($('url').value);
};
$('theme').onclick = () => {
  const names = Object.keys(THEMES);
  const next = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
  localStorage.setItem('theme', next);
  setTheme(next);
};
$('offline').onclick = () => {
  say('Fetching all of it …');
  tell('offline');
};

function openSearch() {
  $('find').showModal();
  $('words').select();
}
$('search').onclick = openSearch;
$('find').onclose = () => {
  if ($('find').returnValue === 'find' && $('words').value.trim()) tell('search', { words: $('words').value.trim() });
  $('find').returnValue = '';
};

addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  openFile(event.dataTransfer.files[0]);
});
matchMedia('(prefers-color-scheme: dark)').onchange = () => setTheme(localStorage.getItem('theme'));

const address = new URLSearchParams(location.search).get('bundle');
if (address) openUrl(address);
navigator.serviceWorker?.register(new URL('service_worker.js', import.meta.url)).catch(() => {});
