// Signing with a finger, a pen or a mouse. What is drawn becomes an SVG path on a grid of 600 by 200 in a hidden field.
// Without this file the typed name is the signature.

const [WIDTH, HEIGHT] = [600, 200];

function pad(fieldset) {
  const canvas = fieldset.querySelector("canvas");
  const hidden = fieldset.querySelector("input[type=hidden]");
  const pen = canvas.getContext("2d");
  const strokes = (hidden.value.match(/M[^M]+/g) ?? []).map((stroke) => stroke.slice(1).split("L").map((pair) => pair.split(" ").map(Number)));
  let current = null;

  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    const clamp = (value, most) => Math.min(most - 1, Math.max(0, Math.round(value)));
    return [clamp(((event.clientX - box.left) / box.width) * WIDTH, WIDTH), clamp(((event.clientY - box.top) / box.height) * HEIGHT, HEIGHT)];
  };
  const draw = () => {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    Object.assign(pen, { lineWidth: 2.5, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(canvas).color });
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      if (stroke.length === 1) pen.lineTo(stroke[0][0] + 1, stroke[0][1]);
      pen.stroke();
    }
  };
  const keep = () => {
    hidden.value = strokes.map((stroke) => "M" + stroke.map((pair) => pair.join(" ")).join("L")).join("");
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    strokes.push((current = [point(event)]));
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!current) return;
    for (const moved of event.getCoalescedEvents?.() ?? [event]) {
      const [x, y] = point(moved);
      const last = current.at(-1);
      if (Math.hypot(x - last[0], y - last[1]) >= 2) current.push([x, y]);
    }
    draw();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, () => { if (current) { current = null; keep(); } });
  }
  fieldset.querySelector("[data-signature-clear]").addEventListener("click", () => { strokes.length = 0; draw(); keep(); });
  fieldset.querySelector("[data-signature-pad]").hidden = false;
  draw();
}

for (const fieldset of document.querySelectorAll("[data-signature]:not([data-ready])")) {
  fieldset.dataset.ready = "1";
  pad(fieldset);
}
