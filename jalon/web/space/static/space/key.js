// A key (passkey) of this device: <form data-key="get" data-ask="…"> opens, <form data-key="create" data-options="…">
// makes one. Old telephones read this too: no syntax younger than 2017. Where keys are unknown, the form stays hidden.
(function () {
  "use strict";
  const form = document.querySelector("form[data-key]");
  const known = window.PublicKeyCredential && navigator.credentials;
  const unknown = document.querySelector("[data-no-key]");
  if (!form || !known) {
    if (unknown) unknown.hidden = false;
    return;
  }
  form.hidden = false;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode.apply(null, new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => Object.assign({}, one, { id: bytes(one.id) }));

  async function made(asked) {
    asked.user.id = bytes(asked.user.id);
    asked.excludeCredentials = named(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey: asked });
  }

  async function shown(asked) {
    asked.allowCredentials = named(asked.allowCredentials);
    return navigator.credentials.get({ publicKey: asked });
  }

  async function answer() {
    const create = form.dataset.key === "create";
    const source = create ? form.dataset.options : await fetched(form.dataset.ask);
    const asked = JSON.parse(source).publicKey;
    asked.challenge = bytes(asked.challenge);
    const key = await (create ? made(asked) : shown(asked));
    const parts = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) parts[name] = text(key.response[name]);
    }
    const extensions = key.getClientExtensionResults ? key.getClientExtensionResults() : {};
    return { id: key.id, rawId: text(key.rawId), type: key.type, response: parts, clientExtensionResults: extensions };
  }

  async function fetched(address) {
    const said = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!said.ok) throw new Error("no question");
    return said.text();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-key-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answer());
    } catch (refusal) {
      failed.hidden = false;
      return;
    }
    form.submit();
  });
})();
