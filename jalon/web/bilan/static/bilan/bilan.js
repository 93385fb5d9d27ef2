// The page of the talk: counts what was talked about, and helps the keyboard. ui/js/together.js does the writing.

const form = document.querySelector("form[data-bilan]");
const fields = (name) => [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
const ticks = (field) => field.type === "radio" || field.type === "checkbox";

form.addEventListener("autosave:saved", ({ detail: answer }) => {
  for (const link of document.querySelectorAll("[data-jump]")) {
    const { jump } = link.dataset;
    const seen = answer.seen.includes(jump);
    link.toggleAttribute("data-seen", seen);
    link.querySelector("[data-seen-word]").textContent = seen ? ` (${form.dataset.seenWord})` : "";
    for (const field of fields(`${jump}-is_skipped`)) if ("noDraft" in field.dataset) field.checked = answer.skipped.includes(jump);
  }
  const count = document.querySelector("[data-count]");
  count.textContent = count.dataset.words.replace("{n}", answer.seen.length).replace("{total}", document.querySelectorAll("[data-jump]").length);
});

// Keyboard: a figure chooses a level, Ctrl+Enter goes to the next domain
form.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    const all = [...form.querySelectorAll(".domain")];
    const next = all[all.indexOf(target.closest(".domain")) + (event.shiftKey ? -1 : 1)];
    next?.querySelector("textarea").focus();
    next?.scrollIntoView({ block: "start" });
  } else if (ticks(target) && key === "Enter") event.preventDefault();
  else if (target.type === "radio" && /^[0-5]$/.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const chosen = fields(target.name).find((radio) => radio.value === (key === "0" ? "" : key));
    chosen.checked = true;
    chosen.focus();
    chosen.dispatchEvent(new Event("input", { bubbles: true }));
    event.preventDefault();
  }
});
