// What every page does on a device that keeps something: look who is here, and take care of signing out.
import { startDevicePage } from "./list.js";
import { flush, look, NOBODY } from "./outbox.js";
import { drafts, forget, isAble, isUsed } from "./store.js";
import { startWriting } from "./writing.js";

const SIGN_OUT = 'form[action="/sign-out/"]';
const SECONDS_TO_SEND = 5;

function say(page, words) {
  const main = page.querySelector("main");
  if (!main) {
    return;
  }
  const notice = page.querySelector("[data-device-notice]") || page.createElement("p");
  notice.className = "govuk-inset-text";
  notice.dataset.deviceNotice = "";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  main.prepend(notice);
  notice.scrollIntoView({ block: "center" });
}

function soon(promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, SECONDS_TO_SEND * 1000))]);
}

async function unsent() {
  return (await drafts()).filter((one) => one.unsent).length;
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
          "same: what you wrote stays here, sealed, and goes once you have signed in on this device again.",
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
  if (isUsed() && (await look()) === NOBODY && (await unsent())) {
    say(page, "This device holds a record that was not sent yet. It goes once whoever wrote it has signed in here.");
  }
  await startDevicePage(page);
}
