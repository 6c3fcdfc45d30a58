// A pipeline page shows what is: whatever changes in the chat, it asks for itself again.
import "./frame.js";
import "./menus.js";

const page = document.body.dataset;
const TOGETHER_MS = 400;
let waiting = null;

async function renew() {
  waiting = null;
  const response = await fetch(location.href);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-shown]");
  const shown = document.querySelector("[data-shown]");
  if (fresh && fresh.innerHTML !== shown.innerHTML && !shown.contains(document.activeElement)) shown.replaceChildren(...fresh.childNodes);
}

const stream = new EventSource(`/console/live?as=${encodeURIComponent(page.person)}`);
for (const name of ["posted", "edited", "deleted", "clock", "anew"]) {
  stream.addEventListener(name, () => { waiting ??= setTimeout(renew, TOGETHER_MS); });
}
addEventListener("pagehide", () => stream.close());
page.ready = "yes";
