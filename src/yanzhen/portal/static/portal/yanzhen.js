// What a page does beyond plain forms and links. Everything here is a convenience: without it the
// calculator works by posting its form.
(() => {
  "use strict";

  const $ = (selector) => document.querySelector(selector);
  const form = () => $("#calculator");

  // -- a situation in a link: after the #, which a browser never sends to a server

  const toText = (bytes) => new TextDecoder().decode(bytes);
  const encode = (text) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(text)))
      .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const decode = (code) =>
    toText(Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0)));

  function shareLink() {
    const state = $("#results").dataset.shareState;
    return `${location.origin}${location.pathname}#s=${encode(state)}`;
  }

  async function share() {
    const place = $("[data-share-result]");
    const link = shareLink();
    const box = place.querySelector("input");
    box.value = link;
    place.hidden = false;
    try {
      await navigator.clipboard.writeText(link);
      place.querySelector("[role=status]").textContent = place.dataset.copied;
    } catch {
      place.querySelector("[role=status]").textContent = place.dataset.byHand;
      box.select();
    }
  }

  function openShared() {
    const found = /^#s=([\w-]+)$/.exec(location.hash);
    const comparison = $("#comparison");
    if (!found || !(form() || comparison)) return;
    let state = "?";
    try { state = decode(found[1]); } catch { /* the server says that it is unreadable */ }
    history.replaceState(null, "", location.pathname + location.search);
    if (comparison) {
      comparison.elements.state.value = state;
      comparison.submit();
      return;
    }
    htmx.ajax("POST", form().getAttribute("action"), {
      target: "#workspace", swap: "innerHTML", source: document.body,
      values: { state, asked: "", action: "load" },
    });
  }

  // -- long lists get a box that searches them

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

  // -- what a swap must not lose: the results that stand open, the place of the keyboard

  let open = [];
  let onward = false;

  function remember(event) {
    open = [...document.querySelectorAll("#results details[open], .given details[open]")].map((one) => one.id);
    const source = event.detail.requestConfig?.elt ?? event.detail.elt;
    onward = Boolean(source?.closest?.("[data-onward], button[name=action][value=next]"));
  }

  function settle(event) {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    prepare();
    if (!onward || event.detail.target?.id !== "workspace") return;
    onward = false;
    const title = $("#questions-title");
    title.focus({ preventScroll: true });
    const { top } = title.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) $("#calculator").scrollIntoView({ block: "start" });
  }

  function prepare() {
    for (const button of document.querySelectorAll("[data-share], [data-print]")) button.hidden = false;
    document.querySelectorAll("select[data-filter]").forEach(searchable);
    for (const error of document.querySelectorAll(".question .error")) {
      const field = document.getElementById(error.id.replace(/-error$/, ""));
      if (!field || field.tagName === "FIELDSET") continue;
      if (error.textContent.trim()) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    for (const none of document.querySelectorAll("input[value=none-of-these]")) onlyNone(none);
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

  // -- printing shows what is folded: what one can have in full, the rest by name

  const PRINTED = ".city-services, .group:not(.group-unknown, .group-not) details, #given, .doc-clause details, #outcome details, .sandbox-side details";
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(PRINTED)].filter((one) => !one.open);
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-share]")) share();
    if (event.target.closest("[data-print]")) print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") $(".switch[open]")?.removeAttribute("open");
  });
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener("DOMContentLoaded", () => { prepare(); openShared(); });
  addEventListener("hashchange", openShared);
})();
