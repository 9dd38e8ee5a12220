// Only on pages of work under way: asks for the page again and shows how far it has come. Without it a link does the same.
const EVERY = 2500, PARTS = 4;

// Its own region: portal.js is loaded under an address with its version, and would run twice under another.
const region = Object.assign(document.createElement("div"), { className: "sr" });
region.setAttribute("role", "status");
document.querySelector("main").append(region);

// The page as a document of the browser's making: text that a script would parse is what Trusted Types forbid.
const ask = () => new Promise((resolve, reject) => {
  const request = Object.assign(new XMLHttpRequest(), { responseType: "document", onerror: reject });
  request.onload = () => (request.status === 200 ? resolve(request.response) : reject(request.status));
  request.open("GET", location.href);
  request.send();
});

const quarter = (box) => { const meter = box.querySelector("meter"); return meter ? Math.floor((PARTS * meter.value) / meter.max) : 0; };
const box = document.getElementById("progress");
let said = box?.dataset.word, reached = box ? quarter(box) : 0;

// Once for each new word, and the number of rows at each quarter.
function say(fresh) {
  const word = fresh.dataset.word, now = quarter(fresh), told = [];
  if (word !== said) told.push(word);
  if (now > reached) told.push(fresh.querySelector("meter").textContent);
  [said, reached] = [word, now];
  if (told.length) region.textContent = told.join(" ");
}

// Everything but the line with the link, which may have the focus; without one, nothing while the focus is inside.
function draw(fresh) {
  const stays = box.querySelector("[data-stays]");
  if (!stays && !box.contains(document.activeElement)) box.replaceChildren(...fresh.children);
  if (!stays) return;
  for (const old of [...box.children]) if (old !== stays) old.remove();
  stays.before(...[...fresh.children].filter((one) => !one.hasAttribute("data-stays")));
}

// Its result takes the focus on the page that comes.
function end() {
  const address = new URL(location.href);
  address.searchParams.set("ended", "1");
  location.replace(address);
}

async function look() {
  if (!box?.hasAttribute("data-under-way")) return;
  try {
    const fresh = (await ask()).getElementById("progress");
    if (!fresh?.hasAttribute("data-under-way")) { end(); return; }
    say(fresh);
    draw(fresh);
  } catch { /* no connection for a moment: the next look may succeed */ }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
