// Menus: opened by a button, walked with the arrow keys, closed by Escape or by going elsewhere.
let open = null;

const items = (menu) => [...menu.querySelectorAll('[role="menuitem"]')];

export function closeMenu(back = false) {
  if (!open) return;
  const { button, menu } = open;
  open = null;
  menu.hidden = true;
  button.setAttribute("aria-expanded", "false");
  if (back) button.focus();
}

function openMenu(button, last = false) {
  closeMenu();
  const menu = button.parentElement.querySelector(".menu");
  menu.hidden = false;
  menu.classList.remove("above");
  const pane = button.closest(".scroll");
  if (pane && menu.getBoundingClientRect().bottom > pane.getBoundingClientRect().bottom) menu.classList.add("above");
  button.setAttribute("aria-expanded", "true");
  open = { button, menu };
  items(menu).at(last ? -1 : 0)?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-menu]");
  if (button) return button.getAttribute("aria-expanded") === "true" ? closeMenu(true) : openMenu(button);
  if (open && !open.menu.contains(event.target)) closeMenu();
  else if (open && event.target.closest('[role="menuitem"]')) closeMenu(true);
});

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.("[data-menu]");
  if (button && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    return openMenu(button, event.key === "ArrowUp");
  }
  if (!open || !open.menu.contains(event.target)) return;
  const all = items(open.menu);
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[to].focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu(true);
  } else if (event.key === "Tab") closeMenu(true);
});
