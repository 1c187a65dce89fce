// Keeps the words of a form while its tab is open, so that a lost connection
// or a wrong tap does not lose them. Session storage ends with the tab: a
// shared phone must not keep a report.
const form = document.querySelector("form[data-draft]");

if (form) {
  const key = `draft:${form.dataset.draft}`;
  const text = form.querySelector("textarea");
  const button = form.querySelector("button.btn--main");

  const remember = (value) => {
    try {
      if (value) sessionStorage.setItem(key, value);
      else sessionStorage.removeItem(key);
    } catch {
      // Storage may be switched off; the form works without it.
    }
  };

  try {
    if (!text.value) text.value = sessionStorage.getItem(key) ?? "";
  } catch {
    // As above.
  }
  text.addEventListener("input", () => remember(text.value));

  const label = [...button.childNodes];
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.sending;
  });
  // Coming back with the browser's back button: ready to send again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    delete form.dataset.sent;
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...label);
  });
}
