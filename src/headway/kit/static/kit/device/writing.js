// The page on which a record is written, where it is kept on this device: every change is encrypted here first, then sent.
import { showConflict } from "./conflict.js";
import {
  AWAY,
  DIFFERS,
  HERE,
  NOBODY,
  NOTHING,
  REFUSED,
  isSame,
  isUnsent,
  lockOf,
  meet,
  sendAll,
  writing,
} from "./outbox.js";
import { DRAFTS, PAGES, forget, heldKey, isUsed, keepLooks, remove, removePage, encrypt, takeKey, decrypt } from "./store.js";

const WORKER = "/records/device/worker.js";
const KEEP_AFTER = 250;
const SEND_AFTER = 1000;
const TRY_AGAIN = 5000;
const OTHER_TAB = 2000;
// Where the button that saved leads to, once all is sent.
const NEXT = { agree: "../agreed/new/", "hand in": "../hand-in/" };
const NOT_WORDS = ["csrfmiddlewaretoken", "version"];

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

function bodyOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => !NOT_WORDS.includes(name)));
}

function labelsOf(form) {
  const named = [...form.elements].filter((box) => box.name && box.labels?.length);
  return Object.fromEntries(named.map((box) => [box.name, box.labels[0].textContent.trim()]));
}

function fill(form, body, version) {
  for (const [name, words] of Object.entries(body)) {
    if (form.elements[name] && form.elements[name].value !== words) {
      form.elements[name].value = words;
      form.elements[name].dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  form.elements.version.value = version;
}

function latest(draft) {
  return draft.waiting || draft.sending?.body || draft.base;
}

function standing(draft, step) {
  if (!isUnsent(draft)) {
    return [`Saved ${draft.at}.`, draft.warning].filter(Boolean).join(" ");
  }
  const why = {
    [NOBODY]: " Sign in here again, and it is sent.",
    [REFUSED]: ` ${draft.refused}`,
    [DIFFERS]: " This record was saved elsewhere meanwhile: choose below what stays.",
  };
  return `Saved ${draft.at} on this device, not yet sent.${why[step] || ""}`;
}

function tell(desk, words) {
  for (const status of desk.page.querySelectorAll("[data-draft-status]")) {
    status.textContent = words;
  }
}

function save(desk) {
  const { path, held, draft } = desk;
  desk.keeping = desk.keeping.catch(() => {}).then(() => encrypt(DRAFTS, path, held, draft, isUnsent(draft)));
  return desk.keeping;
}

// Said to be saved only once it is: also where an earlier change is still on its way into the store.
async function keepNow(desk) {
  clearTimeout(desk.keepTimer);
  const body = bodyOf(desk.form);
  try {
    if (isSame(body, latest(desk.draft))) {
      await desk.keeping;
    } else {
      desk.draft.waiting = body;
      desk.draft.at = clock();
      await save(desk);
    }
    tell(desk, standing(desk.draft, desk.step));
  } catch {
    delete desk.form.dataset.outbox;
    tell(desk, "This device could not save it. Press Save.");
  }
}

// Who is signed in decides: nobody's or somebody else's connection sends nothing and makes this device forget.
async function meetOwner(desk) {
  const met = await meet();
  if (met.state === HERE && met.told.who === desk.held.who) {
    desk.held = await takeKey(met.told);
    return met;
  }
  if (met.state !== AWAY) {
    await save(desk);
    await forget();
    return { state: NOBODY };
  }
  return met;
}

async function sendNow(desk) {
  clearTimeout(desk.sendTimer);
  if (desk.busy) {
    return desk.step;
  }
  desk.busy = true;
  try {
    const met = isUnsent(desk.draft) ? await meetOwner(desk) : { state: NOTHING };
    desk.step = met.state === HERE ? await sendAll(desk.path, desk.draft, met.told, () => save(desk)) : met.state;
    await afterSending(desk);
  } finally {
    desk.busy = false;
  }
  if (isUnsent(desk.draft)) {
    desk.sendTimer = setTimeout(() => sendNow(desk), desk.step === REFUSED ? 6 * TRY_AGAIN : TRY_AGAIN);
  }
  return desk.step;
}

async function afterSending(desk) {
  const { draft, form } = desk;
  form.elements.version.value = draft.version;
  if (isSame(bodyOf(form), latest(draft))) {
    tell(desk, standing(draft, desk.step));
  }
  if (draft.warning) {
    await removePage(desk.path);
  }
  if (desk.step === DIFFERS) {
    showConflict(desk.page.querySelector("[data-keep-conflict]"), draft, latest(draft), (body) => settle(desk, body));
  }
}

async function settle(desk, body) {
  const { draft } = desk;
  draft.version = draft.conflict.version;
  draft.base = draft.conflict.now;
  draft.conflict = null;
  draft.sending = null;
  draft.waiting = body;
  draft.at = clock();
  fill(desk.form, body, draft.version);
  await save(desk);
  await sendNow(desk);
}

function changed(desk) {
  clearTimeout(desk.keepTimer);
  clearTimeout(desk.sendTimer);
  desk.keepTimer = setTimeout(() => keepNow(desk), KEEP_AFTER);
  desk.sendTimer = setTimeout(() => sendNow(desk), SEND_AFTER);
}

async function press(desk, event) {
  event.preventDefault();
  await keepNow(desk);
  const next = NEXT[event.submitter?.value];
  if ((await sendNow(desk)) === REFUSED) {
    desk.form.submit();
  } else if (next && !isUnsent(desk.draft)) {
    window.location.assign(next);
  }
}

function listen(desk) {
  const { form, page } = desk;
  form.addEventListener("input", () => changed(desk));
  form.addEventListener("change", () => changed(desk));
  form.addEventListener("submit", (event) => press(desk, event));
  page.addEventListener("visibilitychange", () => keepNow(desk));
  window.addEventListener("pagehide", () => keepNow(desk));
  window.addEventListener("online", () => sendNow(desk));
}

async function storePage(desk) {
  const answer = await fetch(desk.path, { credentials: "same-origin", redirect: "error", cache: "no-store" });
  if (!answer.ok) {
    return;
  }
  const policy = answer.headers.get("Content-Security-Policy") || "default-src 'self'";
  await encrypt(PAGES, desk.path, desk.held, { html: await answer.text(), policy, title: desk.draft.title, at: clock() });
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  const linked = [...desk.page.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
  const looks = [...loaded, ...linked].filter((one) => new URL(one).pathname.startsWith("/static/"));
  await keepLooks([...new Set(looks)]);
}

function locked(path) {
  return new Promise((resolve) => {
    const waiting = { signal: AbortSignal.timeout(OTHER_TAB) };
    navigator.locks
      .request(lockOf(path), waiting, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });
}

// From now on this page writes to this device. False where another tab does so already.
async function take(desk) {
  desk.form.dataset.outbox = "on";
  if (!(await locked(desk.path))) {
    desk.form.inert = true;
    tell(desk, "This record is open in another tab or window on this device. Write there.");
    return false;
  }
  writing.path = desk.path;
  writing.flush = async () => {
    await keepNow(desk);
    await sendNow(desk);
  };
  return true;
}

function show(desk, which, words = "") {
  const { section } = desk;
  section.hidden = false;
  section.querySelector("[data-keep-offer]").hidden = which !== "offer";
  section.querySelector("[data-keep-kept]").hidden = which !== "kept";
  section.querySelector("[data-keep-words]").textContent = words;
  desk.page.querySelector("[data-draft-status]")?.classList.toggle("app-kept-status", which === "kept");
}

async function keepIt(desk, told) {
  const { form, page } = desk;
  const body = bodyOf(form);
  desk.draft = {
    title: page.querySelector("h1").lastChild.textContent.trim(),
    labels: labelsOf(form),
    version: Number(form.elements.version.value),
    base: body,
    sending: null,
    waiting: null,
    conflict: null,
    at: clock(),
    warning: "",
    refused: "",
  };
  desk.held = await takeKey(told);
  await navigator.serviceWorker.register(WORKER, { scope: "/" });
  await navigator.serviceWorker.ready;
  await save(desk);
  await storePage(desk);
  if (await take(desk)) {
    listen(desk);
    show(desk, "kept", "");
    tell(desk, `Kept on this device at ${desk.draft.at}.`);
  }
}

async function takeOff(desk) {
  await keepNow(desk);
  await sendNow(desk);
  if (isUnsent(desk.draft)) {
    desk.section.querySelector("[data-keep-words]").textContent =
      "What you wrote is not sent yet, so it stays on this device. Try again once it is sent.";
    return;
  }
  await desk.keeping;
  await remove(desk.path);
  window.location.reload();
}

// The words that stand on this device where they are newer; else those of the page, which come from the server.
function meetPage(desk, fresh) {
  const { form, draft } = desk;
  const shown = Number(form.elements.version.value);
  if (fresh && !isUnsent(draft) && shown >= draft.version) {
    draft.version = shown;
    draft.base = bodyOf(form);
    return;
  }
  fill(form, latest(draft), draft.version);
}

async function resume(desk, told) {
  const copy = desk.page.documentElement.dataset.keptAt;
  if (!(await take(desk))) {
    return;
  }
  // Another tab may have written until just now.
  desk.draft = (await decrypt(DRAFTS, desk.path, desk.held)) || desk.draft;
  meetPage(desk, !copy && Boolean(told));
  listen(desk);
  show(desk, told && !told.may ? "" : "kept", told && !told.may ? told.words : "");
  if (copy) {
    desk.section.querySelector("[data-keep-words]").textContent = `This is the copy of ${copy} kept on this device.`;
  }
  tell(desk, standing(desk.draft, desk.draft.conflict ? DIFFERS : AWAY));
  await save(desk);
  await sendNow(desk);
  if (told?.may && !desk.draft.warning) {
    await storePage(desk);
  } else if (told) {
    await (isUnsent(desk.draft) ? removePage(desk.path) : remove(desk.path));
  }
}

async function owner(met) {
  if (met.state !== HERE) {
    return null;
  }
  const told = met.told.may ? met : await meet();
  return told.state === HERE ? told.told : null;
}

// The key of who is here, where this device keeps something; without an answer the one it has.
async function keyFor(met) {
  if (!isUsed()) {
    return null;
  }
  const held = await heldKey();
  if (met.state === AWAY) {
    return held;
  }
  const told = await owner(met);
  if (!told || (held && held.who !== told.who)) {
    await forget();
  }
  return told && isUsed() ? takeKey(told) : null;
}

export async function startWriting(page) {
  const section = page.querySelector("[data-keep]");
  const form = page.querySelector("form[data-draft]");
  if (!section || !form) {
    return;
  }
  const path = window.location.pathname;
  const desk = { page, form, section, path, held: null, draft: null, step: AWAY, busy: false, keeping: Promise.resolve() };
  const met = await meet(section.dataset.keep);
  desk.held = await keyFor(met);
  desk.draft = desk.held && (await decrypt(DRAFTS, path, desk.held));
  section.querySelector("[data-keep-button]").addEventListener("click", () => keepIt(desk, met.told));
  section.querySelector("[data-keep-off]").addEventListener("click", () => takeOff(desk));
  if (desk.draft) {
    await resume(desk, met.state === HERE ? met.told : null);
  } else if (met.state === HERE) {
    show(desk, met.told.may ? "offer" : "", met.told.words);
  }
}
