/* Passkeys: asks the browser, puts its answer into the form of the button, sends the form. Keeps nothing, asks no other site. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials || !window.isSecureContext) return;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));
  const list = buffer => Array.from(new Uint8Array(buffer));
  const text = buffer => btoa(String.fromCharCode(...list(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const hex = buffer => list(buffer).map(byte => byte.toString(16).padStart(2, "0")).join("");

  const asked = json => {
    const options = JSON.parse(json);
    options.challenge = bytes(options.challenge);
    options.extensions.prf.eval.first = bytes(options.extensions.prf.eval.first);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const one of options.excludeCredentials || []) one.id = bytes(one.id);
    return options;
  };

  const said = credential => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"])
      if (credential.response[part]) response[part] = text(credential.response[part]);
    return JSON.stringify({id: credential.id, rawId: text(credential.rawId), type: credential.type, response});
  };

  const use = async (fields, known) => {
    const options = asked(fields.dataset.use);
    if (known) options.allowCredentials = [{type: "public-key", id: known}];
    const tried = await navigator.credentials.get({publicKey: options});
    const prf = tried.getClientExtensionResults().prf;
    fields.elements.tried.value = said(tried);
    fields.elements.key.value = prf && prf.results && prf.results.first ? hex(prf.results.first) : "";
  };

  /* A new passkey that can give a key is tried once, so that the key is there: some devices give it only then. */
  const make = async fields => {
    const made = await navigator.credentials.create({publicKey: asked(fields.dataset.make)});
    const prf = made.getClientExtensionResults().prf;
    fields.elements.made.value = said(made);
    if (prf && (prf.enabled || prf.results)) await use(fields, made.rawId);
  };

  for (const without of document.querySelectorAll("[data-without-script]")) without.hidden = true;
  for (const button of document.querySelectorAll("button[data-passkey]")) {
    button.hidden = false;
    for (const shown of document.querySelectorAll("[data-with-passkey]")) shown.hidden = false;
    button.addEventListener("click", async () => {
      const fields = button.form, failed = fields.querySelector("[data-failed]");
      for (const name of ["nickname", "passphrase"])
        if (fields.elements[name] && !fields.elements[name].reportValidity()) return;
      failed.hidden = true;
      button.disabled = true;
      try {
        await (fields.dataset.make ? make(fields) : use(fields));
        fields.submit();
      } catch (stopped) {
        failed.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
