/* Keeps the style and script files, the page that says there is no network, and one empty record form. Nothing else:
   no page with records, no list of people. */
"use strict";
const CACHE = "xieshou-1";
const OFFLINE = "/offline/";
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
  + "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE)
      .then((cache) => cache.add(new Request(OFFLINE, { credentials: "omit", cache: "reload" })))
      .catch(() => {})
      .then(() => self.skipWaiting())
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

/* The page hands over its own empty form, already without people. */
self.addEventListener("message", (event) => {
  const { path, html } = event.data || {};
  if (typeof path !== "string" || typeof html !== "string" || !path.startsWith("/")) return;
  const page = new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY } });
  event.waitUntil(caches.open(CACHE).then((cache) => cache.put(path, page)));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (/^\/static\/(web|django_htmx)\/.+\.(css|js)$/.test(url.pathname)) event.respondWith(file(event, request));
  else if (request.mode === "navigate") event.respondWith(page(request, url.pathname));
});

/* A file from the cache, refreshed behind the answer. */
async function file(event, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}

/* Always the network; without one, the kept form under its own address, else the page that says so. */
async function page(request, path) {
  try {
    return await fetch(request);
  } catch (unreachable) {
    const cache = await caches.open(CACHE);
    const kept = (await cache.match(path)) || (await cache.match(OFFLINE));
    return kept || Response.error();
  }
}
