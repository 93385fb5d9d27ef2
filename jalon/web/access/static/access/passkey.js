// Passkeys: <button data-passkey="login|add|authenticate" data-credential="id of the hidden field">. The ceremony
// itself is allauth's own script; the options come in the page's <script id="js_data">, which is data, not code.
const KINDS = { login: "loginForm", add: "addForm", authenticate: "authenticateForm" };

for (const button of document.querySelectorAll("[data-passkey]")) {
  const { passkey, credential, passwordless } = button.dataset;
  button.id ||= `passkey_${passkey}`;
  const ids = { [passkey]: button.id, credential, data: "js_data", passwordless };
  window.allauth.webauthn.forms[KINDS[passkey]]({ ids });
}

// When a passkey does not answer, say so in the page.
document.addEventListener("allauth.error", (event) => {
  const notice = document.getElementById("passkey_failed");
  if (!notice) return;
  event.preventDefault();
  notice.hidden = false;
});
