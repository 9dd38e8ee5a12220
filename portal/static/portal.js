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
  const told = document.querySelector(".told");
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

const atFirst = new Map(all("main form").map((form) => [form, typed(form)]));
const changed = (form) => typed(form) !== atFirst.get(form);

// A half-written form is not left by accident; a form is sent once, however often the button is pressed.
function guardForms() {
  let sent = null;
  const stay = () => { sent?.removeAttribute("aria-busy"); sent = null; };
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (sent === form) event.preventDefault();
      sent = form;
      form.setAttribute("aria-busy", "true");
    });
  }
  addEventListener("pageshow", stay);
  addEventListener("beforeunload", (event) => {
    if (!all("form[data-guard]").some((form) => form !== sent && (form.dataset.guard === "back" || changed(form)))) return;
    event.preventDefault();
    setTimeout(stay); // runs when somebody chose to stay
  });
}

// The switch of languages keeps the #part, and sends the form in which something was written, whichever of the page it is.
function keepOnSwitch() {
  for (const way of all(".langs [hreflang], .langs [formaction]")) {
    way.addEventListener("click", (event) => {
      const address = way.href ? "href" : "formaction";
      way.setAttribute(address, way.getAttribute(address).split("#")[0] + location.hash);
      const written = [...atFirst.keys()].filter(changed);
      if (!written.length || written.includes(way.form)) return;
      event.preventDefault();
      sendInLanguage(written[0], way.lang);
    });
  }
}

function sendInLanguage(form, language) {
  const to = new URL(form.getAttribute("action") || location.href, location.href);
  to.pathname = to.pathname.replace(/^\/\w+/, `/${language}`);
  const button = element("button", "", "", { formaction: to.href, hidden: "" });
  if (form.method === "post") Object.assign(button, { name: "switch_language", value: language });
  form.append(button);
  form.requestSubmit(button);
  button.remove();
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
  // What the server would refuse is not added: of a form that is too large it could keep nothing.
  const described = input.getAttribute("aria-describedby") ?? "";
  const notes = element("div", "", "", { id: `${input.id}-refused`, role: "alert" });
  box.before(notes);
  const acceptable = (files) => {
    const taken = files.filter((file) => file.size <= words.mostSize);
    const large = files.filter((file) => file.size > words.mostSize);
    const many = input.multiple ? taken.splice(words.mostFiles) : [];
    notes.replaceChildren(...large.map((file) => refusal(file, words.large)), ...many.map((file) => refusal(file, words.many)));
    const wrong = notes.childElementCount > 0;
    box.closest(".field").classList.toggle("bad", wrong);
    input.setAttribute("aria-invalid", wrong);
    input.setAttribute("aria-describedby", wrong ? `${described} ${notes.id}` : described);
    return taken;
  };
  const refusal = (file, why) => {
    const [before, after] = words.refused.replace("{why}", why).split("{name}");
    const line = element("p", "error", "");
    line.append(element("span", "sr", `${words.error} `), before, element("bdi", "", file.name), after);
    return line;
  };
  const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  input.addEventListener("change", () => {
    const fresh = [...input.files];
    const older = input.multiple ? kept.filter((file) => !fresh.some((one) => same(one, file))) : [];
    keep(acceptable([...older, ...fresh]));
    announce(`${words.chosen} ${kept.map((file) => file.name).join(document.dir === "rtl" ? "، " : ", ") || 0}`);
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

// Copies what stands in the named element, a line an entry, or what stands before the button.
function dressCopy(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy) ?? button.previousElementSibling;
    const lines = all("li", source).map((line) => line.textContent.trim());
    await navigator.clipboard.writeText(source.value ?? (lines.length ? lines.join("\n") : source.textContent.trim()));
    button.nextElementSibling.textContent = button.dataset.done;
  });
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

// Some browsers forget that a table is one when the stylesheet shows it as cards; what it is may not be written into the page.
const PARTS = [["table", "table"], ["thead", "rowgroup"], ["tbody", "rowgroup"], ["tr", "row"], ["thead th", "columnheader"], ["tbody th", "rowheader"], ["td", "cell"]];
const nameTables = () => PARTS.forEach(([part, role]) => all(`.table ${part}`).forEach((one) => one.setAttribute("role", role)));

const written = () => [...atFirst.keys()].some((form) => changed(form) || form.dataset.guard === "back");

// The warning before the sign-in ends is fetched when the page has long been there, and only where somebody is signed in.
function watchTheEnd({ left, staying }) {
  const ends = Date.now() + 1000 * left;
  const load = () => import(staying).then((module) => module.watch(ends, written)).catch(() => setTimeout(load, 60000));
  setTimeout(load, 60000);
}

if (document.documentElement.dataset.left) watchTheEnd(document.documentElement.dataset);
all(".pick").forEach(dressFileInput);
all("input[data-show]").forEach(dressPassword);
all("[data-copy]").forEach(dressCopy);
guardForms();
keepOnSwitch();
growTexts();
nameTables();
openWide();
showLabels();
focusNews();
