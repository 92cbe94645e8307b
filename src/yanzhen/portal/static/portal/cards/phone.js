// A card on the phone: binding it to this phone, fresh codes without a network, web codes with one.
// The phone's private key is made here, kept in IndexedDB and cannot be taken out of it.
(() => {
  "use strict";

  const EVERY = 30;
  const EC = { name: "ECDSA", namedCurve: "P-256" };

  // ---- keys of this phone, by card

  function opened() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open("yanzhen-cards", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("keys");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  async function store(mode, work) {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const asked = work(base.transaction("keys", mode).objectStore("keys"));
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
    } finally {
      base.close();
    }
  }

  const keptKey = (card) => store("readonly", (keys) => keys.get(card));
  const keepKey = (card, pair) => store("readwrite", (keys) => keys.put(pair, card));

  const base64url = (bytes) => btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  async function pointOf(pair) {
    return new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  }

  // As a token carries it: the first byte says which of the two points has this x.
  function compressed(point) {
    const short = point.slice(0, 33);
    short[0] = 2 + (point[64] & 1);
    return short;
  }

  // ---- what is shown

  // A token is good until a day in China; days are counted from 2020.
  function isGood(token) {
    const today = Math.floor((Date.now() / 1000 + 8 * 3600) / 86400) - Date.UTC(2020, 0, 1) / 86400000;
    return yanzhenCard.read(token, true).claims.until >= today;
  }

  function draw(picture, text, mode) {
    const code = qrcode(0, "L");
    code.addData(text, mode);
    code.make();
    const size = code.getModuleCount();
    const path = [];
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        if (code.isDark(row, column)) path.push(`M${column + 4} ${row + 4}h1v1h-1z`);
      }
    }
    picture.setAttribute("viewBox", `0 0 ${size + 8} ${size + 8}`);
    picture.querySelector("path").setAttribute("d", path.join(""));
  }

  // ---- the page

  function begin() {
    const data = JSON.parse(document.getElementById("card-data").textContent);
    const page = document.getElementById("card-show");
    const ways = page.querySelector(".card-ways");
    if (!ways) return;
    const [figure, picture] = [page.querySelector(".card-qr"), page.querySelector(".qr")];
    const [told, renews] = [page.querySelector(".card-told"), page.querySelector(".card-renews")];
    const [bar, binding] = [page.querySelector("progress"), page.querySelector(".card-bind")];
    const canSign = Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB);
    let way = "phone";
    let pair = null;
    let turn = 0;

    function tell(text) {
      if (told.textContent !== text) told.textContent = text;
    }

    function hide(text) {
      figure.hidden = true;
      tell(text);
    }

    function show(text, mode, sentence, seconds) {
      draw(picture, text, mode);
      figure.hidden = false;
      bar.max = seconds;
      tell(sentence);
      const [mine, until] = [turn, Date.now() + seconds * 1000];
      const tick = () => {
        if (mine !== turn) return;
        const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
        bar.value = left;
        renews.textContent = data.words.renews.replace("{seconds}", left);
        if (left === 0) refresh(); else setTimeout(tick, 500);
      };
      tick();
    }

    async function showPhone() {
      const mine = turn;
      binding.hidden = true;
      if (!canSign) return hide(data.words.unsafe);
      pair ??= await keptKey(data.card);
      const own = pair && base64url(compressed(await pointOf(pair)));
      if (mine !== turn) return undefined;
      if (!own || own !== data.key) {
        binding.hidden = !data.binds;
        return hide(data.key ? data.words.other : data.words.unbound);
      }
      if (!data.token || !isGood(data.token)) return hide(data.words.stale);
      const text = await yanzhenCard.show(data.token, Math.floor(Date.now() / 1000), pair.privateKey);
      if (mine === turn) show(text, "Alphanumeric", data.words.ready, EVERY);
      return undefined;
    }

    function posted(address, values) {
      const token = binding.querySelector("[name=csrfmiddlewaretoken]").value;
      return fetch(address, {
        method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(values),
      });
    }

    async function showOnline() {
      const mine = turn;
      binding.hidden = true;
      let answer;
      try {
        answer = await posted(data.code, {});
      } catch {
        if (mine === turn) hide(data.words.offline);
        return;
      }
      const said = answer.ok || answer.status === 409 ? await answer.json() : {};
      if (mine !== turn) return;
      if (!said.address) { hide(said.refused?.join(" ") ?? data.words.failed); return; }
      show(said.address, "Byte", data.words.online.replace("{seconds}", said.renew), said.renew);
    }

    function refresh() {
      turn += 1;
      if (document.hidden) return;
      (way === "phone" ? showPhone() : showOnline()).catch(() => hide(data.words.failed));
    }

    binding.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const made = await crypto.subtle.generateKey(EC, false, ["sign"]);
        const point = await pointOf(made);
        await keepKey(data.card, made);
        const answer = await posted(data.bind, { key: base64url(point) });
        const said = await answer.json();
        if (!answer.ok) { tell(said.refused.join(" ")); return; }
        // The page anew: its state, its history, and the copy that is kept for times offline.
        location.reload();
      } catch {
        tell(data.words.failed);
      }
    });
    ways.addEventListener("click", (event) => {
      const button = event.target.closest("[data-way]");
      if (!button) return;
      way = button.dataset.way;
      for (const one of ways.children) one.setAttribute("aria-pressed", String(one === button));
      refresh();
    });
    document.addEventListener("visibilitychange", refresh);
    ways.hidden = false;
    refresh();
    navigator.serviceWorker?.register(data.worker, { scope: data.scope }).catch(() => {});
  }

  document.addEventListener("DOMContentLoaded", begin);
})();
