/** Reads a kept recording as the server sends it: parts with their length before them, deflated. */

const LENGTH_BYTES = 4;
/** A part is packed at a megabyte, and one message of a recorder may come on top of it. */
export const PART_BYTES_MAX = 32 << 20;

/** The lines of each part. Throws when it is none, or broken off. */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<readonly string[]> {
  const reader = body.getReader();
  let begun = new Uint8Array();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      begun = joined(begun, value);
      for (let part = firstPart(begun); part !== null; part = firstPart(begun)) {
        begun = begun.slice(LENGTH_BYTES + part.length);
        yield (await inflated(part)).split("\n");
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (begun.length > 0) throw new RangeError("Broken off.");
}

function firstPart(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (bytes.length < LENGTH_BYTES) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (length > PART_BYTES_MAX) throw new RangeError("No part.");
  const end = LENGTH_BYTES + length;
  return bytes.length < end ? null : bytes.slice(LENGTH_BYTES, end);
}

function joined(before: Uint8Array, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(before.length + next.length);
  whole.set(before);
  whole.set(next, before.length);
  return whole;
}

function inflated(part: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([part]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}
