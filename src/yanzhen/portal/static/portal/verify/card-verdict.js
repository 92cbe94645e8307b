// Whether a card's code is good, without a network: the cities' keys, their status lists, a clock.
// It says what src/yanzhen/apps/cards/offline/verifying.py says, verdict by verdict.
//
//   const { code, claims } = await CardVerdict.verify(text, keys, lists, seconds, seen);
//   CardVerdict.readKeys(jwksText)                       Map of key ids to keys
//   await CardVerdict.readList(jwt, keys, seconds)       { city, bits, issued, expires, ttl }
globalThis.CardVerdict = (() => {
  "use strict";

  const FRESH = 120, SKEW = 60;
  const DAY = 86400, FIRST_DAY = 18262, CHINA = 8 * 3600; // days since 1970, seconds
  const TYP = "statuslist+jwt";
  const LONGEST_TEXT = 8_000_000, LONGEST_LIST = 16_000_000, LATEST = 10 ** 11;
  const { CITY, PRINT, Unreadable, read, joined, hex, ascii } = CardToken;

  class Refused extends Error {
    constructor(code) { super(code); this.code = code; }
  }

  const dayOf = (seconds) => Math.floor((seconds + CHINA) / DAY) - FIRST_DAY;
  const dateOf = (day) => new Date((day + FIRST_DAY) * DAY * 1000);
  const isSecond = (value) => Number.isInteger(value) && value >= 0 && value < LATEST;

  // ---- JSON in which no name stands twice

  function readObject(text) {
    let found;
    try { found = JSON.parse(text); } catch { throw new Refused("malformed"); }
    if (typeof found !== "object" || found === null || Array.isArray(found)) {
      throw new Refused("malformed");
    }
    checkNames(text);
    return found;
  }

  // The text is JSON already; a string before a colon is a name of the innermost object.
  function checkNames(text) {
    const open = [];
    let last = null;
    for (const [part] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g)) {
      if (part === "{" || part === "[") open.push(new Set());
      else if (part === "}" || part === "]") open.pop();
      else if (part === ":") {
        const names = open[open.length - 1], name = JSON.parse(last);
        if (names.has(name)) throw new Refused("duplicate");
        names.add(name);
      }
      last = part;
    }
  }

  function fromUnpadded(text) {
    if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
      throw new Refused("malformed");
    }
    const letters = text.replaceAll("-", "+").replaceAll("_", "/");
    const raw = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    if (unpadded(raw.slice(-(raw.length % 3 || 3))) !== text.slice(-(text.length % 4 || 4))) {
      throw new Refused("malformed");
    }
    return raw;
  }

  function unpadded(raw) {
    return btoa(String.fromCharCode(...raw))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  // ---- Ed25519: what no honest signer makes is refused before a library is asked

  const FIELD = 2n ** 255n - 19n;
  const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
  const EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
  const LOW_ORDER = [0n, 1n, FIELD - 1n, EIGHTH, FIELD - EIGHTH];
  const number = (raw) => BigInt(`0x${hex(raw) || "0"}`);
  const little = (raw) => number(raw.slice().reverse());

  function isPoint(raw) {
    const upright = little(raw) & (2n ** 255n - 1n);
    return raw.length === 32 && upright < FIELD && !LOW_ORDER.includes(upright);
  }

  async function isSigned(key, signature, message) {
    if (signature.length !== 64 || !isPoint(key) || !isPoint(signature.slice(0, 32))) return false;
    if (little(signature.slice(32)) >= ORDER) return false;
    return (await ed25519())(key, signature, message);
  }

  let way = null;
  const ed25519 = () => (way ??= webCrypto().catch(library));

  // Chrome has it since 137, Safari since 17, Firefox since 130.
  async function webCrypto() {
    const load = (raw) => crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    await load(Uint8Array.from([88, ...Array(31).fill(102)]));
    return async (key, signature, message) => {
      try {
        return await crypto.subtle.verify("Ed25519", await load(key), signature, message);
      } catch { return false; }
    };
  }

  async function library() {
    const noble = await import(document.querySelector("[data-noble]").dataset.noble);
    return async (key, signature, message) => {
      try {
        return await noble.verifyAsync(signature, message, key, { zip215: false });
      } catch { return false; }
    };
  }

  // ---- P-256: browsers want the whole point, a token has one half of it

  const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
  const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

  function power(base, exponent) {
    let result = 1n;
    for (let left = exponent, square = base % P; left > 0n; left >>= 1n) {
      if (left & 1n) result = result * square % P;
      square = square * square % P;
    }
    return result;
  }

  function wholePoint(short) {
    const x = number(short.slice(1));
    if (x >= P) return null;
    const right = ((x * x * x - 3n * x + B) % P + P) % P;
    let y = power(right, (P + 1n) / 4n);
    if (y * y % P !== right) return null;
    if (Number(y & 1n) !== (short[0] & 1)) y = P - y;
    const digits = y.toString(16).padStart(64, "0");
    const raw = Uint8Array.from(digits.match(/../g), (pair) => Number.parseInt(pair, 16));
    return joined(Uint8Array.of(4), short.slice(1), raw);
  }

  async function isProven(code) {
    const point = wholePoint(code.claims.deviceKey);
    if (point === null) return false;
    const curve = { name: "ECDSA", namedCurve: "P-256" };
    const message = CardToken.shownMessage(code.token, code.time);
    try {
      const key = await crypto.subtle.importKey("raw", point, curve, false, ["verify"]);
      return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, code.proof, message);
    } catch { return false; }
  }

  // ---- keys and lists

  async function keyIdOf(key) {
    const whole = `{"crv":"Ed25519","kty":"OKP","x":"${unpadded(key)}"}`;
    const digest = await crypto.subtle.digest("SHA-256", ascii(whole));
    return hex(new Uint8Array(digest).slice(0, 4));
  }

  async function readKeys(text) {
    const keys = new Map();
    const listed = readObject(text).keys;
    for (const jwk of Array.isArray(listed) ? listed : []) {
      const key = keyOf(jwk);
      if (key && await keyIdOf(key.public) === jwk.kid) keys.set(jwk.kid, key);
    }
    return keys;
  }

  function keyOf(jwk) {
    if (jwk?.kty !== "OKP" || jwk.crv !== "Ed25519" || typeof jwk.city !== "string") return null;
    if (!CITY.test(jwk.city)) return null;
    const times = [jwk.nbf, jwk.retired, jwk.exp].map((one) => one ?? null);
    if (!times.every((one) => one === null || isSecond(one))) return null;
    const [since, retired, until] = times.map((one) => one === null ? null : dayOf(one));
    try {
      const key = fromUnpadded(jwk.x);
      return isPoint(key) ? { city: jwk.city, public: key, since, retired, until } : null;
    } catch { return null; }
  }

  function signedOn(key, day) {
    return (key.since ?? day) <= day && day <= (key.retired ?? day);
  }

  async function readList(text, keys, now) {
    const { header, payload, told, signature } = parted(text);
    if (header.typ !== TYP || header.alg !== "EdDSA" || "crit" in header) throw new Refused("malformed");
    const key = typeof header.kid === "string" ? keys.get(header.kid) : undefined;
    if (key === undefined) throw new Refused("unknown_key");
    if (!await isSigned(key.public, signature, told)) throw new Refused("bad_signature");
    if (payload.city !== key.city) throw new Refused("wrong_city");
    const bits = await bitsOf(payload);
    const { iat: issued, exp: expires, ttl = null } = payload;
    if (!isSecond(issued) || !isSecond(expires) || (ttl !== null && !isSecond(ttl))) {
      throw new Refused("malformed");
    }
    if ((key.until ?? dayOf(now)) < dayOf(now) || !signedOn(key, dayOf(issued))) {
      throw new Refused("key_retired");
    }
    return { city: key.city, bits, issued, expires, ttl };
  }

  function parted(text) {
    const parts = text.length <= LONGEST_TEXT ? text.split(".") : [];
    if (parts.length !== 3) throw new Refused("malformed");
    const [header, payload, signature] = parts.map(fromUnpadded);
    return {
      header: readObject(utf8(header)), payload: readObject(utf8(payload)), signature,
      told: ascii(`${parts[0]}.${parts[1]}`),
    };
  }

  function utf8(raw) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
    } catch { throw new Refused("malformed"); }
  }

  // A few bytes can swell to gigabytes: unpacking stops at the bound.
  async function bitsOf(payload) {
    const listed = payload.status_list;
    if (listed?.bits !== 2) throw new Refused("malformed");
    const packed = new Blob([fromUnpadded(listed.lst)]).stream();
    const reader = packed.pipeThrough(new DecompressionStream("deflate")).getReader();
    const parts = [];
    let length = 0;
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        length += part.value.length;
        if (length > LONGEST_LIST) throw new Refused("malformed");
        parts.push(part.value);
      }
    } catch {
      reader.cancel().catch(() => {});
      throw new Refused("malformed");
    }
    return joined(...parts);
  }

  function stateOf(list, index) {
    if (index >= list.bits.length * 4) return null;
    return ["valid", "revoked", "suspended", "revoked"][list.bits[index >> 2] >> index % 4 * 2 & 3];
  }

  // ---- the verdict

  // What was accepted at this door in the last minutes. `kept` is a list that outlives the page.
  class Seen {
    constructor(kept = []) { this.seen = new Map(kept); }
    has(pseudonym, time) { return this.seen.has(`${pseudonym} ${time}`); }
    remember(pseudonym, time, now) {
      this.seen.set(`${pseudonym} ${time}`, now);
      for (const [one, at] of this.seen) if (at < now - FRESH - SKEW) this.seen.delete(one);
    }
    get kept() { return [...this.seen]; }
  }

  // `lists` are the status lists by city; `now` in seconds.
  async function verify(text, keys, lists, now, seen = null) {
    let code;
    try { code = read(text); } catch (error) {
      if (error instanceof Unreadable) return { code: error.code, claims: null };
      throw error;
    }
    const { claims } = code;
    const key = keys.get(claims.keyId);
    if (key === undefined) return { code: "unknown_key", claims: null };
    if (!await isSigned(key.public, code.signature, code.signed)) {
      return { code: "bad_signature", claims: null };
    }
    const against = await againstCard(code, key, now) ?? againstShowing(code, now, seen) ??
      againstStatus(claims, lists.get(claims.city), now);
    if (against !== null) return { code: against, claims };
    if (seen !== null && code.time !== null) seen.remember(claims.pseudonym, code.time, now);
    return { code: claims.kind === PRINT ? "ok_print" : "ok", claims };
  }

  async function againstCard(code, key, now) {
    const { claims, time } = code;
    const today = dayOf(now);
    if (key.city !== claims.city) return "wrong_city";
    if (time !== null && !await isProven(code)) return "other_phone";
    // Before anything that depends on the date: with a wrong clock the rest means nothing.
    if (time !== null && time > now + SKEW) return "clock";
    if (claims.issued > today) return "not_yet";
    if (claims.until < today) return "expired";
    if (!signedOn(key, claims.issued) || (key.until ?? today) < today) return "key_retired";
    return null;
  }

  function againstShowing(code, now, seen) {
    if (code.time === null) return null;
    if (code.time < now - FRESH) return "stale";
    return seen?.has(code.claims.pseudonym, code.time) ? "replayed" : null;
  }

  function againstStatus(claims, list, now) {
    if (list === undefined || list.city !== claims.city) return "status_missing";
    if (list.issued > now + SKEW) return "clock";
    // A card that is not yet in the list was issued after it.
    const state = stateOf(list, claims.statusIndex);
    if (state === "revoked") return "revoked";
    if (list.expires <= now || state === null) return "status_too_old";
    return state === "suspended" ? "suspended" : null;
  }

  return { Refused, Seen, verify, readKeys, readList, readObject, stateOf, dateOf, isSigned };
})();
