// What this device keeps: pages and drafts, encrypted with a key that is told to the person who is signed in. See docs/adr/0021.
const NAME = "headway-device";
const FLAG = "headway-device";
const STATIC = "headway-static";
export const PAGES = "pages";
export const DRAFTS = "drafts";
const KEYS = "keys";

let opened = null;

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  if (!opened) {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(KEYS, { keyPath: "who" });
      asked.result.createObjectStore(PAGES, { keyPath: "path" });
      asked.result.createObjectStore(DRAFTS, { keyPath: "path" });
    };
    opened = done(asked);
  }
  return opened;
}

async function write(store, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const change = database.transaction(store, "readwrite", { durability: "strict" });
    act(change.objectStore(store));
    change.oncomplete = resolve;
    change.onerror = () => reject(change.error);
    change.onabort = () => reject(change.error);
  });
}

async function all(store) {
  const database = await open();
  return done(database.transaction(store).objectStore(store).getAll());
}

function bound(store, path, who) {
  return new TextEncoder().encode(`${store} ${path} ${who}`);
}

export function isAble() {
  return window.isSecureContext && "serviceWorker" in navigator && "locks" in navigator && "indexedDB" in window;
}

// Whether this device was ever asked to keep something: if not, nothing is opened at all.
export function isUsed() {
  return localStorage.getItem(FLAG) === "on";
}

export async function takeKey(told) {
  localStorage.setItem(FLAG, "on");
  const raw = Uint8Array.from(atob(told.key), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
  const until = Date.now() + told.hours * 3600000;
  await write(KEYS, (keys) => {
    keys.clear();
    keys.put({ who: told.who, key, until });
  });
  return { who: told.who, key };
}

export async function heldKey() {
  const [held] = await all(KEYS);
  if (held && held.until < Date.now()) {
    await write(KEYS, (keys) => keys.clear());
    return null;
  }
  return held || null;
}

export async function encrypt(store, path, held, value, unsent = false) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: bound(store, path, held.who) };
  const data = await crypto.subtle.encrypt(how, held.key, new TextEncoder().encode(JSON.stringify(value)));
  await write(store, (rows) => rows.put({ path, who: held.who, unsent, iv, data }));
}

// What was encrypted under this path by this person; null where there is nothing of theirs.
export async function decrypt(store, path, held) {
  const row = (await all(store)).find((one) => one.path === path && one.who === held.who);
  if (!row) {
    return null;
  }
  const how = { name: "AES-GCM", iv: row.iv, additionalData: bound(store, path, row.who) };
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, held.key, row.data)));
  } catch {
    return null;
  }
}

export async function drafts() {
  return (await all(DRAFTS)).map(({ path, who, unsent }) => ({ path, who, unsent }));
}

export async function remove(path) {
  await write(PAGES, (rows) => rows.delete(path));
  await write(DRAFTS, (rows) => rows.delete(path));
  if (!(await all(DRAFTS)).length) {
    await forget();
  }
}

export async function removePage(path) {
  await write(PAGES, (rows) => rows.delete(path));
}

// The key, every page, every draft that was sent, and the cached looks go. Words not sent stay, encrypted and without their key.
export async function forget() {
  await write(KEYS, (rows) => rows.clear());
  await write(PAGES, (rows) => rows.clear());
  const known = await all(DRAFTS);
  await write(DRAFTS, (rows) => known.filter((one) => !one.unsent).forEach((one) => rows.delete(one.path)));
  await caches.delete(STATIC);
  if (!known.some((one) => one.unsent)) {
    localStorage.removeItem(FLAG);
  }
}

export async function keepLooks(addresses) {
  const cache = await caches.open(STATIC);
  await Promise.all(addresses.map((address) => cache.add(address)));
}
