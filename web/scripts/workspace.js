// Officers' pages work without this; it only spares them what does not apply.

// A field marked `data-only-with="outcome:planned"` is shown while `outcome` is `planned`.
for (const part of document.querySelectorAll("[data-only-with]")) {
  const [name, value] = part.dataset.onlyWith.split(":");
  const form = part.closest("form");
  const update = () => {
    const on = new FormData(form).get(name) === value;
    // What must be mended stays in sight.
    part.hidden = !on && !part.matches(".bad");
    for (const control of part.querySelectorAll("input, select, textarea")) control.required = on;
  };
  form.addEventListener("change", update);
  update();
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
