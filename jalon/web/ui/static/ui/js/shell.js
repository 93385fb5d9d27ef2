// The shell of every page: theme without reload, keyboard shortcuts, lost connection, one click = one act.
// Every act works without this file.

const root = document.documentElement;
const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* nothing to remember */ } },
};
for (const node of document.querySelectorAll("[data-needs-script]")) node.hidden = false;

// Theme: the same form, without leaving the page
document.querySelector("[data-theme-form]")?.addEventListener("submit", (event) => {
  const choice = event.submitter?.value;
  if (!choice) return;
  event.preventDefault();
  fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter), redirect: "manual" });
  if (choice === "auto") delete root.dataset.theme; else root.dataset.theme = choice;
  for (const button of event.target.querySelectorAll("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === choice));
  }
});

// Folded menus close with Escape or a press elsewhere
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// Keyboard shortcuts: never inside a field; can be switched off (WCAG 2.1.4)
const help = document.getElementById("shortcuts");
const toggle = document.querySelector("[data-shortcuts-toggle]");
const OFF = "jalon:shortcuts-off";
if (toggle) {
  toggle.checked = store.get(OFF) !== "1";
  toggle.addEventListener("change", () => store.set(OFF, toggle.checked ? "0" : "1"));
}
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal?.();
});
let pressed = ""; // the « g » of « g h », for a second and a half
let pressedUntil = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false]), dialog")) return;
  if (store.get(OFF) === "1") return;
  const sequence = pressed && event.timeStamp < pressedUntil ? pressed : "";
  pressed = "";
  if (sequence === "g") {
    const link = document.querySelector(`[data-keys="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
  } else if (event.key === "/") {
    const search = document.querySelector("[data-shortcut=search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  } else if (event.key === "?" && help?.showModal) {
    event.preventDefault();
    help.showModal();
  } else if (event.key === "g") {
    pressed = "g";
    pressedUntil = event.timeStamp + 1500;
  }
});

// Lost connection: said once, at the top, and taken back when the network returns
const banner = document.querySelector("[data-connection]");
const online = (yes) => { if (banner) banner.hidden = yes; };
addEventListener("offline", () => online(false));
addEventListener("online", () => online(true));
document.addEventListener("htmx:sendError", () => online(false));
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) online(true); });
if (navigator.onLine === false) online(false);

// Words typed and not sent: the browser asks before they are lost
const UNSAVED = "main form[method=post]:not([data-autosave], [hx-post], [hx-get])";
const WORDS = "textarea, input:is(:not([type]), [type=text], [type=email], [type=tel], [type=number])";
let leaving = false; // by sending, or by the link beside the button that gives up
const unsent = () => [...document.querySelectorAll(UNSAVED)].some((form) =>
  [...form.querySelectorAll(WORDS)].some((field) => field.value.trim() !== field.defaultValue.trim()));
document.addEventListener("click", (event) => { if (event.target.closest?.(`:is(${UNSAVED}) .actions a`)) leaving = true; });
// Heard from the first word on: a page nobody wrote in comes back from history as it was.
document.addEventListener("input", () => addEventListener("beforeunload", (event) => {
  if (!leaving && unsent()) event.preventDefault();
}), { once: true });

// One click, one act: a form sent is not sent again until the answer; back from history, it can be again
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  leaving = true;
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  leaving = false;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

// What must be mended is read first
document.querySelector("[data-focus]")?.focus();
