// Asks how far long work is, and puts the answer where the last one stood. The answer is kit/progress.html.
const PAUSE = 3000;

function replaceWith(block, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-poll]");
  if (!fresh) {
    return null;
  }
  // What has not changed is left alone, so that nothing is read out twice.
  if (fresh.outerHTML === block.outerHTML) {
    return block;
  }
  block.replaceWith(fresh);
  return fresh;
}

async function look(block) {
  const address = block.dataset.poll;
  if (!address) {
    return;
  }
  let next = block;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (answer.ok) {
      next = replaceWith(block, await answer.text());
    }
  } catch {
    // The network went away for a moment; the next look tells.
  }
  if (next) {
    window.setTimeout(look, PAUSE, next);
  }
}

export function startPolling(page) {
  for (const block of page.querySelectorAll("[data-poll]")) {
    window.setTimeout(look, PAUSE, block);
  }
}
