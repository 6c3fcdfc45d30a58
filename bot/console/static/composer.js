// The message box: Enter sends, a menu completes verbs and their words, files are chosen, pasted or dropped.
import { me, nonce, post, say } from "./net.js";
import { show } from "./log.js";

const MOST_FILE_BYTES = 10 * 1024 * 1024;
const MOST_SHOWN = 7;
const verbs = JSON.parse(document.getElementById("vocabulary").textContent);
const direct = document.body.dataset.direct === "yes";
const draftName = (form) => `draft:${document.body.dataset.person}:${document.body.dataset.place}:${form.dataset.thread}`;

export class Composer {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("textarea");
    this.menu = form.querySelector(".suggest");
    this.list = this.menu.querySelector("ul");
    this.files = [];
    this.active = -1;
    this.box.value ||= sessionStorage.getItem(draftName(form)) ?? "";
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.box.addEventListener("paste", (event) => this.pasted(event));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    form.querySelector('[type="file"]').addEventListener("change", (event) => { this.attach(event.target.files); event.target.value = ""; });
    form.querySelector("[data-slash]").addEventListener("click", () => this.write("/"));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(this.options[[...this.list.children].indexOf(option)]);
    });
    this.grow();
  }

  write(text) {
    this.box.value = text;
    this.box.focus();
    this.box.setSelectionRange(text.length, text.length);
    this.changed();
  }

  changed() {
    sessionStorage.setItem(draftName(this.form), this.box.value);
    this.blame("");
    this.grow();
    this.suggest();
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
    this.form.classList.toggle("has-words", Boolean(this.box.value.trim() || this.files.length));
  }

  key(event) {
    if (event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (!this.menu.hidden && event.key in moves) {
      event.preventDefault();
      const count = this.options.length;
      this.point(this.active < 0 && moves[event.key] < 0 ? count - 1 : (this.active + moves[event.key] + count) % count);
    } else if (!this.menu.hidden && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.take(this.options[Math.max(this.active, 0)]);
    } else if (!this.menu.hidden && event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!this.menu.hidden && this.active >= 0) this.take(this.options[this.active]);
      else this.send();
    }
  }

  // Suggestions

  suggest() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    this.options = before === this.box.value ? options(before) : [];
    this.list.replaceChildren(...this.options.map((each, number) => this.drawn(each, number)));
    this.menu.hidden = !this.options.length;
    this.box.setAttribute("aria-expanded", String(!this.menu.hidden));
    this.point(this.options[0]?.eager ? 0 : -1);
  }

  drawn({ label, note }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.role = "option";
    option.append(Object.assign(document.createElement("strong"), { textContent: label }));
    option.append(Object.assign(document.createElement("span"), { textContent: note }));
    return option;
  }

  point(number) {
    this.active = number;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    if (number < 0) this.box.removeAttribute("aria-activedescendant");
    else {
      this.box.setAttribute("aria-activedescendant", `${this.list.id}-${number}`);
      this.list.children[number].scrollIntoView({ block: "nearest" });
    }
  }

  take(option) {
    if (option) this.write(option.text);
    if (option?.whole) this.close();
  }

  close() {
    this.menu.hidden = true;
    this.active = -1;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  // Files

  attach(files) {
    for (const file of files) {
      if (file.size > MOST_FILE_BYTES) this.blame(`${file.name} is larger than 10 MB, the most I read. Paste the part that matters.`);
      else this.files.push(file);
    }
    this.showFiles();
    this.box.focus();
  }

  pasted(event) {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); this.attach(files); }
  }

  showFiles() {
    const chosen = this.form.querySelector(".chosen");
    chosen.hidden = !this.files.length;
    chosen.replaceChildren(...this.files.map((file) => {
      const row = document.createElement("li");
      const drop = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
      drop.setAttribute("aria-label", `Remove ${file.name}`);
      drop.addEventListener("click", () => { this.files = this.files.filter((each) => each !== file); this.showFiles(); this.box.focus(); });
      row.append(Object.assign(document.createElement("span"), { textContent: file.name }), drop);
      return row;
    }));
    this.grow();
  }

  // Sending

  async send() {
    if (!this.box.value.trim() && !this.files.length) return;
    const body = new FormData();
    Object.entries({ ...me(), thread: this.form.dataset.thread, words: this.box.value, nonce: nonce() }).forEach(([name, value]) => body.append(name, value));
    this.files.forEach((file) => body.append("file", file));
    const kept = { words: this.box.value, files: this.files };
    this.files = [];
    this.box.value = "";
    this.showFiles();
    this.changed();
    const answer = await post("/console/say", body);
    if (answer.error) {
      if (!this.box.value) this.write(kept.words);
      this.files = kept.files;
      this.showFiles();
      return this.blame(answer.error);
    }
    answer.messages.forEach(show);
  }

  blame(words) {
    const line = this.form.querySelector(".composer-error");
    line.textContent = words;
    line.hidden = !words;
    if (words) say(words);
  }
}

// What could follow `before`, the text up to the cursor: verbs first, then examples and words of the verb that stands there.
function options(before) {
  const slash = before.match(/^\s*(\/mlhire\s+|@mlhire\s+|\/)(.*)$/is);
  const [lead, said] = slash ? [slash[1], slash[2]] : [direct ? "" : null, before.trimStart()];
  const named = people(before);
  if (lead === null || named.length) return named;
  const address = lead.trim() === "/" || "/mlhire".startsWith(lead.trim() + said.toLowerCase()) && !said.includes(" ") ? "/" : lead;
  const prefix = address === "/" && !direct ? "/mlhire " : address;
  const typed = said.toLowerCase().replace(/^mlhire\s*/, "");
  const verb = verbs.filter((each) => typed.startsWith(`${each.name} `)).sort((a, b) => b.name.length - a.name.length)[0];
  if (verb) return [...examples(verb, prefix, typed), ...words(verb, before)].slice(0, MOST_SHOWN);
  if (!slash && !typed) return [];
  const fitting = verbs.filter((each) => "mlhire".startsWith(typed) && slash || each.name.startsWith(typed));
  if (!slash && (typed.length < 2 || typed.includes(" "))) return [];
  return fitting.map((each) => ({ label: each.usage, note: each.summary, text: `${prefix}${each.name} `, eager: Boolean(slash) }));
}

const examples = (verb, prefix, typed) => verb.examples
  .filter((each) => each.startsWith(typed.trimEnd()) && each !== typed.trim())
  .map((each) => ({ label: each, note: "example", text: `${prefix}${each}`, whole: true }));

function words(verb, before) {
  const last = before.match(/(\S+)$/)?.[1].toLowerCase() ?? "";
  if (last.length < 2 || last === verb.name) return [];
  const rest = before.slice(0, before.length - last.length);
  return verb.words
    .filter(([word]) => word.startsWith(last) && word !== last)
    .map(([word, meaning]) => ({ label: word, note: meaning, text: `${rest}${word} ` }));
}

function people(before) {
  const typed = before.match(/(?:^|\s)@(\w*)$/);
  if (!typed) return [];
  const names = JSON.parse(document.body.dataset.people);
  return names
    .filter(([name]) => name.toLowerCase().startsWith(typed[1].toLowerCase()) && name.length > typed[1].length)
    .map(([name, note]) => ({ label: `@${name}`, note, text: `${before.slice(0, before.length - typed[1].length)}${name} `, eager: true }));
}
