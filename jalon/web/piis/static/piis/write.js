// Writing a project: a row added, taken out or chosen from the library without leaving the page. Without this file the
// same buttons send the form, which comes back with the row. It runs before autosave.js, so that rows which never
// reached the server are on the page again when an unsent text is put back in its place.

const form = document.querySelector("form[data-write]");
const EMPTY_ROW = /0{32}/g, EMPTY_PARTY = /f{32}/g;
const PREFIX = "jalon:draft:";
const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const rowsOf = (side) => form.querySelector(`[data-rows="${side}"]`);
const announce = (words) => { form.querySelector("[data-announce]").textContent = words; };
const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

function add(side, id = newId()) {
  const template = form.querySelector(`template[data-template="${side}"]`);
  if (!template || !rowsOf(side)) return null;
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replace(side === "party" ? EMPTY_PARTY : EMPTY_ROW, id);
  const row = holder.content.firstElementChild;
  rowsOf(side).append(row);
  window.htmx?.process(row);
  return row;
}

function remove(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const section = row.closest("section");
  row.remove();
  (next?.querySelector("textarea, input:not([type=hidden])") ?? section?.querySelector("[name=add]"))?.focus();
  changed(form.elements.aims);
}

function pick(button) {
  const text = button.querySelector("span").textContent;
  const [kind] = button.value.split("|");
  if (kind === "aims") {
    const aims = form.elements.aims;
    aims.value = [aims.value.trim(), text].filter(Boolean).join("\n\n");
    changed(aims);
  } else {
    let side = kind;
    if (kind === "third") {
      const party = rowsOf("party").lastElementChild ?? add("party");
      side = `third_${party.dataset.row.split("_")[1]}`;
    }
    const empty = [...rowsOf(side).children].find((row) => !row.querySelector("textarea").value.trim());
    const row = empty ?? add(side);
    const fill = (name, value) => { const field = row.querySelector(`[name$="-${name}"]`); if (field && !field.value) field.value = value ?? ""; };
    row.querySelector("textarea").value = text;
    fill("domain", button.dataset.domain);
    fill("due_on", form.dataset.due);
    changed(row.querySelector("textarea"));
  }
  button.setAttribute("aria-pressed", "true");
  announce(`${form.dataset.added} ${text}`);
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=add], button[name=remove], button[name=pick]");
  if (!button) return;
  event.preventDefault();
  if (button.name === "pick") pick(button);
  else if (button.name === "remove") remove(button.closest("[data-row]"));
  else add(button.value)?.querySelector("textarea, input:not([type=hidden])").focus();
});

// Rows of an unsent text kept on this device come back before autosave puts their words in.
if (form) {
  const key = `${PREFIX}${document.body.dataset.owner}:${form.dataset.draft}`;
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { /* nothing was kept */ }
  if (kept?.version === form.elements.version.value) {
    for (const name of Object.keys(kept.fields)) {
      const [, row] = name.match(/^((?:person|centre|party|third_[0-9a-f]{32})_[0-9a-f]{32})-/) ?? [];
      if (!row || form.querySelector(`[data-row="${row}"]`)) continue;
      const [side, party, id] = row.split("_");
      add(id ? `third_${party}` : side, id ?? party);
    }
  }
}
