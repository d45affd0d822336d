// A slider beside each amount of "what if". The field stays what counts: the slider writes into it, and follows it.
const pounds = (text) => Number(text.replace(/[£,\s]/g, "")) || 0;
for (const amount of document.querySelectorAll("[data-what-if] [data-slides]")) {
  const most = Number(amount.dataset.most);
  const step = Math.max(1, 10 ** Math.floor(Math.log10(most / 100)));
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: Math.ceil(most / step) * step, step });
  const label = document.querySelector(`label[for="${amount.id}"]`);
  slider.setAttribute("aria-label", label?.textContent.trim() ?? "");
  slider.setAttribute("aria-valuetext", `£${amount.value}`);
  slider.value = pounds(amount.value);
  const holder = Object.assign(document.createElement("div"), { className: "range" });
  holder.append(slider);
  amount.after(holder);
  slider.addEventListener("input", () => {
    amount.value = Number(slider.value).toLocaleString("en-GB");
    slider.setAttribute("aria-valuetext", `£${amount.value}`);
  });
  amount.addEventListener("input", () => { slider.value = pounds(amount.value); });
}
