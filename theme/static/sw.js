// The service worker: what a reader has without a network. The build writes before this line DIGEST, which stands for
// the whole site, OFFLINE, the page that says what is kept, and FILES, what is always kept: pages, then the theme's files.
const SCOPE = registration.scope;
// Several guides may share an origin, and so its caches. kept.js and sw-off.js know this name too.
const FAMILY = `enseigne ${SCOPE} `;
const [SITE, PAGES, PICTURES] = ["site", "pages", "pictures"].map((shelf) => `${FAMILY}${DIGEST} ${shelf}`);
const MOST = { [PAGES]: 60, [PICTURES]: 120 };
// Milliseconds.
const PATIENCE = 3000;
// Their names hold the digest of their content.
const UNCHANGING = /\/(theme\/[^/]+\.[0-9a-f]{12}\.\w+|images\/[^/]+-[0-9a-f]{16}-[^/]+)$/;

const address = (path) => new URL(path, SCOPE).href;
const ALWAYS = new Set(FILES.map(address));
// What a page shows of its address's end is its script's affair.
const bare = (url) => url.replace(/[?#].*/s, "");

// A copy that says when it was made; no longer one that a redirection led to, which no page may be.
function copy(response) {
  const headers = new Headers(response.headers);
  headers.set("X-Kept", new Date().toISOString());
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

async function keep(shelf, name, response) {
  const cache = await caches.open(shelf);
  await cache.put(name, response);
  // The oldest first.
  const names = MOST[shelf] ? await cache.keys() : [];
  await Promise.all(names.slice(0, Math.max(0, names.length - MOST[shelf])).map((old) => cache.delete(old)));
}

async function kept(name) {
  return await caches.match(name, { cacheName: SITE }) ?? await caches.match(name, { cacheName: PAGES }) ?? caches.match(name, { cacheName: PICTURES });
}

async function shelved(shelf) {
  const names = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name.endsWith(` ${shelf}`));
  return Promise.all(names.map((name) => caches.open(name)));
}

async function install() {
  await Promise.all(FILES.map(address).map(async (name) => {
    const lasting = UNCHANGING.test(name);
    const response = lasting && await caches.match(name) || await fetch(name, { cache: lasting ? "default" : "no-cache" });
    if (!response.ok) throw new Error(`${response.status} ${name}`);
    await keep(SITE, name, copy(response));
  }));
  await renew();
  await skipWaiting();
}

// What was kept of the last build comes again from the network, or goes; and the page that is being read is kept.
async function renew() {
  const names = new Set();
  for (const cache of await shelved("pages")) for (const { url } of await cache.keys()) names.add(url);
  for (const { url } of await clients.matchAll({ includeUncontrolled: true, type: "window" })) names.add(bare(url));
  const wanted = [...names].filter((name) => name.startsWith(SCOPE) && !ALWAYS.has(name));
  const answers = wanted.map((name) => fetch(name, { cache: "no-cache" }).catch(() => undefined));
  for (const [number, name] of wanted.entries()) {
    const response = await answers[number];
    if (response?.ok) await keep(PAGES, name, copy(response));
  }
  for (const cache of await shelved("pictures")) {
    for (const { url } of await cache.keys()) if (!await caches.match(url, { cacheName: PICTURES })) await keep(PICTURES, url, await cache.match(url));
  }
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && ![SITE, PAGES, PICTURES].includes(name));
  await Promise.all(names.map((name) => caches.delete(name)));
  // The network is asked while this script starts.
  await registration.navigationPreload?.enable();
  await clients.claim();
}

// The network's answer; the copy only where there is none, or none in time.
async function newest(event) {
  const { request } = event;
  const name = bare(request.url);
  const answer = (async () => await event.preloadResponse || fetch(request))();
  const storing = answer.then(async (response) => {
    if (response.ok && response.type == "basic") await keep(ALWAYS.has(name) ? SITE : PAGES, name, copy(response.clone()));
  });
  // A full disk keeps nothing: no reason to show nothing.
  event.waitUntil(storing.catch(() => {}));
  let late;
  try {
    const response = await Promise.race([answer, new Promise((resolve) => { late = setTimeout(resolve, PATIENCE); })]);
    return response ?? await kept(name) ?? await answer;
  } catch {
    const wanted = name.slice(SCOPE.length);
    return await kept(name) ?? (request.mode == "navigate" && wanted != OFFLINE ? Response.redirect(`${address(OFFLINE)}#${wanted}`) : Response.error());
  } finally {
    clearTimeout(late);
  }
}

async function lasting(event) {
  const { request } = event;
  const known = await kept(request.url);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && response.type == "basic") event.waitUntil(keep(PICTURES, request.url, response.clone()).catch(() => {}));
  return response;
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method != "GET" || !request.url.startsWith(SCOPE)) return;
  if (UNCHANGING.test(pathname)) event.respondWith(lasting(event));
  else if (request.mode == "navigate" || pathname.endsWith(".json")) event.respondWith(newest(event));
});
