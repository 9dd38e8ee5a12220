// Passkeys. Without this module the pages offer other ways; all words come from data- attributes.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const listed = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

async function ask(button) {
  const body = new URLSearchParams({ csrf_token: button.form.querySelector("[name=csrf_token]").value });
  const answer = await fetch(button.dataset.passkey, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  const options = await answer.json();
  options.challenge = bytes(options.challenge);
  if (!("making" in button.dataset)) {
    return navigator.credentials.get({ publicKey: { ...options, allowCredentials: listed(options.allowCredentials) } });
  }
  options.user.id = bytes(options.user.id);
  return navigator.credentials.create({ publicKey: { ...options, excludeCredentials: listed(options.excludeCredentials) } });
}

function plain({ id, rawId, type, response }) {
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) told[part] = text(response[part]);
  }
  told.transports = response.getTransports?.() ?? [];
  return JSON.stringify({ id, rawId: text(rawId), type, response: told });
}

function dress(button) {
  const state = button.nextElementSibling;
  const say = (words) => { state.hidden = false; state.textContent = words; };
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!window.PublicKeyCredential) return say(button.dataset.none);
    say(button.dataset.wait);
    button.setAttribute("aria-busy", "true");
    try {
      button.form.querySelector("[name$=credential]").value = plain(await ask(button));
      button.form.requestSubmit();
    } catch {
      say(button.dataset.failed);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

document.querySelectorAll("[data-passkey]").forEach(dress);
