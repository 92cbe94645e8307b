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
