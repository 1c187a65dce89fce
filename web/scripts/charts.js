// Reads the values of charts: under the pointer, at a touch, and with the arrow keys. Without script every value stands in
// the table beside its chart.
for (const figure of document.querySelectorAll("[data-chart]")) {
  const drawing = figure.querySelector("[data-drawing]");
  const readout = figure.querySelector("[data-readout]");
  // Of the two drawings the one that is shown.
  const marks = () => [...drawing.querySelectorAll(".g-mark")].filter((mark) => mark.getClientRects().length > 0);
  let chosen = null;

  const show = (mark) => {
    chosen?.classList.remove("g-on");
    chosen = mark;
    chosen.classList.add("g-on");
    readout.textContent = chosen.querySelector("title").textContent;
  };

  const hear = (event) => {
    const mark = event.target.closest(".g-mark");
    if (mark && mark !== chosen) show(mark);
  };

  if (marks().length === 0) continue;
  readout.hidden = false;
  drawing.tabIndex = 0;
  drawing.setAttribute("role", "group");
  drawing.addEventListener("pointerover", hear);
  drawing.addEventListener("focusin", (event) => {
    const mark = event.target.closest("a")?.querySelector(".g-mark");
    if (mark) show(mark);
  });
  drawing.addEventListener("keydown", (event) => {
    const all = marks();
    const at = all.indexOf(chosen);
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(all[(next + all.length) % all.length]);
  });
}

for (const hint of document.querySelectorAll("[data-chart-hint]")) hint.hidden = false;

// Paper has no summary to press. Tables need no script for this; browsers that cannot show by style what is folded do.
const folded = () => document.querySelectorAll("section > details:not(.act, .noprint), .chart-foot details:not(.noprint)");
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...folded()].filter((fold) => !fold.open);
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});
