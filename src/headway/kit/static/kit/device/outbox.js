// Sends drafts that were written on this device. Each goes under a key of its own, so that it counts once however often it goes.
import { DRAFTS, drafts, forget, heldKey, encrypt, takeKey, decrypt } from "./store.js";

const KEY = "/records/device/key/";
export const AWAY = "away";
export const NOBODY = "nobody";
export const HERE = "here";
export const SENT = "sent";
export const AGAIN = "again";
export const DIFFERS = "differs";
export const REFUSED = "refused";
export const NOTHING = "nothing";

// The page that writes on this device just now, where there is one: it sends its own draft.
export const writing = { path: "", flush: null };

export function addressOf(path) {
  return path.replace(/write\/$/, "device/");
}

export function lockOf(path) {
  return `headway ${path}`;
}

async function answerTo(address, more = {}) {
  try {
    const told = { credentials: "same-origin", redirect: "manual", cache: "no-store", ...more };
    const answer = await fetch(address, { ...told, headers: { Accept: "application/json", ...more.headers } });
    if (answer.type === "opaqueredirect") {
      return { state: NOBODY };
    }
    if (answer.status >= 500 || answer.status === 429) {
      return { state: AWAY };
    }
    const body = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    return { state: HERE, status: answer.status, told: body };
  } catch {
    return { state: AWAY };
  }
}

// Who is signed in here: asked of the server, which alone knows.
export async function meet(address = KEY) {
  const answer = await answerTo(address);
  if (answer.state === HERE && (answer.status !== 200 || !answer.told)) {
    return { state: NOBODY };
  }
  return answer;
}

function plain(body) {
  return JSON.stringify(
    Object.entries(body)
      .map(([name, words]) => [name, words.replaceAll("\r\n", "\n").trim()])
      .sort(),
  );
}

export function isSame(one, other) {
  return plain(one) === plain(other);
}

export function isUnsent(draft) {
  return Boolean(draft.sending || draft.waiting);
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function counted(draft, told) {
  draft.version = told.version;
  draft.base = draft.sending.body;
  draft.sending = null;
  draft.refused = "";
  draft.warning = told.warning;
  return SENT;
}

// Somebody saved meanwhile. Where they changed no words, ours go on from there; else the person chooses.
function metOther(draft, told) {
  if (isSame(told.now, draft.base) || isSame(told.now, draft.sending.body)) {
    draft.waiting ??= draft.sending.body;
    draft.sending = null;
    draft.version = told.version;
    draft.base = told.now;
    return AGAIN;
  }
  draft.conflict = { now: told.now, version: told.version };
  return DIFFERS;
}

// One step: what waits is put on its way, and sent until it is answered. `save` encrypts the draft as it stands.
export async function sendOne(path, draft, who, csrf, save) {
  if (draft.conflict) {
    return DIFFERS;
  }
  // Words that were refused may be mended: the next change goes instead of them.
  if (!draft.sending || (draft.refused && draft.waiting)) {
    if (!draft.waiting) {
      return NOTHING;
    }
    draft.sending = { key: newKey(), body: draft.waiting, version: draft.version };
    draft.waiting = null;
    await save();
  }
  const { key, body, version } = draft.sending;
  const answer = await answerTo(addressOf(path), {
    method: "POST",
    headers: { "X-CSRFToken": csrf },
    body: new URLSearchParams({ ...body, version, key, who }),
  });
  if (answer.state !== HERE) {
    return answer.state;
  }
  if (answer.status === 200) {
    return counted(draft, answer.told);
  }
  if (answer.status === 409) {
    return metOther(draft, answer.told);
  }
  draft.refused = answer.told?.words || "This record can no longer be written in here.";
  return REFUSED;
}

// All of it, until something stands in the way; the last step taken.
export async function sendAll(path, draft, session, save) {
  let step = SENT;
  while (step === SENT || step === AGAIN) {
    step = await sendOne(path, draft, session.who, session.csrf, save);
    await save();
  }
  return step;
}

async function sendOther(path, held, session) {
  const name = lockOf(path);
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    const draft = lock && (await decrypt(DRAFTS, path, held));
    if (draft) {
      await sendAll(path, draft, session, () => encrypt(DRAFTS, path, held, draft, isUnsent(draft)));
    }
  });
}

// Send whatever this person has not sent from this device. How many drafts are left.
export async function flush() {
  const met = await meet();
  const held = await heldKey();
  if (met.state === HERE && held && held.who === met.told.who) {
    for (const one of await drafts()) {
      if (one.unsent && one.who === held.who && one.path !== writing.path) {
        await sendOther(one.path, held, met.told);
      }
    }
  }
  if (writing.flush) {
    await writing.flush();
  }
  return (await drafts()).filter((one) => one.unsent).length;
}

// On every page of a device that keeps something: is it still the same person? If not, what is kept goes.
export async function look() {
  const met = await meet();
  if (met.state === AWAY) {
    return AWAY;
  }
  const held = await heldKey();
  if (met.state === NOBODY || (held && held.who !== met.told.who)) {
    await forget();
  }
  if (met.state === HERE && (await drafts()).some((one) => one.who === met.told.who)) {
    await takeKey(met.told);
    await flush();
  }
  return met.state;
}
