// When a passkey does not answer, say so in the page. The rest is allauth's own script.
document.addEventListener("allauth.error", (event) => {
  const notice = document.getElementById("passkey_failed");
  if (!notice) return;
  event.preventDefault();
  notice.hidden = false;
});
