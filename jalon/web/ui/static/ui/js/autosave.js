// A form that saves itself: <form data-autosave="/address/" data-draft="piis:3f…"> with a field named « version ».
//
// A pause in writing sends the form; the answer is {"version": 4, "saved": "14 h 32"}, with a "notice" when something in
// it could not be stored; the form hears « autosave:saved » with the answer as detail. What is not sent stays on this
// device, under the writer's own id, until it is saved, until they sign out, or for twelve hours. It is put back when the
// form opens again on the same version, and shown beside the form when someone saved another version meanwhile.
// Fields marked data-no-draft, hidden ones, passwords and files never stay on the device.

const PREFIX = "jalon:draft:";
const PAUSE = 900; // milliseconds without a key before sending
const KEPT = 12 * 3600 * 1000; // milliseconds an unsent text stays on the device
const AGAIN = [4000, 12000, 30000, 60000]; // milliseconds before each new try
const owner = document.body.dataset.owner;

const drafts = {
  all: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
  read: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or refused: the server still has the last save */ } },
  drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
};

// Another person's texts, and old ones, leave the device.
for (const key of drafts.all()) {
  const draft = drafts.read(key);
  if (!draft || Date.now() - draft.at > KEPT || (owner && !key.startsWith(`${PREFIX}${owner}:`))) drafts.drop(key);
}
document.addEventListener("submit", (event) => {
  if (event.target.matches?.("[data-sign-out]")) drafts.all().forEach(drafts.drop);
});
// A form sent by its button is saved when the next page is ours, is no refusal and doesn't show it again unchanged.
const SENT = "jalon:sent";
const sentBefore = (() => { try { return JSON.parse(sessionStorage.getItem(SENT)); } catch { return null; } })();
try { sessionStorage.removeItem(SENT); } catch { /* storage refused */ }
if (sentBefore && !document.body.classList.contains("keep-drafts")) {
  const again = document.querySelector(`form[data-draft="${CSS.escape(sentBefore.draft)}"]`);
  if (!again || (again.elements.version && again.elements.version.value !== sentBefore.version)) drafts.drop(sentBefore.key);
}

const kept = (field) =>
  field.name && !field.disabled && !["hidden", "password", "file", "submit", "button"].includes(field.type) && !field.closest("[data-no-draft]");

function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    found[field.name] ??= [];
    if (field.type === "checkbox" || field.type === "radio") { if (field.checked) found[field.name].push(field.value); }
    else if (field.type === "select-multiple") found[field.name].push(...[...field.selectedOptions].map((option) => option.value));
    else found[field.name].push(field.value);
  }
  return found;
}

function restore(form, saved) {
  const places = {};
  for (const field of form.elements) {
    if (!kept(field) || !(field.name in saved)) continue;
    const list = saved[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = list.includes(field.value);
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = list.includes(option.value);
    else field.value = list[places[field.name] = (places[field.name] ?? -1) + 1] ?? field.value;
  }
}

function autosave(form) {
  const key = `${PREFIX}${owner}:${form.dataset.draft}`;
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  const text = status?.querySelector("[data-autosave-text]");
  const version = () => form.elements.version?.value ?? "";
  let timer = 0, tries = 0, sending = false, dirty = false, stopped = false;

  const say = (state, words) => {
    if (!status) return;
    status.dataset.state = state;
    const line = words ?? status.dataset[state] ?? "";
    if (text.textContent !== line) text.textContent = line;
  };
  const later = (delay) => { clearTimeout(timer); timer = setTimeout(send, delay); };
  const settled = (answer) => {
    if (form.elements.version && answer.version !== undefined) form.elements.version.value = answer.version;
    tries = 0;
    form.dispatchEvent(new CustomEvent("autosave:saved", { detail: answer }));
    if (dirty) { keep(); later(PAUSE); return; }
    if (answer.notice) { keep(); say("refused", answer.notice); return; }
    drafts.drop(key);
    say("saved", status?.dataset.saved.replace("{time}", answer.saved));
  };
  const keep = () => drafts.write(key, { version: version(), at: Date.now(), fields: values(form) });
  const failed = () => { dirty = true; say("unsent"); later(AGAIN[Math.min(tries++, AGAIN.length - 1)]); };

  const post = (more) =>
    fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-Jalon-Autosave": "1", Accept: "application/json" }, ...more });

  async function send() {
    if (sending || stopped || !dirty) return;
    sending = true;
    dirty = false;
    say("saving");
    let response;
    try {
      response = await post({ redirect: "manual" });
    } catch { response = null; }
    sending = false;
    if (!response || response.status >= 500 || response.status === 429) return failed();
    if (response.ok) {
      try { return settled(await response.json()); } catch { return failed(); }
    }
    dirty = true;
    if (response.status === 409) { stopped = true; say("conflict"); }
    else if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) { stopped = true; say("signedOut"); }
    else say("refused");
  }

  function found(draft) {
    if (!status) return;
    if (draft.version === version()) {
      restore(form, draft.fields);
      dirty = true;
      say("found");
      later(PAUSE);
      return;
    }
    const now = values(form);
    const make = (tag, told) => Object.assign(document.createElement(tag), told);
    const list = make("dl");
    for (const [name, list_] of Object.entries(draft.fields)) {
      const words = list_.join(", ");
      if (!words || words === (now[name] ?? []).join(", ")) continue;
      const field = form.elements[name];
      const label = form.querySelector(`label[for="${CSS.escape(field?.id ?? "")}"]`) ?? field?.[0]?.closest?.("fieldset")?.querySelector("legend");
      list.append(make("dt", { textContent: label?.textContent ?? name }), make("dd", { textContent: words }));
    }
    if (!list.children.length) { drafts.drop(key); return; }
    const box = make("div", { className: "autosave__older callout callout--warn" });
    const body = make("div", { className: "callout__body" });
    const forget = make("button", { type: "button", className: "button button--small", textContent: status.dataset.forget });
    forget.addEventListener("click", () => { drafts.drop(key); box.remove(); });
    body.append(make("p", { className: "callout__title", textContent: status.dataset.older }), list, forget);
    box.append(body);
    form.prepend(box);
  }

  const changed = (event) => {
    if (!event.target.name || stopped) { if (stopped) keep(); return; }
    dirty = true;
    keep();
    later(PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = true;
    try { sessionStorage.setItem(SENT, JSON.stringify({ key, draft: form.dataset.draft, version: version() })); } catch { /* storage refused */ }
  });
  addEventListener("online", () => { if (dirty) { tries = 0; later(0); } });
  addEventListener("pagehide", () => {
    if (dirty && !stopped) post({ keepalive: true }).catch(() => {});
  });
  const draft = drafts.read(key);
  if (draft) found(draft);
}

for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
