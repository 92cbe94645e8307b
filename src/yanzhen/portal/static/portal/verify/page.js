// The doorkeeper's page: a code comes in by the camera, a picture or the keyboard; a verdict is shown.
(() => {
  "use strict";

  const SEEN = "yanzhen-verify-seen";
  const LOOKS_EVERY = 30_000;
  const get = (id) => document.getElementById(id);
  const seconds = () => Math.floor(Date.now() / 1000);

  const data = JSON.parse(get("verify-data").textContent);
  const { words } = data;
  const language = document.documentElement.lang.startsWith("en") ? "en" : "zh-CN";
  const china = { timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric" };
  const dayText = (date) => date.toLocaleDateString(language, { ...china, timeZone: "UTC" });
  const timeText = (at) => new Date(at * 1000)
    .toLocaleString(language, { ...china, hour: "2-digit", minute: "2-digit", hour12: false });
  const cityName = (id) => data.cities[id] ?? id;

  const kept = new VerifyKept(data.sources);
  const seen = new CardVerdict.Seen(keptSeen());
  const camera = new VerifyCamera(get("video"), (text) => { tellCamera(""); judge(text); });
  let loaded = null;
  let byCamera = false;

  // ---- what was accepted here, so that reloading the page does not forget it

  function keptSeen() {
    try { return JSON.parse(localStorage.getItem(SEEN)) ?? []; } catch { return []; }
  }

  function keepSeen() {
    try { localStorage.setItem(SEEN, JSON.stringify(seen.kept)); } catch { /* a private window */ }
  }

  // ---- the verdict

  async function judge(text) {
    await loaded;
    const { code, claims } = await CardVerdict.verify(text, kept.keys, kept.lists, seconds(), seen);
    keepSeen();
    const tone = data.tones[code];
    const accepted = tone === "good" || tone === "compare";
    get("verdict").dataset.tone = tone;
    get("verdict").dataset.code = code;
    get("verdict-title").textContent = words[tone];
    get("verdict-sentence").textContent = code === "ok" ? "" : data.sentences[code];
    get("verdict-claims").hidden = !accepted;
    if (accepted) tellClaims(claims);
    tellOnline(text);
    get("verdict-updated").textContent = get("updated").textContent;
    navigator.vibrate?.(accepted ? 80 : [200, 100, 200]);
    if (!get("verdict").open) get("verdict").showModal();
    get("verdict-title").focus();
  }

  function tellClaims(claims) {
    get("claim-name").textContent = claims.nameMask;
    get("claim-level").textContent = claims.level || words.no_level;
    get("claim-city").textContent = cityName(claims.city);
    const end = claims.cardUntil && dayText(CardVerdict.dateOf(claims.cardUntil));
    get("claim-valid").textContent = end ? words.until.replace("{day}", end) : words.no_end;
  }

  function tellOnline(text) {
    let address = null;
    try { address = new URL(text); } catch { /* no address */ }
    const ours = address?.origin === location.origin && address.pathname.startsWith("/c/");
    get("verdict-online").hidden = !ours;
    if (ours) get("verdict-online").querySelector("a").href = address.pathname;
  }

  // ---- ways in

  async function scan() {
    if (camera.isOn) { camera.stop(); tellCamera(""); return; }
    tell("");
    try {
      if (!navigator.mediaDevices) throw new Error("no camera");
      byCamera = true;
      get("view").hidden = false;
      await camera.start();
      tellCamera(camera.isOn ? words.ready : "");
    } catch (error) {
      byCamera = false;
      camera.stop();
      tellCamera("");
      tell(error.name === "NotAllowedError" ? words.camera_denied : words.camera_none);
    }
  }

  function tellCamera(text) {
    get("view").hidden = !camera.isOn;
    get("ready").textContent = text;
    get("scan").querySelector("span").textContent = camera.isOn ? words.scan_stop : words.scan;
  }

  async function readPicture(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    tell("");
    const text = await VerifyCamera.fromPicture(file).catch(() => null);
    byCamera = false;
    if (text) judge(text); else tell(words.no_code);
  }

  function readTyped(event) {
    event.preventDefault();
    byCamera = false;
    const text = get("code").value.replace(/[\r\n\t]/g, "").trim().toUpperCase();
    if (text) judge(/^HTTPS?:/.test(text) ? get("code").value.trim() : text); else get("code").focus();
  }

  function next() {
    get("verdict").close();
    get("code").value = "";
    if (byCamera) scan(); else get("scan").focus();
  }

  function tell(text) {
    get("trouble").textContent = text;
    get("trouble").hidden = text === "";
  }

  // ---- keys and lists

  function tellLists(note = "") {
    const when = kept.updated;
    const line = when === null ? words.never : words.updated.replace("{time}", timeText(when));
    get("updated").textContent = [line, kept.isOld ? words.old : "", note].filter(Boolean).join(" ");
    get("lists").replaceChildren(...[...kept.cities().keys()].sort().map((city) => {
      const [row, time] = [document.createElement("li"), kept.times.get(city)];
      const name = Object.assign(document.createElement("span"), { textContent: cityName(city) });
      const told = time === undefined ? words.no_list : timeText(time);
      row.append(name, Object.assign(document.createElement("span"), { textContent: told }));
      return row;
    }));
  }

  async function refresh() {
    get("updated").textContent = words.busy;
    const reached = await kept.refresh();
    tellLists(reached ? "" : words.failed);
  }

  function refreshIfDue() {
    if (document.visibilityState === "visible" && navigator.onLine && kept.isDue) refresh();
  }

  async function begin() {
    if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) { tell(words.insecure); return; }
    loaded = kept.load().catch(() => {}).then(() => tellLists());
    await loaded;
    navigator.serviceWorker?.register(data.worker).catch(() => {});
    navigator.storage?.persist?.().catch(() => {});
    await refresh();
    document.body.dataset.ready = "yes";
    setInterval(refreshIfDue, LOOKS_EVERY);
    addEventListener("online", refresh);
    document.addEventListener("visibilitychange", refreshIfDue);
  }

  get("scan").addEventListener("click", scan);
  get("picture").addEventListener("change", readPicture);
  get("typed").addEventListener("submit", readTyped);
  get("next").addEventListener("click", next);
  get("verdict").addEventListener("cancel", (event) => { event.preventDefault(); next(); });
  get("update").addEventListener("click", refresh);
  begin();
})();
