// Recording by keyboard: a number chooses how it came, Ctrl+Enter sends. Without this the form works with tab and arrows.
const form = document.querySelector("[data-recording]");
const channels = [...(form?.querySelectorAll("input[name=channel]") ?? [])];

// The next thing to fill in after the channel: what belongs to it, else the words.
function onward() {
  const fields = [...form.querySelectorAll("input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea")];
  const source = fields.find((field) => field.closest("[data-only-with]") && field.offsetParent);
  (source ?? form.querySelector("textarea")).focus();
}

addEventListener("keydown", (event) => {
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const writes = event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
  if (writes || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const channel = digit && channels[digit - 1];
  if (!channel) return;
  event.preventDefault();
  channel.click();
  onward();
});

if (form && !form.querySelector("[role=alert]") && !channels.some((one) => one.checked)) channels[0]?.focus();
