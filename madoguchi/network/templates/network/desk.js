/* A desk: says two minutes before it closes for idleness, and keeps what stands in a box as a draft. Works without it as well. */
(() => {
  "use strict";
  const MINUTE = 60 * 1000, QUIET = 4 * 1000;
  const warning = document.getElementById("idle");
  const closes = warning.dataset.idle * MINUTE, warns = closes - warning.dataset.warning * MINUTE;
  const boxes = Array.from(document.querySelectorAll("main form textarea[name=text]"));
  let last = Date.now();

  const send = (form, more) => {
    const fields = new URLSearchParams({word: form.elements.word.value, ...more});
    return fetch(form.getAttribute("action"), {method: "POST", body: fields, redirect: "manual", keepalive: true});
  };

  const keep = async box => {
    if (!box.changed) return;
    box.changed = false;
    const text = box.value, parts = name => box.form.querySelectorAll(name);
    let kept = false;
    try {
      /* The answer leads to a page; a page itself says that nothing was kept. */
      kept = (await send(box.form, {go: "keep", text})).type === "opaqueredirect";
    } catch (away) { /* no line: the next change tries again */ }
    for (const one of parts("[data-kept]")) one.hidden = !kept;
    for (const one of parts("[data-not-kept]")) one.hidden = kept;
    if (kept) last = Date.now(); else box.changed = true;
  };

  for (const box of boxes) {
    let soon;
    box.addEventListener("input", () => {
      box.changed = true;
      clearTimeout(soon);
      soon = setTimeout(() => keep(box), QUIET);
    });
    box.form.addEventListener("submit", () => { clearTimeout(soon); box.changed = false; });
  }
  document.addEventListener("visibilitychange", () => { if (document.hidden) boxes.forEach(keep); });

  warning.querySelector("form").addEventListener("submit", async event => {
    event.preventDefault();
    await send(event.target, {});
    last = Date.now();
    warning.hidden = true;
  });

  setInterval(async () => {
    const idle = Date.now() - last;
    if (idle >= warns && warning.hidden) {
      warning.hidden = false;
      warning.querySelector("button").focus();
    }
    if (idle >= closes) {
      await Promise.all(boxes.map(keep));
      /* By its address, so that no form is sent again: the way leads to the sign-in and back here. */
      location.replace(location.pathname + location.search);
    }
  }, 5 * 1000);
})();
