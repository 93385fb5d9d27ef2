// Counts the characters of a text as a person does, and shows what the server says of the sums.
const segmenter = globalThis.Intl?.Segmenter ? new Intl.Segmenter(document.documentElement.lang) : null;
const count = (text) => (segmenter ? [...segmenter.segment(text.normalize("NFC").trim())].length : [...text].length);

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(area.dataset.limit);
  const line = Object.assign(document.createElement("p"), { className: "convention__left" });
  line.setAttribute("aria-hidden", "true");
  const spoken = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  spoken.setAttribute("role", "status");
  area.after(line, spoken);
  let timer = 0;
  const show = () => {
    const n = count(area.value);
    const words = area.dataset.left.replace("{n}", n).replace("{limit}", limit);
    line.textContent = words;
    line.classList.toggle("convention__left--over", n > limit);
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = n > limit * 0.9 ? words : ""; }, 1200);
  };
  area.addEventListener("input", show);
  show();
}

for (const form of document.querySelectorAll("form[data-sums]")) {
  const place = document.getElementById(form.dataset.sums);
  form.addEventListener("autosave:saved", ({ detail }) => {
    if (!Array.isArray(detail.sums)) return;
    place.replaceChildren(...detail.sums.map((textContent) => Object.assign(document.createElement("p"), { textContent })));
  });
}
