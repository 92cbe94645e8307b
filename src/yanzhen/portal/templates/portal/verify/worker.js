// The doorkeeper's page without a network: its files as they were at the last visit, the page itself
// fresh where there is a network. Keys and lists are none of its business: the page keeps them.
const KEPT = {{ kept }};
const NAME = `yanzhen-verify-${KEPT.version}`;
const PATIENCE = 3000;

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(clear().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && address.pathname === KEPT.page) {
    event.respondWith(page(event.request, address));
  } else if (KEPT.files.includes(address.pathname)) {
    event.respondWith(file(event.request, address));
  }
});

// Without cookies: what is kept is nobody's own, and asking for a language does not choose it.
async function fill() {
  const cache = await caches.open(NAME);
  await Promise.all([...KEPT.pages, ...KEPT.files].map(async (one) => {
    const answer = await fetch(one, { credentials: "omit", cache: "no-cache" });
    if (!answer.ok) throw new Error(`${one}: ${answer.status}`);
    await cache.put(one, answer);
  }));
}

async function clear() {
  const others = (await caches.keys()).filter((one) => one.startsWith("yanzhen-verify-") && one !== NAME);
  await Promise.all(others.map((one) => caches.delete(one)));
}

async function page(request, address) {
  const cache = await caches.open(NAME);
  const asked = KEPT.pages.includes(KEPT.page + address.search) ? address.search : "";
  try {
    const answer = await inTime(fetch(request));
    if (answer.ok) await cache.put(KEPT.page + asked, answer.clone());
    if (answer.ok && asked) await cache.put(KEPT.page, answer.clone());
    return answer;
  } catch {
    const kept = await cache.match(KEPT.page + asked) ?? await cache.match(KEPT.pages[0]);
    return kept ?? Response.error();
  }
}

async function file(request, address) {
  const cache = await caches.open(NAME);
  return await cache.match(address.pathname) ?? fetch(request);
}

// A network that does not answer is none.
function inTime(answer) {
  return Promise.race([answer, new Promise((_, late) => setTimeout(late, PATIENCE))]);
}
