// What is on this device, for whoever is signed in: each record, whether it was sent, and the words that were not.
import { isUnsent } from "./outbox.js";
import { DRAFTS, drafts, heldKey, isUsed, remove, decrypt } from "./store.js";

function made(kind, classes, words = "") {
  const element = document.createElement(kind);
  element.className = classes;
  element.textContent = words;
  return element;
}

function wordsOf(draft) {
  const details = made("details", "govuk-details");
  const summary = made("summary", "govuk-details__summary");
  summary.append(made("span", "govuk-details__summary-text", "What was not sent"));
  const text = made("div", "govuk-details__text");
  for (const [name, words] of Object.entries(draft.waiting || draft.sending.body)) {
    if (words.trim()) {
      text.append(made("h3", "govuk-heading-s", draft.labels[name] || name), made("p", "govuk-body app-keep__text", words));
    }
  }
  details.append(summary, text);
  return details;
}

function removal(path, draft) {
  const button = made("button", "govuk-button govuk-button--secondary", "Take it off this device");
  button.type = "button";
  let asked = !isUnsent(draft);
  button.addEventListener("click", async () => {
    if (!asked) {
      asked = true;
      button.textContent = "Take it off and lose what was not sent";
      return;
    }
    await remove(path);
    window.location.reload();
  });
  return button;
}

function item(path, draft) {
  const place = made("section", "app-keep");
  const heading = made("h2", "govuk-heading-m");
  const link = made("a", "govuk-link", draft.title);
  link.href = path;
  heading.append(link);
  const sent = isUnsent(draft) ? "on this device, not yet sent" : "and sent";
  place.append(heading, made("p", "govuk-body", `Saved ${draft.at} ${sent}. ${draft.refused}`));
  if (isUnsent(draft)) {
    place.append(wordsOf(draft));
  }
  place.append(removal(path, draft));
  return place;
}

export async function startDevicePage(page) {
  const place = page.querySelector("[data-device-list]");
  if (!place) {
    return;
  }
  const held = isUsed() ? await heldKey() : null;
  const shown = [];
  for (const one of held ? await drafts() : []) {
    const draft = await decrypt(DRAFTS, one.path, held);
    if (draft) {
      shown.push(item(one.path, draft));
    }
  }
  place.replaceChildren(...(shown.length ? shown : [made("p", "govuk-body", "Nothing of yours is kept on this device.")]));
}
