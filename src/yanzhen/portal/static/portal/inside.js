// Conveniences of the pages behind the sign-in; without scripts their forms and links still work.
(() => {
  "use strict";

  function pickAll(box) {
    box.hidden = false;
    const rows = () => box.closest("table").querySelectorAll("input[name=row]");
    box.addEventListener("change", () => { for (const one of rows()) one.checked = box.checked; });
  }

  // Without a clipboard (no https) the field is marked, and the keyboard copies it.
  async function copyFrom(field, button) {
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { return; }
    button.querySelector("[role=status]").textContent = button.dataset.done;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of document.querySelectorAll(".switch[open], .more-menu[open]")) {
      one.removeAttribute("open");
      one.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const one of document.querySelectorAll(".switch[open], .more-menu[open]")) {
      if (!one.contains(event.target)) one.removeAttribute("open");
    }
    if (event.target.closest("[data-print]")) print();
    const copy = event.target.closest("[data-copy]");
    if (copy) copyFrom(document.getElementById(copy.dataset.copy), copy);
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-print], [data-copy]")) button.hidden = false;
    document.querySelectorAll("[data-pick-all]").forEach(pickAll);
    document.getElementById("refusals")?.focus();
  });
})();
