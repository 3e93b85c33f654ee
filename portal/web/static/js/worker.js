// Pages that were read can be read again without a signal (docs/decisions/0008). Served as /sw.js, with PORTAL before it:
// { files: "/static/<version>/", offline: its page, needs: [files of that page] }.
//
// One phone keeps the pages of one person: of whoever was signed in when the portal last answered. A page that comes
// for nobody, or for somebody else, drops them all before anything else is kept.

const FILES = "files";
const PAGES = "pages";
const MOST_PAGES = 60;
const PATIENCE_MS = 4000; // longer than that, the copy is better than waiting
let generation = 0;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), prune()])));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method === "GET" && isFile(request)) event.respondWith(file(request));
});

async function install() {
  const files = await caches.open(FILES);
  await files.addAll([new Request(PORTAL.offline, { cache: "no-cache" }), ...PORTAL.needs]);
  await skipWaiting();
}

const isFile = ({ url, headers }) => /\/(static|media)\//.test(new URL(url).pathname) && !headers.has("Range");

// Their addresses change with their content, so a copy is never old.
async function file(request) {
  const kept = await caches.match(request, { cacheName: FILES, ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200) await (await caches.open(FILES)).put(request, response.clone()).catch(() => {});
  return response;
}

const copyOf = (url) => caches.match(url.split("#")[0], { cacheName: PAGES, ignoreSearch: true, ignoreVary: true });

async function page(event) {
  const { request } = event;
  const kept = request.method === "GET" && (await copyOf(request.url));
  const began = generation;
  const asked = fetch(request).then(async (response) => {
    if (kept && response.status >= 502) throw new Error("the portal is away");
    await remember(request, response.clone(), began).catch(() => {}); // a full phone still shows the page
    return response;
  });
  event.waitUntil(asked.catch(() => {}));
  const late = new Promise((_, failed) => setTimeout(failed, PATIENCE_MS));
  try {
    return await (kept ? Promise.race([asked, late]) : asked);
  } catch {
    return kept ? marked(kept) : ((await caches.match(PORTAL.offline, { cacheName: FILES })) ?? Response.error());
  }
}

async function remember(request, response, began) {
  const reader = response.headers.get("Portal-Reader");
  if (!reader || response.status !== 200) return;
  const pages = await caches.open(PAGES);
  const [first] = await pages.matchAll();
  if (first && first.headers.get("Portal-Reader") !== reader) {
    generation += 1; // what was asked for before is of the person before
    await caches.delete(PAGES);
  } else if (began !== generation) return;
  if (reader === "none" || !response.headers.has("Portal-Keep") || request.url.includes("?")) return;
  const cache = await caches.open(PAGES);
  await cache.put(request.url.split("#")[0], response);
  for (const old of (await cache.keys()).slice(0, -MOST_PAGES)) await cache.delete(old);
}

// The page says by itself that it is a copy.
async function marked(response) {
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response((await response.text()).replace("<body", "<body data-offline"), { headers });
}

// Files of earlier versions stay as long as a kept page asks for them.
async function prune() {
  const files = await caches.open(FILES);
  const copies = await (await caches.open(PAGES)).matchAll();
  const texts = [...PORTAL.needs, PORTAL.files, PORTAL.offline, ...(await Promise.all(copies.map((copy) => copy.text())))];
  for (const request of await files.keys()) {
    const { pathname } = new URL(request.url);
    const address = pathname.match(/^.*\/static\/[^/]+\//)?.[0] ?? pathname;
    if (!texts.some((text) => text.includes(address))) await files.delete(request);
  }
}
