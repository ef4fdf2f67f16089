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
    return fetch(form.getAttribute("action"), {method: "POST", body: fields, redirect: "manual", keepalive: document.hidden});
  };

  const keep = box => {
    if (box.changed && !box.keeping) box.keeping = kept(box).finally(() => { box.keeping = null; });
    return box.keeping;
  };

  const kept = async box => {
    box.changed = false;
    const text = box.value, parts = name => box.form.querySelectorAll(name);
    let done = false;
    try {
      /* The answer leads to a page; a page itself says that nothing was kept. */
      done = (await send(box.form, {go: "keep", text})).type === "opaqueredirect";
    } catch (away) { /* no line: the next change tries again */ }
    for (const one of parts("[data-kept]")) one.hidden = !done;
    for (const one of parts("[data-not-kept]")) one.hidden = done;
    if (done) last = Date.now(); else box.changed = true;
  };

  for (const box of boxes) {
    let soon;
    box.addEventListener("input", () => {
      box.changed = true;
      clearTimeout(soon);
      soon = setTimeout(() => keep(box), QUIET);
    });
    /* A draft that is on its way arrives first: after the text was sent it would come back as not sent. */
    box.form.addEventListener("submit", event => {
      clearTimeout(soon);
      box.changed = false;
      if (!box.keeping) return;
      event.preventDefault();
      const patience = new Promise(over => setTimeout(over, QUIET));
      Promise.race([box.keeping, patience]).then(() => {
        box.changed = false;
        box.keeping = null;
        box.form.requestSubmit(event.submitter);
      });
    });
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
      /* What could not be kept stays on the screen. By its address, so that no form is sent again: to the sign-in and back here. */
      if (!boxes.some(box => box.changed)) location.replace(location.pathname + location.search);
    }
  }, 5 * 1000);
})();
