// Warns before a sign-in ends. Typing is use, so that who writes a long text is not asked. The server says how long is left,
// because another tab may have been used, and every word; the wall clock is asked, because laptops sleep.
const WARNING = 120_000, SAY_EVERY = 300_000, LOOK_EVERY = 15_000, PARTS = 4;
const address = new URL(`../${document.documentElement.lang}/identity/staying`, import.meta.url);

// `written`: whether something was typed that is stored nowhere.
export function watch(firstEnd, written) {
  const sayEvery = Math.min(SAY_EVERY, Math.max(LOOK_EVERY, (firstEnd - Date.now()) / PARTS)), main = document.querySelector("main");
  let ends = firstEnd, said = Date.now(), used = 0, busy = false, words = null, box = null;

  const ask = async (form) => {
    const answer = await fetch(address, form);
    if (!answer.ok) throw new Error(answer.status);
    words = await answer.json();
    ends = Date.now() + words.left * 1000;
  };
  const stay = async () => {
    if (!words) await ask();
    said = Date.now();
    await ask({ method: "POST", body: new URLSearchParams({ csrf_token: words.csrf }) });
  };
  const close = () => {
    const old = box, held = !old?.close && old?.contains(document.activeElement);
    box = null;
    old?.close?.();
    old?.remove();
    if (held) main.focus({ preventScroll: true });
  };

  const show = (kind, title, text, button, pressed) => {
    if (box?.dataset.kind === kind) return;
    close();
    const modal = kind === "idle";
    box = Object.assign(document.createElement(modal ? "dialog" : "div"), { className: "staying" });
    box.dataset.kind = kind;
    box.setAttribute("role", modal ? "alertdialog" : "alert");
    if (modal) { box.setAttribute("aria-labelledby", "staying-h"); box.setAttribute("aria-describedby", "staying-t"); }
    const part = (tag, id, content) => Object.assign(document.createElement(tag), { id, textContent: content });
    const press = Object.assign(part("button", "staying-b", button), { type: "button", className: "btn" });
    const head = document.createElement("p");
    head.append(part("b", "staying-h", title));
    box.append(head, part("p", "staying-t", text), press);
    if (modal) document.body.append(box);
    else main.prepend(box);
    press.addEventListener("click", pressed);
    box.addEventListener("cancel", (event) => { event.preventDefault(); pressed(); });
    if (modal) box.showModal();
  };
  const end = () => {
    clearInterval(timer);
    show("ended", words.endedTitle, written() ? words.endedText : words.endedEmpty, words.close, close);
  };
  const warn = () => words.forGood
    ? show("last", words.title, words.text, words.close, () => { box.hidden = true; main.focus({ preventScroll: true }); })
    : show("idle", words.title, words.text, words.stay, () => { close(); look(true); });

  const look = async (answered) => {
    const now = Date.now();
    const fresh = used > said && now - said > sayEvery && now - used <= sayEvery;
    const near = now > ends - WARNING;
    if (busy || !(answered === true || fresh || near)) return;
    busy = true;
    try {
      await (answered === true || fresh ? stay() : ask());
      if (words.left <= 0) end();
      else if (ends - Date.now() > WARNING) close();
      else warn();
    } catch { /* no network: the next look asks again */ }
    busy = false;
  };
  for (const type of ["keydown", "pointerdown", "input"]) {
    addEventListener(type, () => { used = Date.now(); }, { passive: true, capture: true });
  }
  for (const type of ["visibilitychange", "focus", "pageshow"]) addEventListener(type, look);
  const timer = setInterval(look, LOOK_EVERY);
  document.documentElement.dataset.watched = "";
}
