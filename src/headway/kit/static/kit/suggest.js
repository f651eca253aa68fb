// Hits while one types into the header's search: a combobox with a list below it. Enter without a choice goes to the
// page of all hits, as the form does without this script.
const PAUSE = 120;
const SHORTEST = 2;

class Suggestions {
  constructor(box) {
    this.box = box;
    this.list = document.getElementById(box.dataset.suggestList);
    this.status = document.getElementById(box.dataset.suggestStatus);
    this.chosen = -1;
    this.asked = 0;
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    this.close();
    box.addEventListener("input", () => this.wait());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => window.setTimeout(() => this.close(), PAUSE));
    this.list.addEventListener("mousedown", (event) => this.click(event));
  }

  wait() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.box.value.trim();
    const number = ++this.asked;
    if (typed.length < SHORTEST) {
      this.close();
      return;
    }
    try {
      const answer = await fetch(`${this.box.dataset.suggest}?q=${encodeURIComponent(typed)}`, {
        headers: { Accept: "text/html" },
        credentials: "same-origin",
      });
      // A slow answer to an earlier word must not replace a later one's.
      if (answer.ok && !answer.redirected && number === this.asked) {
        this.show(await answer.text());
      }
    } catch {
      this.close();
    }
  }

  show(html) {
    this.list.replaceChildren(...new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html").querySelectorAll("li"));
    this.hits = [...this.list.children];
    this.hits.forEach((hit, at) => {
      hit.id = `${this.list.id}-${at}`;
      hit.setAttribute("aria-selected", "false");
    });
    this.chosen = -1;
    this.box.removeAttribute("aria-activedescendant");
    const open = this.hits.length > 0 && document.activeElement === this.box;
    this.list.hidden = !open;
    this.box.setAttribute("aria-expanded", String(open));
    this.status.textContent = open
      ? `${this.hits.length} ${this.hits.length === 1 ? "suggestion" : "suggestions"}. Use the arrow keys to choose.`
      : "No suggestion.";
  }

  close() {
    this.hits = [];
    this.chosen = -1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length) {
      event.preventDefault();
      this.choose((this.chosen + step + this.hits.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % this.hits.length);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      window.location.assign(this.hits[this.chosen].dataset.href);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  choose(at) {
    this.chosen = at;
    this.hits.forEach((hit, number) => hit.setAttribute("aria-selected", String(number === at)));
    this.box.setAttribute("aria-activedescendant", this.hits[at].id);
    this.hits[at].scrollIntoView({ block: "nearest" });
  }

  click(event) {
    const hit = event.target.closest("[data-href]");
    if (hit) {
      event.preventDefault();
      window.location.assign(hit.dataset.href);
    }
  }
}

export function startSuggestions(page) {
  const box = page.querySelector("[data-suggest]");
  if (box) {
    new Suggestions(box);
  }
}
