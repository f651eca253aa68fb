// Two texts of one record: this device's and the one that was saved elsewhere. The person chooses, box by box.
const BOTH = "both";
const MINE = "mine";
const THEIRS = "theirs";

function made(kind, classes, words = "") {
  const element = document.createElement(kind);
  element.className = classes;
  element.textContent = words;
  return element;
}

function choice(name, value, label, words, checked) {
  const item = made("div", "govuk-radios__item");
  const radio = made("input", "govuk-radios__input");
  Object.assign(radio, { type: "radio", name: `choose-${name}`, value, id: `choose-${name}-${value}`, checked });
  const said = made("label", "govuk-label govuk-radios__label", label);
  said.htmlFor = radio.id;
  item.append(radio, said);
  if (words !== null) {
    item.append(made("p", "govuk-hint govuk-radios__hint app-keep__text", words || "Nothing is written here."));
  }
  return item;
}

function isLong(box) {
  return box instanceof HTMLTextAreaElement;
}

function question(name, label, mine, theirs) {
  const group = made("fieldset", "govuk-fieldset govuk-form-group");
  const radios = made("div", "govuk-radios");
  radios.append(choice(name, MINE, "What you wrote here", mine, true), choice(name, THEIRS, "What was saved elsewhere", theirs, false));
  if (isLong(document.getElementsByName(name)[0])) {
    radios.append(choice(name, BOTH, "Both, one after the other", null, false));
  }
  group.append(made("legend", "govuk-fieldset__legend govuk-fieldset__legend--s", label), radios);
  return group;
}

function chosen(place, name, mine, theirs) {
  const picked = place.querySelector(`input[name="choose-${name}"]:checked`)?.value;
  if (picked === THEIRS) {
    return theirs;
  }
  return picked === BOTH ? `${mine}\n\n${theirs}` : mine;
}

function isOther(one, other) {
  return one.replaceAll("\r\n", "\n").trim() !== other.replaceAll("\r\n", "\n").trim();
}

export function showConflict(place, draft, mine, settle) {
  const { now } = draft.conflict;
  if (place.childElementCount) {
    return;
  }
  const names = Object.keys(mine).filter((name) => isOther(mine[name], now[name] ?? ""));
  const shown = structuredClone(mine);
  place.append(
    made("h2", "govuk-heading-m", "This record was saved elsewhere meanwhile"),
    made("p", "govuk-body", "Nothing is lost: both texts stand here. Choose what stays in each box, then press the button."),
    ...names.map((name) => question(name, draft.labels[name] || name, shown[name], now[name] ?? "")),
  );
  const button = made("button", "govuk-button", "Keep what I chose");
  button.type = "button";
  button.addEventListener("click", async () => {
    const form = document.querySelector("form[data-draft]");
    const body = Object.fromEntries([...new FormData(form)].filter(([name]) => name in mine));
    for (const name of names) {
      body[name] = chosen(place, name, body[name], now[name] ?? "");
    }
    place.replaceChildren();
    await settle(body);
  });
  place.append(button);
  place.querySelector("h2").tabIndex = -1;
  place.querySelector("h2").focus();
}
