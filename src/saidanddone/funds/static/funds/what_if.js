// A slider beside the amount of "what if": the field stays, and the form is sent when the slider is let go.
const form = document.querySelector("[data-what-if]");
const amount = form?.querySelector("input[name=amount]");
if (amount) {
  const label = form.querySelector(`label[for="${amount.id}"]`);
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 200000, step: 1000 });
  slider.setAttribute("aria-label", label?.textContent.trim() ?? "");
  slider.value = Number(amount.value.replace(/[£,\s]/g, "")) || 0;
  const holder = Object.assign(document.createElement("div"), { className: "range" });
  holder.append(slider);
  amount.after(holder);
  slider.addEventListener("input", () => { amount.value = slider.value; });
  slider.addEventListener("change", () => { if (form.elements.line?.value && Number(slider.value)) form.requestSubmit(); });
  amount.addEventListener("input", () => { slider.value = Number(amount.value.replace(/[£,\s]/g, "")) || 0; });
}
