// Answers in place of the server where there is no connection: with pages this device keeps, and nothing else.
const NAME = "headway-device";
const STATIC = "headway-static";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = 6000;

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function openStore() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => asked.transaction.abort();
  try {
    return await done(asked);
  } catch {
    return null;
  }
}

async function decrypt(row, held) {
  const additionalData = new TextEncoder().encode(`pages ${row.path} ${row.who}`);
  const how = { name: "AES-GCM", iv: row.iv, additionalData };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, held.key, row.data)));
}

// The pages this device keeps and can open now: only with a key that has hours left.
async function keptPages() {
  const database = await openStore();
  if (!database) {
    return [];
  }
  try {
    const [held] = await done(database.transaction("keys").objectStore("keys").getAll());
    if (!held || held.until < Date.now()) {
      return [];
    }
    const rows = await done(database.transaction("pages").objectStore("pages").getAll());
    const own = rows.filter((row) => row.who === held.who);
    return await Promise.all(own.map(async (row) => ({ path: row.path, ...(await decrypt(row, held)) })));
  } catch {
    return [];
  } finally {
    database.close();
  }
}

function answer(html, policy, status = 200) {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(html, { status, headers: { ...headers, "Content-Security-Policy": policy } });
}

function escaped(words) {
  const marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return words.replace(/[&<>"']/g, (mark) => marks[mark]);
}

async function looks() {
  const cache = await caches.open(STATIC);
  const styles = (await cache.keys()).map((one) => one.url).filter((url) => /(govuk-frontend|app)[^/]*\.css$/.test(url));
  return styles.map((url) => `<link rel="stylesheet" href="${escaped(url)}">`).join("");
}

async function shell(heading, words, pages) {
  const links = pages.map((one) => `<li><a class="govuk-link" href="${escaped(one.path)}">${escaped(one.title)}</a></li>`);
  const list = links.length ? `<h2 class="govuk-heading-m">Kept on this device</h2><ul class="govuk-list">${links.join("")}</ul>` : "";
  return answer(
    `<!doctype html><html lang="en-GB" class="govuk-template"><head><meta charset="utf-8"><title>${heading}</title>` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">${await looks()}</head>` +
      `<body class="govuk-template__body"><main class="app-width govuk-main-wrapper"><h1 class="govuk-heading-l">${heading}</h1>` +
      `<p class="govuk-body">${words}</p>${list}</main></body></html>`,
    "default-src 'none'; style-src 'self'",
    503,
  );
}

async function fromDevice(path) {
  const pages = await keptPages();
  const kept = pages.find((one) => one.path === path);
  if (kept) {
    const marked = kept.html.replace("<html ", `<html data-kept-at="${escaped(kept.at)}" `);
    return answer(marked, kept.policy);
  }
  const words = pages.length
    ? "This page is not kept on this device. Open it again once you have a connection."
    : "Nothing that can be opened now is kept on this device. Words that were not sent stay encrypted until you sign in here again.";
  return shell("No connection", words, pages);
}

async function page(request) {
  const path = new URL(request.url).pathname;
  const network = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  try {
    const soon = await Promise.race([network, late]);
    return soon || ((await keptPages()).some((one) => one.path === path) ? await fromDevice(path) : await network);
  } catch {
    return fromDevice(path);
  }
}

async function looksOf(request) {
  if (HASHED.test(new URL(request.url).pathname)) {
    return (await caches.match(request)) || fetch(request);
  }
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) || Response.error();
  }
}

// Signing out wipes, also where the page's own script did not run: words not sent stay, encrypted and without their key.
async function wipe() {
  await caches.delete(STATIC);
  const database = await openStore();
  if (!database) {
    return;
  }
  const change = database.transaction(["keys", "pages", "drafts"], "readwrite");
  change.objectStore("keys").clear();
  change.objectStore("pages").clear();
  const rows = change.objectStore("drafts");
  rows.getAll().onsuccess = (event) =>
    event.target.result.filter((one) => !one.unsent).forEach((one) => rows.delete(one.path));
  await new Promise((resolve) => {
    change.oncomplete = resolve;
    change.onabort = resolve;
  });
  database.close();
}

async function signOut(request) {
  await wipe();
  try {
    return await fetch(request);
  } catch {
    const words = "What this device kept is wiped. The service was not reached: sign out again once you have a connection.";
    return shell("No connection", words, []);
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) {
    return;
  }
  if (request.method === "POST" && request.mode === "navigate" && url.pathname === "/sign-out/") {
    event.respondWith(signOut(request));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(page(request));
  } else if (request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(looksOf(request));
  }
});
