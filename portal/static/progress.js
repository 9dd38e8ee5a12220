// Only on pages of work under way: asks for the page again and shows how far it has come. Without it a link does the same.
const EVERY = 2500, SPOKEN = 2500; // the end is said before the page comes anew

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

async function look() {
  const box = document.getElementById("progress");
  if (!box?.hasAttribute("data-under-way")) return;
  try {
    const fresh = (await ask()).getElementById("progress");
    if (fresh && fresh.dataset.word !== box.dataset.word) region.textContent = fresh.dataset.word;
    if (!fresh?.hasAttribute("data-under-way")) { setTimeout(() => location.reload(), fresh ? SPOKEN : 0); return; }
    if (!box.contains(document.activeElement)) box.replaceWith(document.adoptNode(fresh));
  } catch { /* no connection for a moment: the next look may succeed */ }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
