// Keeps the pages of one's cards for times without a network; whoever imports it names the PARTS.
// Nothing else is kept: no other page, nothing that was posted.
"use strict";

const STORE = `cards-${VERSION}`;
const PAGES = "card-pages";
const KEPT = /^\/my\/cards\/(\d+\/)?$/;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((kept) => kept.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("cards-") && name !== STORE) await caches.delete(name);
    }
    await self.clients.claim();
    // The page that is open was loaded before there was a worker: keep it as well.
    for (const one of await self.clients.matchAll({ type: "window" })) {
      const path = new URL(one.url).pathname;
      if (KEPT.test(path)) await page(new Request(one.url, { credentials: "same-origin" })).catch(() => {});
    }
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && KEPT.test(address.pathname)) event.respondWith(page(request));
  else if (PARTS.includes(address.pathname)) event.respondWith(part(request));
});

// The network's answer, and a copy of it; a page that is not there for whoever is signed in now is
// forgotten, and without an answer in time the copy is shown.
async function page(request) {
  const pages = await caches.open(PAGES);
  const address = new URL(request.url).pathname;
  const kept = await pages.match(address);
  try {
    const answer = await inTime(fetch(request), kept ? PATIENCE : 60000);
    if (answer.ok && !answer.redirected) await pages.put(address, answer.clone());
    else if (answer.status === 404 || answer.redirected || answer.type === "opaqueredirect") await pages.delete(address);
    return answer;
  } catch (trouble) {
    if (kept) return kept;
    throw trouble;
  }
}

function inTime(asked, milliseconds) {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error("late")), milliseconds);
    asked.then(done, failed).finally(() => clearTimeout(late));
  });
}

async function part(request) {
  const kept = await caches.open(STORE);
  return (await kept.match(new URL(request.url).pathname)) ?? fetch(request);
}
