// Section A. autosave.js sends and keeps what is written; this file says which fields were touched, so that nothing else
// is sent, and shows both texts when two people wrote in one field.
const form = document.querySelector("form[data-report]");
const areas = form ? [...form.querySelectorAll("textarea")] : [];
const touched = new Set(areas.filter((area) => "unsaved" in area.dataset || area.value !== area.defaultValue).map((area) => area.name));
let sent = new Map();
let attempt = 0;

for (const area of areas) area.toggleAttribute("data-no-draft", !touched.has(area.name));
form?.addEventListener("input", ({ target }) => {
  if (!areas.includes(target)) return;
  touched.add(target.name);
  target.removeAttribute("data-no-draft");
}, true);
form?.addEventListener("formdata", ({ formData }) => {
  sent = new Map([...touched].map((name) => [name, form.elements[name].value]));
  for (const name of [...formData.keys()]) {
    if (name.endsWith("-was") || (areas.some((area) => area.name === name) && !touched.has(name))) formData.delete(name);
  }
  formData.set("attempt", ++attempt);
});
form?.addEventListener("autosave:saved", ({ detail: answer }) => {
  for (const [name, was] of sent) {
    if (answer.unsaved.includes(name) || form.elements[name].value !== was) continue;
    touched.delete(name);
    form.elements[name].setAttribute("data-no-draft", "");
  }
  for (const place of form.querySelectorAll("[data-clash-for]")) if (!answer.unsaved.includes(place.dataset.clashFor)) place.replaceChildren();
  for (const clash of answer.clashes) show(clash);
  for (const place of form.querySelectorAll("[data-refused]")) {
    place.textContent = answer.refusals[place.dataset.refused] ?? "";
    place.hidden = !place.textContent;
  }
});

function show({ name, theirs, revision }) {
  const box = document.querySelector("[data-clash-template]").content.cloneNode(true).firstElementChild;
  box.querySelector("[data-theirs]").textContent = theirs || "–";
  box.querySelector("[data-acts]").hidden = false;
  box.addEventListener("click", (event) => {
    const keep = event.target.closest("[data-keep]")?.dataset.keep;
    if (!keep) return;
    const area = form.elements[name];
    if (keep === "theirs") area.value = theirs;
    if (keep === "both") area.value = `${theirs}\n${area.value}`;
    const seen = form.elements[`${name}-seen`] ?? Object.assign(document.createElement("input"), { type: "hidden", name: `${name}-seen` });
    seen.value = revision;
    form.append(seen);
    box.remove();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.querySelector(`[data-clash-for="${CSS.escape(name)}"]`).replaceChildren(box);
}
