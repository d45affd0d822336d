// Keyboard shortcuts for the desk. Only where a page lists them in [data-keys]; never while somebody types.
//   <ul data-keys> … <kbd>j</kbd> next … </ul> beside a list whose rows carry data-row and hold a link.

const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-row]")];
let at = -1;

const go = (step) => {
  const all = rows();
  if (!all.length) return;
  at = Math.max(0, Math.min(all.length - 1, at + step));
  const target = all[at].querySelector("a, button") || all[at];
  target.focus();
  all[at].scrollIntoView({ block: "nearest" });
};

const keys = {
  j: () => go(1),
  k: () => go(-1),
  a: () => rows()[at]?.querySelector("[data-answer], a")?.click(),
  c: () => rows()[at]?.querySelector("[data-cite]")?.click(),
  x: () => rows()[at]?.querySelector("input[type=checkbox]")?.click(),
  "/": () => document.querySelector("input[type=search]")?.focus(),
  "?": () => {
    const help = document.getElementById("keys");
    if (help) { help.open = true; help.querySelector("summary").focus(); }
  },
};

if (document.querySelector("[data-keys]")) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("htmx:after:swap", () => go(0)); // what was cited has gone; the next one is in its place
  document.querySelectorAll("[data-all]").forEach((box) => {
    box.closest("[hidden]")?.removeAttribute("hidden"); // it does nothing without this script
    box.addEventListener("change", () => rows().forEach((row) => {
      const each = row.querySelector("input[type=checkbox]");
      if (each) each.checked = box.checked;
    }));
  });
}
