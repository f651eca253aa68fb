// Comforts of lists: picking every row of the page, and saying when the time to undo is over.

function startPicking(box) {
  const boxes = box.closest("table").querySelectorAll("tbody .app-pick__box");
  box.hidden = false;
  box.addEventListener("change", () => {
    for (const one of boxes) {
      one.checked = box.checked;
    }
  });
}

function startUndo(form) {
  const over = () => {
    form.querySelector(".app-undo__button").remove();
    form.querySelector(".app-undo__words").textContent = "The time to undo is over; it can be changed back by hand.";
  };
  window.setTimeout(over, Number(form.dataset.undoSeconds) * 1000);
}

export function startLists(root) {
  root.querySelectorAll("[data-pick-all]").forEach(startPicking);
  root.querySelectorAll("[data-undo-seconds]").forEach(startUndo);
}
