// Print and copy buttons of the receipt, and forgetting the draft: it has
// arrived.
const print = document.querySelector("[data-print]");
const copy = document.querySelector("[data-copy]");
const status = document.querySelector("[data-copy-status]");

try {
  sessionStorage.removeItem("draft:lapor");
} catch {
  // Storage may be switched off.
}
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
if (copy && status && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      status.textContent = copy.dataset.copied;
    } catch {
      copy.hidden = true;
    }
  });
}
