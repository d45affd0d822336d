// Three things that make answering kinder; every page works without this file.

// A code that stands after the # of a link, where no server sees it, is put into its field, and goes from the address.
const box = document.querySelector("[data-code-in-address]");
const code = decodeURIComponent(location.hash.slice(1));
if (box && /^[0-9A-Za-z-]{12,16}$/.test(code)) {
  const field = box.querySelector("input");
  field.value = code;
  history.replaceState(null, "", location.pathname);
  field.form.querySelector("button").focus();
}

// Without a network what was chosen stays on the page, and is sent as soon as it can be. Sent twice, it is the same.
const kept = document.querySelector("[data-keeps-trying]");
const keepTrying = (form, words) => {
  const status = form.querySelector("[role=status]");
  const say = (text) => { status.hidden = false; status.textContent = text; };
  let pressed, timer, wait = 2000;
  const send = async () => {
    clearTimeout(timer);
    const body = new FormData(form, pressed);
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(20000) });
      if (answer.redirected) location.assign(answer.url);
      else leave();
    } catch {
      say(words.wordsAway);
      wait = Math.min(wait * 2, 30000);
      timer = setTimeout(send, wait);
    }
  };
  // Whatever else the server has to say is a page of its own: the browser shows it.
  const leave = () => {
    if (pressed && pressed.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value }));
    HTMLFormElement.prototype.submit.call(form);
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    pressed = event.submitter;
    wait = 2000;
    send();
  });
  addEventListener("online", () => { if (timer) { say(words.wordsBack); send(); } });
};
if (kept) keepTrying(kept.closest("form"), kept.dataset);

// A kiosk that is left alone begins anew for the next person.
const kiosk = document.querySelector("[data-begins-anew]");
if (kiosk) {
  let timer;
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(kiosk.dataset.beginsAnew), Number(kiosk.dataset.after) * 1000);
  };
  ["pointerdown", "keydown", "input", "scroll"].forEach((event) => addEventListener(event, rest, { passive: true }));
  rest();
}
