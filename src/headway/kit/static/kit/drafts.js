// Saves a draft every ten seconds while somebody writes. The form works without it.
const PAUSE = 10000;

function tell(page, words) {
  for (const status of page.querySelectorAll("[data-draft-status]")) {
    status.textContent = words;
  }
}

function written(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

async function save(page, form, before, leaving = false) {
  const now = written(form);
  if (now === before) {
    return before;
  }
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      credentials: "same-origin",
      redirect: "error",
      keepalive: leaving,
      body: now,
    });
    const told = await answer.json();
    if (!answer.ok) {
      tell(page, `Not saved. ${told.words}`);
      return before;
    }
    form.elements.version.value = told.version;
    tell(page, told.warning ? `${told.words}. ${told.warning}` : told.words);
    const kept = new URLSearchParams(now);
    kept.set("version", told.version);
    return kept.toString();
  } catch {
    tell(page, "Not saved: no connection. Your words stay here; the next try is in ten seconds.");
    return before;
  }
}

export function startDrafts(page) {
  for (const form of page.querySelectorAll("form[data-draft]")) {
    let before = written(form);
    let sent = false;
    form.addEventListener("submit", () => {
      sent = true;
    });
    // Words written a moment ago go along when somebody leaves by a link.
    window.addEventListener("pagehide", () => {
      if (!sent && !form.dataset.outbox) {
        save(page, form, before, true);
      }
    });
    const again = async () => {
      // A record kept on this device saves itself: see device/writing.js.
      if (!form.dataset.outbox && !sent) {
        before = await save(page, form, before);
      }
      window.setTimeout(again, PAUSE);
    };
    window.setTimeout(again, PAUSE);
  }
}
