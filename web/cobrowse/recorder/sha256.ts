/** SHA-256 (FIPS 180-4), at once: the browser's own answers later, and on `https:` only. */

const STEP = 64;
/** The first 32 bits of the fractions of the cube roots of the first primes. */
const ROUNDS = fractions((prime) => Math.cbrt(prime), STEP);
/** … and of their square roots. */
const BEGIN = fractions((prime) => Math.sqrt(prime), 8);

export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Uint32Array.from(BEGIN);
  const words = new Uint32Array(STEP);
  for (let at = 0; at < padded.length; at += STEP) compress(state, words, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [at, word] of state.entries()) digest.setUint32(4 * at, word);
  return new Uint8Array(digest.buffer);
}

function compress(state: Uint32Array, words: Uint32Array, view: DataView, start: number): void {
  const word = (at: number): number => words[at] as number;
  for (let at = 0; at < 16; at += 1) words[at] = view.getUint32(start + 4 * at);
  for (let at = 16; at < STEP; at += 1) {
    const [far, near] = [word(at - 15), word(at - 2)];
    const mixed = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
    const others = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
    words[at] = word(at - 16) + mixed + word(at - 7) + others;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
  for (let at = 0; at < STEP; at += 1) {
    const chosen = (e & f) ^ (~e & g);
    const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen;
    const first = (one + (ROUNDS[at] as number) + word(at)) | 0;
    const most = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [at, part] of [a, b, c, d, e, f, g, h].entries()) {
    state[at] = (state[at] as number) + part;
  }
}

type Eight = [number, number, number, number, number, number, number, number];

function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function fractions(root: (prime: number) => number, count: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32));
}
