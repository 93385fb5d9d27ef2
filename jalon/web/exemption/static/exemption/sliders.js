// A slider beside every number that says its reach: <input data-slider="0 100 5"> (least, most, step).
//
// The number stays the field that is sent; the slider has no name. Without this script the number is typed.

const number = (field) => Number(field.value.replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));

for (const field of document.querySelectorAll("input[data-slider]")) {
  const [min, max, step] = field.dataset.slider.split(" ");
  const slider = Object.assign(document.createElement("input"), { type: "range", className: "slider", min, max, step });
  const follow = () => { slider.value = number(field) || min; };
  slider.setAttribute("aria-label", field.labels?.[0]?.firstChild?.textContent.trim() || field.name);
  slider.addEventListener("input", () => {
    field.value = slider.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", follow);
  follow();
  field.after(slider);
}

// What follows the fields is asked for each 150 ms at most; when the hand stops, once more for where it stopped.
for (const form of document.querySelectorAll("form[hx-get]")) {
  const said = () => new URLSearchParams(new FormData(form)).toString();
  let asked = said();
  let waiting;
  form.addEventListener("htmx:beforeRequest", (event) => { if (event.target === form) asked = said(); });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (said() !== asked) form.dispatchEvent(new Event("settled")); }, 170);
  });
}
