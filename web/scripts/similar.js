// Looks for similar reports while somebody writes. Without script the button does the same.
const box = document.querySelector("[data-similar]");

if (box) {
  const form = box.closest("form");
  const button = box.querySelector("button");
  const found = box.querySelector("[data-similar-found]");
  const FIELDS = ["text", "village", "place", "lat", "lon", "joins"];
  let waiting;
  let last = "";

  const look = async () => {
    const sent = new FormData(form);
    const asked = new URLSearchParams();
    for (const field of FIELDS) asked.set(field, sent.get(field) ?? "");
    const question = asked.toString();
    // A few words say nothing yet; the same question has the same answer.
    if (asked.get("text").trim().length < 15 || question === last) return;
    last = question;
    try {
      const answer = await fetch(button.formAction, {
        method: "POST",
        headers: { "x-bagian": "serupa" },
        body: asked,
      });
      if (answer.ok) found.innerHTML = await answer.text();
    } catch {
      // No signal: the report can be sent all the same.
      last = "";
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 900);
  };

  button.hidden = true;
  for (const field of ["text", "village", "place", "lat", "lon"]) {
    form.elements[field]?.addEventListener("input", soon);
    form.elements[field]?.addEventListener("change", soon);
  }
}
