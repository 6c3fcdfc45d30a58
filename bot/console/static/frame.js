// What every page has: light or dark, and the list of conversations that a phone hides.
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function theme() {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  document.cookie = `mlhire_theme=${next}; path=/; max-age=31536000; samesite=strict`;
}

const isOpen = () => document.body.classList.contains("sidebar-open");

function sidebar(open) {
  document.body.classList.toggle("sidebar-open", open);
  document.querySelector("[data-sidebar-open]").setAttribute("aria-expanded", String(open));
  document.querySelector(open ? "[data-sidebar-close]" : "[data-sidebar-open]").focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-toggle]")) theme();
  else if (event.target.closest("[data-sidebar-open]")) sidebar(true);
  else if (event.target.closest("[data-sidebar-close]") || isOpen() && !event.target.closest(".sidebar")) sidebar(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen() && !event.defaultPrevented) sidebar(false);
});
