// Forms, in a dialog or inside a message, and the question before a step that cannot be taken back.
import { me, nonce, post, say } from "./net.js";
import { show } from "./log.js";

const dialog = document.getElementById("form-dialog");
const confirmDialog = document.getElementById("confirm-dialog");

export function openForm({ title, html }) {
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector(".dialog-body").innerHTML = html;
  if (!dialog.open) dialog.showModal();
  firstInput(dialog)?.focus();
}

const firstInput = (part) => part.querySelector('[aria-invalid="true"]') ?? part.querySelector(".field input, .field textarea, .field select");

export function confirmed(words) {
  if (!words) return Promise.resolve(true);
  confirmDialog.querySelector(".confirm-words").textContent = words;
  confirmDialog.returnValue = "";
  confirmDialog.showModal();
  return new Promise((done) => confirmDialog.addEventListener("close", () => done(confirmDialog.returnValue === "yes"), { once: true }));
}

confirmDialog.querySelector("[data-confirmed]").addEventListener("click", () => confirmDialog.close("yes"));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target === dialog || event.target === confirmDialog) event.target.close();
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector('[type="submit"]');
  button.disabled = true;
  const answer = await post("/console/submit", { ...me(), form: form.dataset.form, fields: values(form), nonce: nonce() });
  button.disabled = false;
  if (answer.dialog) return again(form, answer.dialog);
  if (answer.error) return blame(form, answer);
  if (dialog.contains(form)) dialog.close();
  answer.messages.forEach(show);
});

function values(form) {
  const inputs = [...form.querySelectorAll("[data-kind]")];
  return Object.fromEntries(inputs.map((input) => [input.name, input.type === "checkbox" ? input.checked : input.value]));
}

// The same form with errors at its fields, or its next page, wherever it stands.
function again(form, { title, html }) {
  if (dialog.contains(form)) return openForm({ title, html });
  const holder = form.parentElement;
  form.outerHTML = html;
  holder.querySelector("[data-close]")?.remove();
  firstInput(holder)?.focus();
}

function blame(form, { error, errors = {} }) {
  for (const field of form.querySelectorAll("[data-field]")) {
    const words = errors[field.dataset.field];
    const line = field.querySelector(".error");
    line.textContent = words ?? "";
    line.hidden = !words;
    const input = field.querySelector("[data-kind]");
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  const whole = form.querySelector(".form-error");
  const atFields = Object.keys(errors).some((name) => form.querySelector(`[data-field="${CSS.escape(name)}"]`));
  whole.textContent = atFields ? "" : error;
  whole.hidden = atFields;
  firstInput(form)?.focus();
  say(error);
}
