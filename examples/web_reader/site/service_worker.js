// The reader's own files, kept when the page is first visited, so that it opens without a network. Bundles are none of its
// concern: saved.js keeps what was read of them.
const CACHE = 'libreader-3';
const FILES = ['./', 'style.css', 'main.js', 'input.js', 'text_view.js', 'worker.js', 'module.js', 'sources.js', 'kept.js',
  'stretches.js', 'saved.js', 'reader.wasm.gz', 'icon.svg', 'manifest.webmanifest'];

addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});
addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name.startsWith('libreader-') && name !== CACHE);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
    .then(() => clients.claim()));
});

// From the network where there is one, so that a new version is seen at once; else what was kept.
addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  const own = FILES.some((file) => new URL(file, registration.scope).pathname === address.pathname);
  if (event.request.method !== 'GET' || address.origin !== location.origin || !own) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const answer = await fetch(event.request).catch(() => Response.error());
    if (answer.ok) await cache.put(address.pathname, answer.clone());
    return answer.ok ? answer : (await cache.match(address.pathname)) ?? answer;
  })());
});
