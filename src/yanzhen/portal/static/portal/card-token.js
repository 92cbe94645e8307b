// The offline code of a card in the browser: read, and shown by a phone. The bytes are told in
// docs/guide/card-verify.md; src/yanzhen/apps/cards/offline says the same in Python, and one file of
// vectors is run against both.
//
//   CardToken.read("YZ1:...").claims.level                  "C"
//   await CardToken.show(issued, seconds, privateKey)       the text of a phone's code just now
globalThis.CardToken = (() => {
  "use strict";

  const PREFIX = "YZ1:";
  const PHONE = 0x11, PRINT = 0x12;
  const SIGNATURE = 64, LONGEST = 4 * 395;
  const SIGNED_AS = ascii("yanzhen-card-1\0"), SHOWN_AS = ascii("yanzhen-show-1\0");
  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  // A text that is no code of a card: not_a_card, truncated or trailing.
  class Unreadable extends Error {
    constructor(code) { super(code); this.code = code; }
  }

  function base45Encode(raw) {
    let text = "";
    for (let place = 0; place < raw.length; place += 2) {
      const single = place + 1 === raw.length;
      let value = single ? raw[place] : raw[place] << 8 | raw[place + 1];
      for (let left = single ? 2 : 3; left > 0; left -= 1) {
        text += ALPHABET[value % 45];
        value = Math.floor(value / 45);
      }
    }
    return text;
  }

  function base45Decode(text) {
    const values = Array.from(text, (letter) => ALPHABET.indexOf(letter));
    if (values.includes(-1)) throw new Unreadable("not_a_card");
    const whole = values.length - values.length % 3;
    const raw = [];
    for (let place = 0; place < whole; place += 3) {
      const pair = values[place] + 45 * values[place + 1] + 2025 * values[place + 2];
      if (pair > 0xFFFF) throw new Unreadable("not_a_card");
      raw.push(pair >> 8, pair & 0xFF);
    }
    if (whole < values.length) {
      const single = values.length - whole === 2 ? values[whole] + 45 * values[whole + 1] : 0x100;
      if (single > 0xFF) throw new Unreadable("truncated");
      raw.push(single);
    }
    return Uint8Array.from(raw);
  }

  // Letters by their numbers, so that phones of different years agree: Latin, and Chinese.
  const LETTER = "A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u3005\\u3007\\u3400-\\u4dbf" +
    "\\u4e00-\\u9fff\\u{20000}-\\u{2f7ff}\\u{30000}-\\u{3fffd}";
  const NAME = new RegExp(`^[${LETTER} *＊○·•.\\-'’]+$`, "u");
  const LEVEL = new RegExp(`^[${LETTER} 0-9+\\-·()（）]*$`, "u");
  const CITY = /^[a-z][a-z0-9_-]{0,15}$/;
  const tidy = (text) => !/^ | $| {2}/.test(text);

  class Rest {
    constructor(raw) { this.raw = raw; this.place = 0; }
    take(length) {
      if (this.place + length > this.raw.length) throw new Unreadable("truncated");
      this.place += length;
      return this.raw.slice(this.place - length, this.place);
    }
    number(length) { return this.take(length).reduce((sum, one) => sum * 256 + one, 0); }
    text(longest) {
      const length = this.number(1);
      if (length > longest) throw new Unreadable("not_a_card");
      const raw = this.take(length);
      try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
      } catch { throw new Unreadable("not_a_card"); }
    }
  }

  // Days are counted from 2020-01-01; a card without an end of its own has 0.
  function claimsOf(rest) {
    const kind = rest.number(1);
    if (kind !== PHONE && kind !== PRINT) throw new Unreadable("not_a_card");
    const claims = {
      kind, keyId: hex(rest.take(4)), statusIndex: rest.number(4), pseudonym: hex(rest.take(8)),
      issued: rest.number(2), tokenUntil: rest.number(2), cardUntil: rest.number(2),
      city: rest.text(16), level: rest.text(12), nameMask: rest.text(24),
      deviceKey: kind === PHONE ? rest.take(33) : null,
    };
    claims.until = Math.min(claims.tokenUntil, claims.cardUntil || claims.tokenUntil);
    const right = claims.issued <= claims.tokenUntil && CITY.test(claims.city) &&
      LEVEL.test(claims.level) && tidy(claims.level) &&
      NAME.test(claims.nameMask) && tidy(claims.nameMask) &&
      (kind === PRINT || claims.deviceKey[0] === 2 || claims.deviceKey[0] === 3);
    if (!right) throw new Unreadable("not_a_card");
    return claims;
  }

  // The code taken apart, nothing verified yet. `bare`: as it was issued, not yet shown.
  function read(text, bare = false) {
    if (!text.startsWith(PREFIX) || text.length > LONGEST) throw new Unreadable("not_a_card");
    const raw = base45Decode(text.slice(PREFIX.length));
    const rest = new Rest(raw);
    const claims = claimsOf(rest);
    const signature = rest.take(SIGNATURE);
    const token = raw.slice(0, rest.place);
    const shown = claims.kind === PHONE && !bare;
    const time = shown ? rest.number(4) : null;
    const proof = shown ? rest.take(SIGNATURE) : null;
    if (rest.place < raw.length) throw new Unreadable("trailing");
    const signed = joined(SIGNED_AS, token.slice(0, -SIGNATURE));
    return { claims, token, signed, signature, time, proof };
  }

  // What a phone signs: the token as it was issued, and the second.
  function shownMessage(token, seconds) {
    return joined(SHOWN_AS, token, fourBytes(seconds));
  }

  // The code of a phone just now, by its P-256 key, which need not be extractable.
  async function show(issued, seconds, privateKey) {
    const { token } = read(issued, true);
    const way = { name: "ECDSA", hash: "SHA-256" };
    const proof = await crypto.subtle.sign(way, privateKey, shownMessage(token, seconds));
    return PREFIX + base45Encode(joined(token, fourBytes(seconds), new Uint8Array(proof)));
  }

  function fourBytes(number) {
    return Uint8Array.of(number >>> 24, number >>> 16 & 255, number >>> 8 & 255, number & 255);
  }

  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
    let place = 0;
    for (const one of parts) { whole.set(one, place); place += one.length; }
    return whole;
  }

  function ascii(text) { return Uint8Array.from(text, (letter) => letter.charCodeAt(0)); }
  function hex(raw) { return Array.from(raw, (one) => one.toString(16).padStart(2, "0")).join(""); }

  return {
    CITY, PHONE, PRINT, Unreadable, read, show, shownMessage,
    base45Encode, base45Decode, joined, hex, ascii,
  };
})();
