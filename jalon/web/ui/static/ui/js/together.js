// A form several people write at once. autosave.js sends and keeps what is written; this file says which fields were
// touched, so that nothing else is sent or kept, and shows both texts when two people wrote in one field.
// A field that is as it was sent carries data-no-draft.

const form = document.querySelector("form[data-together]");
const fields = (name) => [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
const ticks = (field) => field.type === "radio" || field.type === "checkbox";
const value = (name) => fields(name).map((field) => (ticks(field) ? (field.checked ? field.value || "-" : "") : field.value)).join("\n");
const names = new Set([...form.elements].filter(({ name, type }) => name && type !== "hidden" && type !== "submit").map(({ name }) => name));
const touched = new Set();
let sent = new Map();
let attempt = 0;

function mark(name, yes) {
  if (yes) touched.add(name); else touched.delete(name);
  for (const field of fields(name)) field.toggleAttribute("data-no-draft", !yes);
}
// What differs from the page as it was sent was put back by autosave.js or by the browser: it is still to be saved.
for (const name of names) {
  mark(name, fields(name).some((field) => "unsaved" in field.dataset || (ticks(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue)));
}
for (const type of ["input", "change"]) {
  form.addEventListener(type, (event) => { if (names.has(event.target.name)) mark(event.target.name, true); }, true);
}
form.addEventListener("formdata", ({ formData }) => {
  sent = new Map([...touched].map((name) => [name, value(name)]));
  for (const name of [...formData.keys()]) {
    if (name.endsWith("-was") || (names.has(name) && !touched.has(name))) formData.delete(name);
  }
  formData.set("attempt", ++attempt);
});

form.addEventListener("autosave:saved", ({ detail: answer }) => {
  for (const [name, was] of sent) if (!answer.unsaved.includes(name) && value(name) === was) mark(name, false);
  for (const place of form.querySelectorAll("[data-clash-for]")) if (!answer.unsaved.includes(place.dataset.clashFor)) place.replaceChildren();
  for (const clash of answer.clashes) showClash(clash);
  for (const place of form.querySelectorAll("[data-error]")) {
    const name = place.id.replace(/-error$/, "");
    place.hidden = !(name in answer.refusals);
    place.querySelector("span").textContent = answer.refusals[name] ?? "";
    if (place.hidden) form.elements[name].removeAttribute("aria-invalid"); else form.elements[name].setAttribute("aria-invalid", "true");
  }
});

// Two people wrote in one field
function showClash({ name, theirs, revision }) {
  const box = document.querySelector("[data-clash-template]").content.cloneNode(true).firstElementChild;
  Object.assign(box.dataset, { clash: name, revision });
  box.querySelector("[data-theirs]").textContent = theirs || "–";
  box.querySelector("[data-needs-script]").hidden = false;
  if (ticks(fields(name)[0])) box.querySelector("[data-keep=both]").remove();
  form.querySelector(`[data-clash-for="${CSS.escape(name)}"]`).replaceChildren(box);
}
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-keep]");
  if (!button) return;
  const box = button.closest("[data-clash]");
  const { clash: name, revision } = box.dataset;
  const theirs = box.querySelector("[data-theirs]").textContent;
  const [field] = fields(name);
  if (button.dataset.keep !== "mine") {
    if (ticks(field)) for (const radio of fields(name)) radio.checked = radio.value === theirs.replace(/\D/g, "");
    else field.value = button.dataset.keep === "both" ? `${theirs}\n${field.value}` : theirs;
  }
  if (revision) {
    const seen = form.elements[`${name}-seen`] ?? Object.assign(document.createElement("input"), { type: "hidden", name: `${name}-seen` });
    seen.value = revision;
    form.append(seen);
  }
  box.remove();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
