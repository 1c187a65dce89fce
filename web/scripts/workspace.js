// Officers' pages work without this; it only spares them what does not apply.

// A field marked `data-only-with="outcome:planned"` is shown while `outcome` is `planned`; one marked
// `channel:letter|email?` with any of these, and it may stay empty: where it does not apply it is not sent either.
for (const part of document.querySelectorAll("[data-only-with]")) {
  const [name, wanted] = part.dataset.onlyWith.split(":");
  const optional = wanted.endsWith("?");
  const values = wanted.replace("?", "").split("|");
  const form = part.closest("form");
  const update = () => {
    const on = values.includes(new FormData(form).get(name));
    // What must be mended stays in sight.
    const shown = on || part.matches(".bad");
    part.hidden = !shown;
    for (const control of part.querySelectorAll("input, select, textarea")) {
      if (optional) control.disabled = !shown;
      else control.required = on;
    }
  };
  form.addEventListener("change", update);
  update();
}

// On a telephone a menu is a strip that scrolls: where one is should be in sight, and a little of what is before it.
for (const strip of document.querySelectorAll(".nav ul, .tabs ul")) {
  const current = strip.querySelector("[aria-current]");
  if (current) strip.scrollLeft += current.getBoundingClientRect().left - strip.getBoundingClientRect().left - 32;
}

// What was written is not lost by following a link without thinking.
let written = false;
addEventListener("input", (event) => {
  if (event.target.closest("textarea")) written = true;
});
addEventListener("submit", () => (written = false));
addEventListener("beforeunload", (event) => {
  if (written) event.preventDefault();
});

// After a refusal the first thing to read is why.
document.querySelector("#penolakan, form [role=alert]")?.focus();

// A button with a key is pressed by it, a proposal by its number; never while somebody writes.
const keyed = [...document.querySelectorAll("button[data-key]")];
const picks = (name) => [...document.querySelectorAll(`input[type=radio][name=${name}]`)];
if (keyed.length) {
  addEventListener("keydown", (event) => {
    const writes = event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (writes || event.altKey || event.ctrlKey || event.metaKey) return;
    const of = event.shiftKey ? "category_pick" : "lead_pick";
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const pick = digit && picks(of)[digit - 1];
    const button = keyed.find((one) => one.dataset.key === event.key);
    const pressed = pick || (!event.shiftKey && button);
    if (!pressed) return;
    event.preventDefault();
    pressed.closest("details")?.setAttribute("open", "");
    pressed.focus();
    pressed.click();
  });
  // On its own page the form waits for one press.
  document.querySelector(".formbox button[data-key]")?.focus();
}
// After a decision the way to the next one is under the same key.
document.querySelector("[data-next]")?.focus();
