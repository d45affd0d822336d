// Small things that make a page kinder. Each looks for its own attribute and does nothing without it; every page works without this file.

const every = (selector, act) => document.querySelectorAll(selector).forEach(act);

// What must be mended is read out and can be reached at once.
every("[data-error-summary]", (summary) => {
  summary.focus();
  document.title = `${summary.querySelector("h2").textContent}: ${document.title}`;
});

// How many characters are left.
every("[data-count]", (area) => {
  const limit = Number(area.dataset.count);
  const words = document.getElementById(`${area.id}_count`);
  if (!words) return;
  const before = words.textContent;
  words.setAttribute("aria-live", "polite");
  let timer;
  const show = () => {
    const left = limit - [...area.value].length;
    words.textContent = area.value
      ? `${left < 0 ? words.dataset.over : words.dataset.left} ${Math.abs(left).toLocaleString(document.documentElement.lang)}`
      : before;
    words.classList.toggle("govuk-error-message", left < 0);
    words.classList.toggle("govuk-hint", left >= 0);
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
  show();
});

// A form is sent once, however often the button is pressed; words typed are kept if the network is away.
every("form[data-once]", (form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => every("button", (button) => form.contains(button) && button.setAttribute("aria-disabled", "true")));
    setTimeout(() => { delete form.dataset.sent; every("button[aria-disabled]", (button) => button.removeAttribute("aria-disabled")); }, 8000);
  });
  addEventListener("pageshow", () => { delete form.dataset.sent; every("button[aria-disabled]", (button) => button.removeAttribute("aria-disabled")); });
});

// Copy a link.
every("[data-copy]", (box) => {
  const button = box.querySelector("button");
  const input = box.querySelector("input");
  const status = box.parentElement.querySelector("[data-copy-status]");
  if (!navigator.clipboard) return;
  button.hidden = false;
  input.addEventListener("focus", () => input.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    const label = button.querySelector("span");
    const before = label.textContent;
    label.textContent = status.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = before; status.textContent = ""; }, 2500);
  });
});

// The menu closes with Escape, and when the reader goes elsewhere.
every("details.menu", (menu) => {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => menu.contains(event.target) || close());
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());
});

// Filters stand open beside a list, and fold away above it on a phone.
every("details.filters", (filters) => {
  const wide = matchMedia("(min-width: 58rem)");
  const fold = () => { filters.open = wide.matches || filters.dataset.open === "yes"; };
  wide.addEventListener("change", fold);
  fold();
});

// A form that sends itself when a choice changes shows its button only without this file.
every("form[data-auto]", (form) => {
  form.addEventListener("change", () => form.requestSubmit());
});
