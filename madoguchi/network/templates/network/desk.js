/* A desk: says two minutes before it closes for idleness, and keeps what stands in a box as a draft. Works without it as well. */
(() => {
  "use strict";
  const MINUTE = 60 * 1000, QUIET = 4 * 1000;
  const warning = document.getElementById("idle");
  const closes = warning.dataset.idle * MINUTE, warns = closes - warning.dataset.warning * MINUTE;
  const entries = form => Array.from(new FormData(form)).filter(([name]) => name !== "go");
  /* A form with the field `whole` is one draft with all that was ticked and chosen; any other box is a draft by itself. */
  /* Asked of the tree: a form may have a field that is called `elements`. */
  const isWhole = form => form.querySelector("[name=whole]") !== null;
  const boxes = [
    ...Array.from(document.querySelectorAll("main form textarea[name=text]")).filter(box => !isWhole(box.form)).map(box =>
      ({form: box.form, typed: box, fields: () => [["word", box.form.elements.word.value], ["text", box.value]]})),
    ...Array.from(document.querySelectorAll("main form")).filter(isWhole).map(form =>
      ({form, typed: form, fields: () => entries(form)})),
  ];
  let last = Date.now();

  const send = (form, fields) => {
    const body = new URLSearchParams(fields);
    return fetch(form.getAttribute("action"), {method: "POST", body, redirect: "manual", keepalive: document.hidden});
  };

  const keep = box => {
    if (box.changed && !box.keeping) box.keeping = kept(box).finally(() => { box.keeping = null; });
    return box.keeping;
  };

  const kept = async box => {
    box.changed = false;
    const parts = name => box.form.querySelectorAll(name);
    let done = false;
    try {
      /* The answer leads to a page; a page itself says that nothing was kept. */
      done = (await send(box.form, [...box.fields(), ["go", "keep"]])).type === "opaqueredirect";
    } catch (away) { /* no line: the next change tries again */ }
    for (const one of parts("[data-kept]")) one.hidden = !done;
    for (const one of parts("[data-not-kept]")) one.hidden = done;
    if (done) last = Date.now(); else box.changed = true;
  };

  for (const box of boxes) {
    let soon;
    box.typed.addEventListener("input", () => {
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
    await send(event.target, [["word", event.target.elements.word.value]]);
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
