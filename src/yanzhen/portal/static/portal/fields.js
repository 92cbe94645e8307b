// What questions do beyond plain inputs: long lists are searched, "none of these" excludes the rest,
// and a field with an error says so to a screen reader.
(() => {
  "use strict";

  function searchable(select) {
    if (select.dataset.ready) return;
    select.dataset.ready = "1";
    const all = [...select.children].map((child) => child.cloneNode(true));
    const box = document.createElement("input");
    box.type = "search";
    box.className = "form-control search-box";
    box.placeholder = select.dataset.filter;
    box.setAttribute("aria-label", select.dataset.filter);
    box.setAttribute("aria-controls", select.id);
    box.autocomplete = "off";
    const matches = (option, words) =>
      words.every((word) => option.textContent.toLowerCase().includes(word));
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = select.value;
      const kept = all.map((child) => {
        const copy = child.cloneNode(true);
        if (copy.tagName === "OPTION") return copy;
        for (const option of [...copy.children]) {
          if (option.value !== chosen && !matches(option, words)) option.remove();
        }
        return copy.children.length ? copy : null;
      }).filter(Boolean).filter((child) =>
        child.tagName !== "OPTION" || !child.value || child.value === chosen || matches(child, words));
      const none = kept.length <= 1 && words.length > 0;
      kept[0].textContent = none ? select.dataset.filterNone : all[0].textContent;
      select.replaceChildren(...kept);
      select.value = chosen;
    });
    box.addEventListener("change", (event) => event.stopPropagation());
    select.before(box);
  }

  // "None of these" and the other boxes exclude each other.
  function onlyNone(none) {
    const boxes = [...document.getElementsByName(none.name)];
    for (const box of boxes) {
      box.onclick = () => {
        if (!box.checked) return;
        for (const other of boxes) if ((box === none) !== (other === none)) other.checked = false;
      };
    }
  }

  function prepare() {
    document.querySelectorAll("select[data-filter]").forEach(searchable);
    for (const error of document.querySelectorAll(".question .error")) {
      const field = document.getElementById(error.id.replace(/-error$/, ""));
      if (!field || field.tagName === "FIELDSET") continue;
      if (error.textContent.trim()) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    for (const none of document.querySelectorAll("input[value=none-of-these]")) onlyNone(none);
  }

  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSettle", prepare);
})();
