// What makes a page quicker to use. Every page works without it.
import { startDevice } from "./device/start.js";
import { startDrafts } from "./drafts.js";
import { startLists } from "./lists.js";
import { startMaps } from "./maps.js";
import { startMoving } from "./moving.js";
import { startPasskeys } from "./passkeys.js";
import { startPolling } from "./progress.js";
import { startSearchKey } from "./search-key.js";
import { startSuggestions } from "./suggest.js";

const own = document.querySelector("script[data-govuk]");
const FILTERS_BESIDE_ROWS = "(min-width: 60rem)";

async function startComponents() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const govuk = await import(own.dataset.govuk);
  govuk.initAll();
  if (document.querySelector("[data-module^='moj-']")) {
    const moj = await import(own.dataset.moj);
    moj.initAll();
  }
}

function closeFiltersWhenSmall() {
  if (window.matchMedia(FILTERS_BESIDE_ROWS).matches) {
    return;
  }
  for (const filters of document.querySelectorAll("[data-closes-when-small]")) {
    filters.open = false;
  }
}

startComponents();
closeFiltersWhenSmall();
startSearchKey(document);
startSuggestions(document);
startPolling(document);
startDrafts(document);
startDevice(document);
startLists(document);
startMaps(document);
startMoving(document);
startPasskeys(document);
