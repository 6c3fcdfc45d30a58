// The console: everything that a click does, and what starts when the page opens.
import { Composer } from "./composer.js";
import { confirmed, openForm } from "./dialogs.js";
import { listen, setClock, tick } from "./live.js";
import { begin, show } from "./log.js";
import "./frame.js";
import "./menus.js";
import { html, me, nonce, post, say } from "./net.js";

const page = document.body.dataset;
const composers = [...document.querySelectorAll("[data-composer]")].map((form) => new Composer(form));
const main = composers[0];

function took(answer) {
  if (answer.error) main.blame(answer.error);
  else if (answer.dialog) openForm(answer.dialog);
  else answer.messages?.forEach(show);
}

async function press(button) {
  if (!(await confirmed(button.dataset.confirm))) return;
  const message = button.closest("[data-message]").dataset.message;
  const thread = button.closest("[data-log]").dataset.log;
  button.disabled = true;
  const args = JSON.parse(button.dataset.args);
  took(await post("/console/press", { ...me(), thread, message, verb: button.dataset.verb, args, nonce: nonce() }));
  button.disabled = false;
}

async function details(button) {
  const panel = button.closest(".behind").querySelector(".details");
  const opening = panel.hidden;
  if (opening && !panel.firstChild) {
    try {
      panel.innerHTML = await html(`/console/details/${button.dataset.details}?as=${encodeURIComponent(page.person)}`);
    } catch {
      return main.blame("That message is no longer there. Please ask again.");
    }
  }
  panel.hidden = !opening;
  button.setAttribute("aria-expanded", String(opening));
  if (opening) panel.scrollIntoView({ block: "nearest" });
}

function choose(tab, focus = true) {
  const list = tab.closest("[role=tablist]");
  for (const other of list.querySelectorAll("[role=tab]")) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
  }
  if (focus) tab.focus();
}

async function copy(button) {
  await navigator.clipboard.writeText(button.closest(".panel-json, .panel").querySelector("code").textContent);
  const label = button.querySelector("span");
  label.textContent = "Copied";
  say("Copied");
  setTimeout(() => { label.textContent = "Copy"; }, 1600);
}

const clicks = {
  "[data-press]": press,
  "[data-details]": details,
  "[role=tab]": choose,
  "[data-copy]": copy,
  "[data-say]": (button) => { main.write(button.dataset.say); main.send(); },
  "[data-shortcut]": async (item) => {
    const message = item.closest("[data-message]").dataset.message;
    took(await post("/console/shortcut", { ...me(), message, said: item.dataset.shortcut, nonce: nonce() }));
  },
  "[data-clock-by]": async (item) => {
    const answer = await post("/console/clock", { ...me(), by: item.dataset.clockBy });
    if (answer.clock) setClock(answer.clock);
    else took(answer);
  },
  "[data-sample]": async (button) => {
    button.disabled = true;
    let answer = await post("/console/sample", me());
    if (answer.confirm) answer = (await confirmed(answer.confirm)) ? await post("/console/start-over", { ...me(), sample: true }) : {};
    button.disabled = false;
    took(answer);
  },
  "[data-start-over]": async (item) => {
    if (await confirmed(item.dataset.confirm)) took(await post("/console/start-over", me()));
  },
  "[data-unfold]": (button) => {
    const folded = button.previousElementSibling.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = folded ? "Show all" : "Show less";
  },
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-thread]");
  if (link) {
    event.preventDefault();
    location.href = `/?as=${page.person}&in=${page.place}&thread=${link.dataset.thread}#m-${link.dataset.thread}`;
    return;
  }
  for (const [selector, act] of Object.entries(clicks)) {
    const found = event.target.closest(selector);
    if (found) return void act(found);
  }
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[role=tab]");
  if (tab && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const all = [...tab.parentElement.querySelectorAll("[role=tab]")];
    choose(all[(all.indexOf(tab) + (event.key === "ArrowRight" ? 1 : all.length - 1)) % all.length]);
  } else if (event.key === "Escape" && event.target.closest?.(".thread") && !event.target.value && !event.defaultPrevented) document.querySelector("[data-thread-close]").click();
  else if (event.key === "/" && event.target === document.body) { event.preventDefault(); main.write("/"); }
});

// Files dropped anywhere go to the message box.
let hovering = 0;
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
const hover = (by) => (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  hovering = Math.max(0, hovering + by);
  document.body.classList.toggle("dropping", hovering > 0);
};
addEventListener("dragenter", hover(1));
addEventListener("dragleave", hover(-1));
addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  hovering = 0;
  document.body.classList.remove("dropping");
  (composers.find((each) => each.form.contains(event.target)) ?? main).attach(event.dataTransfer.files);
});

begin();
listen();
tick();
// On a phone this would open its keyboard over the page.
if (matchMedia("(hover: hover)").matches) composers.at(-1).box.focus({ preventScroll: true });
page.ready = "yes";
