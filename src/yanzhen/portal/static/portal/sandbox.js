// A slider and its number box say the same; without scripts the box alone is there.
(() => {
  "use strict";

  function join(slider) {
    const box = document.getElementById(slider.dataset.slides);
    slider.hidden = false;
    slider.addEventListener("input", () => { box.value = slider.value; });
    box.addEventListener("input", () => { if (box.value.trim() !== "") slider.value = box.value; });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[data-slides]").forEach(join);
    document.getElementById("refusals")?.focus();
  });
})();
