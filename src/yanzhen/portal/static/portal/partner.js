// The camera of a partner's page; without it the code is typed, pasted, or read by a scanner.
(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-scan-form]");
    if (!form || !globalThis.VerifyCamera || !navigator.mediaDevices?.getUserMedia) return;
    const [view, button, trouble] = ["[data-scan-view]", "[data-scan]", "[data-scan-trouble]"]
      .map((one) => form.querySelector(one));
    document.body.dataset.jsqr = form.dataset.jsqr;
    const camera = new VerifyCamera(view.querySelector("video"), (text) => {
      form.querySelector("[data-scan-into]").value = text;
      form.requestSubmit();
    });
    button.hidden = false;
    button.addEventListener("click", async () => {
      trouble.hidden = true;
      if (camera.isOn) {
        camera.stop();
        view.hidden = true;
        return;
      }
      view.hidden = false;
      try {
        await camera.start();
      } catch {
        view.hidden = true;
        trouble.hidden = false;
      }
    });
  });
})();
