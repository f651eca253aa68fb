// Moving a visit to another day of the diary, by dragging or with the arrow keys. It only opens the form for moving it, with
// the day filled in: nothing is saved here, and the link does the same without a script.
const SLACK = 6; // pixels before a press is a drag
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function shifted(iso, days) {
  const day = new Date(`${iso}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

class Board {
  constructor(root) {
    this.days = new Map([...root.querySelectorAll("[data-day]")].map((one) => [one.dataset.day, one]));
    this.status = root.querySelector("[data-moves-status]");
    this.help = root.querySelector("[data-moves-help]");
    this.chosen = null;
    this.help.hidden = false;
    for (const card of root.querySelectorAll("[data-move]")) {
      this.startPointer(card);
      this.startKeys(card);
    }
  }

  choose(day, words = "") {
    this.chosen?.classList.remove("app-weeks__day--chosen");
    this.chosen = day;
    day?.classList.add("app-weeks__day--chosen");
    this.status.textContent = words;
  }

  go(card) {
    window.location.assign(`${card.dataset.move}?on=${this.chosen.dataset.day}`);
  }

  startPointer(card) {
    const handle = card.querySelector("[data-moves-handle]");
    const own = card.closest("[data-day]");
    let from = null;
    let moving = false;
    handle.hidden = false;
    const move = (event) => {
      const [x, y] = [event.pageX - from.x, event.pageY - from.y];
      if (!moving && Math.hypot(x, y) > SLACK) {
        moving = true;
        card.setPointerCapture(event.pointerId);
        card.classList.add("app-weeks__card--moving");
      }
      if (moving) {
        card.style.transform = `translate(${x}px, ${y}px)`;
        const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-day]");
        this.choose(under && under !== own ? under : null);
      }
    };
    const stop = () => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", stop);
      card.classList.remove("app-weeks__card--moving");
      card.style.transform = "";
      this.choose(null);
      window.setTimeout(() => { moving = false; });
    };
    const drop = () => {
      if (moving && this.chosen) {
        this.go(card);
      }
      stop();
    };
    card.addEventListener("dragstart", (event) => event.preventDefault());
    card.addEventListener("pointerdown", (event) => {
      const byFinger = event.pointerType === "touch";
      if (event.button === 0 && (!byFinger || handle.contains(event.target))) {
        from = { x: event.pageX, y: event.pageY };
        // The whole page is listened to: it may scroll away under a pointer that is pressed.
        document.addEventListener("pointermove", move);
        document.addEventListener("pointerup", drop);
        document.addEventListener("pointercancel", stop);
      }
    });
    // What was dragged was not clicked.
    card.addEventListener("click", (event) => moving && event.preventDefault(), true);
  }

  startKeys(card) {
    const link = card.querySelector("[data-moves-link]");
    const own = card.closest("[data-day]");
    link.setAttribute("aria-describedby", this.help.id);
    link.addEventListener("keydown", (event) => {
      if (event.key in STEPS && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.step(card, own, STEPS[event.key]);
      } else if (event.key === "Enter" && this.chosen) {
        event.preventDefault();
        this.go(card);
      } else if (event.key === "Escape" && this.chosen) {
        this.choose(null, `${card.dataset.name} stays on ${own.dataset.words}.`);
      }
    });
    link.addEventListener("blur", () => this.choose(null));
  }

  // The next day shown that way; a Saturday or Sunday that is not shown is stepped over.
  step(card, own, by) {
    const last = [...this.days.keys()];
    let iso = (this.chosen || own).dataset.day;
    do {
      iso = shifted(iso, by);
    } while (!this.days.has(iso) && iso >= last[0] && iso <= last[last.length - 1]);
    const day = this.days.get(iso);
    if (!day) {
      this.status.textContent = "No further day is shown that way.";
    } else if (day === own) {
      this.choose(null, `${own.dataset.words}, where the visit is now.`);
    } else {
      this.choose(day, `Move ${card.dataset.name} to ${day.dataset.words}: press Enter to go on, Escape to stay.`);
      day.scrollIntoView({ block: "nearest" });
    }
  }
}

export function startMoving(root) {
  for (const board of root.querySelectorAll("[data-moves]")) {
    new Board(board);
  }
}
