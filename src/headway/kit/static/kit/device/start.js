// What every page does on a device that keeps something: look who is here, and take care of signing out.
import { startDevicePage } from "./list.js";
import { flush, HERE, look, NOBODY, writing } from "./outbox.js";
import { drafts, forget, heldKey, isAble, isUsed } from "./store.js";
import { startWriting } from "./writing.js";

const SIGN_OUT = 'form[action="/sign-out/"]';
const DEVICE = "/records/device/";
const SECONDS_TO_SEND = 5;

function say(page, words, href = "", label = "") {
  const main = page.querySelector("main");
  if (!main) {
    return;
  }
  const notice = page.querySelector("[data-device-notice]") || page.createElement("p");
  notice.className = "govuk-inset-text";
  notice.dataset.deviceNotice = "";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  if (href) {
    const link = page.createElement("a");
    Object.assign(link, { className: "govuk-link", href, textContent: label });
    notice.append(link);
  }
  main.prepend(notice);
  notice.scrollIntoView({ block: "center" });
}

function soon(promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, SECONDS_TO_SEND * 1000))]);
}

async function unsent() {
  return (await drafts()).filter((one) => one.unsent).length;
}

// Of whoever is here; others' are none of their business.
async function ownUnsent() {
  const held = await heldKey();
  return (await drafts()).filter((one) => one.unsent && one.who === held?.who).length;
}

function guardSignOut(page, form) {
  let told = false;
  form.addEventListener("submit", async (event) => {
    if (!isUsed()) {
      return;
    }
    event.preventDefault();
    await soon(flush());
    const left = await unsent();
    if (left && !told) {
      told = true;
      say(
        page,
        `${left === 1 ? "A record" : `${left} records`} on this device could not be sent. Sign out again to go all the ` +
          "same: what you wrote stays here, encrypted, and goes once you have signed in on this device again.",
      );
      return;
    }
    await forget();
    form.submit();
  });
}

export async function startDevice(page) {
  if (!isAble()) {
    return;
  }
  for (const form of page.querySelectorAll(SIGN_OUT)) {
    guardSignOut(page, form);
  }
  await startWriting(page);
  const state = isUsed() ? await look() : NOBODY;
  if (state === NOBODY && isUsed() && (await unsent())) {
    say(page, "This device holds a record that was not sent yet. It goes once whoever wrote it has signed in here.");
  } else if (state === HERE && !writing.path && (await ownUnsent())) {
    say(page, "You wrote in a record on this device, and it is not sent yet. ", DEVICE, "See what is on this device");
  }
  await startDevicePage(page);
}
