// Keeps the field page and what it is made of, so that it opens without a network. Its scope is /field alone: pages of
// the portal never pass through here. Nothing that needs a session is ever kept, and no data: they lie encrypted in the
// page's own store.
const CACHE = 'field-1';
const PAGE = '/field';

const isAsset = (url) => url.origin === self.location.origin && url.pathname.startsWith('/_next/static/');

/** Keeps the page as it is now, with every file it names. */
async function keepPage() {
  const cache = await caches.open(CACHE);
  const answer = await fetch(PAGE, { cache: 'no-store' });
  if (!answer.ok || answer.redirected) return;
  const html = await answer.clone().text();
  const named = new Set(html.match(/\/_next\/static\/[^"'\\\s)]+?\.(?:js|css|woff2)/g) ?? []);
  await Promise.all(
    [...named].map((address) =>
      fetch(address)
        .then((file) => (file.ok ? cache.put(address, file) : undefined))
        .catch(() => undefined),
    ),
  );
  await cache.put(PAGE, answer);
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** From the network while there is one, and kept; else what was kept last. */
async function freshOrKept(request, key) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(key, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(key, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (request.mode === 'navigate' && url.pathname === PAGE) event.respondWith(freshOrKept(request, PAGE));
  else if (isAsset(url)) event.respondWith(freshOrKept(request, url.pathname));
});
