// Everything works without this module; it only adds. All words that people see come from data- attributes of the templates.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Says a sentence to screen readers without moving the focus.
export function announce(text) {
  let region = document.getElementById("announcer");
  if (!region) {
    region = Object.assign(document.createElement("div"), { id: "announcer", className: "sr" });
    region.setAttribute("role", "status");
    document.querySelector("main").append(region);
  }
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 60);
}

// After a form came back: to the mistakes; after something was done: to the message about it.
function focusNews() {
  const errors = document.querySelector(".notice.errors");
  const told = document.querySelector(".notice.told");
  if (errors) errors.focus();
  else if (told && !location.hash) told.focus({ preventScroll: true });
}

// An error link leads to the control and shows its label above it, not the control alone.
function showLabels() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".errors a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    (control.closest(".field") ?? control).scrollIntoView();
    control.focus({ preventScroll: true });
  });
}

const typed = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));

// A half-written form is not left by accident; a form is sent once, however often the button is pressed.
function guardForms() {
  for (const form of all("form[method=post]")) {
    const before = typed(form);
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
      form.setAttribute("aria-busy", "true");
    });
    addEventListener("pageshow", () => { sent = false; form.removeAttribute("aria-busy"); });
    if (form.dataset.guard === undefined) continue;
    addEventListener("beforeunload", (event) => {
      if (!sent && (typed(form) !== before || document.querySelector(".errors"))) event.preventDefault();
    });
  }
}

function element(tag, className, text, attributes = {}) {
  const made = Object.assign(document.createElement(tag), { className, textContent: text });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const amount = (size, words) => size < 1024000
  ? `${Math.max(1, Math.round(size / 1024))} ${words.kb}`
  : `${(size / 1048576).toFixed(1).replace(".0", "")} ${words.mb}`;

// Our own words instead of the native input's; more files may be added in several goes, and taken out again.
function dressFileInput(box) {
  const input = box.querySelector("input");
  const words = box.dataset;
  const state = element("span", "soft", "", { "aria-hidden": "true" });
  const list = element("ul", "files", "");
  let kept = [];
  box.append(state);
  box.after(list);
  box.dataset.ready = "";

  const keep = (files) => {
    const carrier = new DataTransfer();
    files.forEach((file) => carrier.items.add(file));
    kept = files;
    input.files = carrier.files;
    draw();
  };
  const row = (file) => {
    const line = element("li", "", "");
    const name = element("bdi", "", file.name);
    const remove = element("button", "btn plain", words.remove, { type: "button" });
    remove.append(element("span", "sr", ` ${file.name}`));
    remove.addEventListener("click", () => { keep(kept.filter((one) => one !== file)); input.focus(); });
    const text = element("span", "", "");
    text.append(name, " ", element("span", "soft small", amount(file.size, words)));
    line.append(text, remove);
    return line;
  };
  const draw = () => {
    state.textContent = kept.length ? `${words.chosen} ${kept.length}` : words.none;
    list.replaceChildren(...kept.map(row));
    list.hidden = !kept.length;
    list.setAttribute("aria-label", words.chosen);
  };
  const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  input.addEventListener("change", () => {
    const fresh = [...input.files];
    const older = input.multiple ? kept.filter((file) => !fresh.some((one) => same(one, file))) : [];
    keep([...older, ...fresh]);
    announce(`${words.chosen} ${kept.map((file) => file.name).join(", ") || 0}`);
  });
  for (const [type, over] of [["dragenter", true], ["dragleave", false], ["drop", false]]) {
    input.addEventListener(type, () => box.classList.toggle("over-it", over));
  }
  draw();
}

function dressPassword(input) {
  const shown = element("div", "shown", "");
  const words = input.dataset;
  const field = input.labels[0].textContent;
  const button = element("button", "btn second", "", { type: "button", "aria-controls": input.id });
  const set = (type) => {
    input.type = type;
    button.textContent = type === "text" ? words.hide : words.show;
    button.setAttribute("aria-label", `${button.textContent}: ${field}`);
  };
  input.replaceWith(shown);
  shown.append(input, button);
  set("password");
  button.addEventListener("click", () => set(input.type === "text" ? "password" : "text"));
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}

// Long texts grow with what is written, where the stylesheet cannot do it.
function growTexts() {
  if (CSS.supports("field-sizing", "content")) return;
  for (const area of all("textarea[data-grow]")) {
    const fit = () => { area.style.blockSize = "auto"; area.style.blockSize = `${area.scrollHeight + 4}px`; };
    area.addEventListener("input", fit);
    fit();
  }
}

// Menu and filters stand open on wide screens also where the stylesheet cannot open them; popovers where there are none.
function openWide() {
  const wide = matchMedia("(width >= 56em)");
  const open = () => all(".menu details, .facets").forEach((one) => { one.open = wide.matches; });
  if (!CSS.supports("selector(::details-content)")) { open(); wide.addEventListener("change", open); }
  if ("popover" in HTMLElement.prototype) return;
  for (const box of all("[popover]")) {
    box.hidden = true;
    all(`[popovertarget="${box.id}"]`).forEach((button) => button.addEventListener("click", () => { box.hidden = !box.hidden; }));
  }
}

all(".pick").forEach(dressFileInput);
all("input[data-show]").forEach(dressPassword);
guardForms();
growTexts();
openWide();
showLabels();
focusNews();
