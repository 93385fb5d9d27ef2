// A slider beside every number that says its reach: <input data-slider="0 100 5"> (least, most, step).
//
// The number is what is sent; the slider has no name. Without this script it is typed.

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

// htmx asks each 150 ms at most; once more where the hand stopped.
let waiting;
document.querySelector("form[hx-get]")?.addEventListener("input", ({ currentTarget: form }) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => form.dispatchEvent(new Event("settled")), 170);
});
