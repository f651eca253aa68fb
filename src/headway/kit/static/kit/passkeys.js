// Passkeys: asks the device, and sends what it answers as an ordinary form.

function canDo() {
  const kind = window.PublicKeyCredential;
  return Boolean(kind && kind.parseCreationOptionsFromJSON && kind.parseRequestOptionsFromJSON);
}

async function options(form) {
  if (form.dataset.passkeyHref) {
    const answer = await fetch(form.dataset.passkeyHref, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options.publicKey;
  }
  return JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent).publicKey;
}

async function ask(form) {
  const wanted = await options(form);
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) });
}

function start(form) {
  const fault = form.querySelector("[data-passkey-fault]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    try {
      const credential = await ask(form);
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      fault.hidden = false;
    }
  });
}

export function startPasskeys(root) {
  if (!canDo()) {
    return;
  }
  root.querySelectorAll("[data-passkey]").forEach(start);
  for (const words of root.querySelectorAll("[data-no-passkey]")) {
    words.hidden = true;
  }
}
