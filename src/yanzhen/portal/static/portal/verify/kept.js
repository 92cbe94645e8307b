// Keys and status lists on this device, with the time at which each was fetched.
//
//   const kept = new VerifyKept(sources);
//   await kept.load();            what was kept
//   await kept.refresh();         what the network gives; false where there is none
//   kept.keys, kept.lists         as CardVerdict takes them
globalThis.VerifyKept = (() => {
  "use strict";

  const STORE = "kept";

  function opened() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open("yanzhen-verify", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  async function ask(mode, what) {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const asked = what(base.transaction(STORE, mode).objectStore(STORE));
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
    } finally { base.close(); }
  }

  const get = (name) => ask("readonly", (store) => store.get(name));
  const put = (name, text, fetched) => ask("readwrite", (store) => store.put({ text, fetched }, name));

  async function fetched(address) {
    const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  }

  const now = () => Math.floor(Date.now() / 1000);

  return class VerifyKept {
    constructor(sources) {
      this.sources = sources;
      this.keys = new Map();
      this.lists = new Map();
      this.times = new Map(); // of each list, when it was fetched
    }

    async load() {
      for (const source of this.sources) {
        const keys = await get(source.keys);
        if (keys) await this.takeKeys(source, keys.text);
      }
      for (const [city] of this.cities()) {
        const list = await get(`list ${city}`);
        if (list) await this.takeList(city, list.text, list.fetched).catch(() => {});
      }
    }

    // Every source is asked, whatever comes of the others; true if all have answered.
    async refresh() {
      const came = await Promise.allSettled(this.sources.map((one) => this.refreshSource(one)));
      return came.every((one) => one.status === "fulfilled");
    }

    async refreshSource(source) {
      const text = await fetched(source.keys);
      if (text === null) return;
      await this.takeKeys(source, text);
      await put(source.keys, text, now());
      const mine = [...this.cities()].filter(([, one]) => one === source);
      await Promise.all(mine.map(([city]) => this.refreshList(source, city)));
    }

    async refreshList(source, city) {
      const text = await fetched(source.status.replace("{city}", encodeURIComponent(city)));
      if (text === null) return;
      try {
        if (await this.takeList(city, text, now())) await put(`list ${city}`, text, now());
      } catch (error) {
        if (!(error instanceof CardVerdict.Refused)) throw error;
      }
    }

    // A key that is no longer published is no longer believed.
    async takeKeys(source, text) {
      const read = await CardVerdict.readKeys(text);
      for (const [id, key] of this.keys) if (key.source === source) this.keys.delete(id);
      for (const [id, key] of read) if (!this.keys.has(id)) this.keys.set(id, { ...key, source });
    }

    // An older list than the one that is here is somebody's trick, or a cache's.
    async takeList(city, text, time) {
      const list = await CardVerdict.readList(text, this.keys, now());
      if (list.city !== city || list.issued < (this.lists.get(city)?.issued ?? 0)) return false;
      this.lists.set(city, list);
      this.times.set(city, time);
      return true;
    }

    cities() {
      return new Map([...this.keys.values()].map((key) => [key.city, key.source]));
    }

    // The oldest of the lists decides what the page says.
    get updated() { return this.times.size ? Math.min(...this.times.values()) : null; }
    get isOld() { return [...this.lists.values()].some((one) => one.expires <= now()); }
    get isDue() {
      const aged = ([city, list]) => now() - this.times.get(city) >= Math.max(list.ttl ?? 60, 60);
      return this.lists.size === 0 || [...this.lists].some(aged);
    }
  };
})();
