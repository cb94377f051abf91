import { describe, expect, it } from "vitest";
import { Uploads } from "./uploads.ts";

/** As much of an XMLHttpRequest as uploads use; `answer` and `lose` end it. */
class Line {
  method = "";
  url = "";
  status = 0;
  responseText = "";
  isAborted = false;
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly upload: { onprogress: ((event: { loaded: number }) => void) | null } = {
    onprogress: null,
  };
  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
  }
  setRequestHeader(): void {}
  send(): void {}
  abort(): void {
    this.isAborted = true;
  }
  answer(status: number, reply: object): void {
    this.status = status;
    this.responseText = JSON.stringify(reply);
    this.onload?.();
  }
  lose(): void {
    this.onerror?.();
  }
}

function stage() {
  const lines: Line[] = [];
  const timers: (() => void)[] = [];
  let count = 0;
  const uploads = new Uploads(
    {
      target: (id) => ({ url: `/uploads/${id}`, headers: {} }),
      request: () => {
        lines.push(new Line());
        return lines.at(-1) as unknown as XMLHttpRequest;
      },
      timer: (_ms, run) => {
        timers.push(run);
        return () => timers.splice(timers.indexOf(run), 1);
      },
      newId: () => {
        count += 1;
        return `u${count}`;
      },
    },
    () => ({ size_max: 10, types: [] }),
  );
  const states = () =>
    uploads.pending.map(({ state, code }) => (code ? `${state} ${code}` : state));
  const pass = (): void => {
    for (const run of timers.splice(0)) run();
  };
  return { uploads, lines, states, pass };
}

const file = (text: string, name = "a.txt"): File => new File([text], name);
const kept = { state: "kept", file: "f_1" };

describe("uploads", () => {
  it("go one after the other, two at once", () => {
    const { uploads, lines, states } = stage();
    uploads.add([file("a"), file("b"), file("c")]);
    expect(states()).toEqual(["sending", "sending", "waiting"]);
    lines[0]?.answer(200, kept);
    expect(states()).toEqual(["done", "sending", "sending"]);
  });

  it("are not sent when they are empty or too large", () => {
    const { uploads, lines, states } = stage();
    uploads.add([file(""), file("12345678901")]);
    expect(states()).toEqual(["failed empty", "failed too_large"]);
    expect(lines).toHaveLength(0);
  });

  it("are sent again under the same id when the line is lost", () => {
    const { uploads, lines, states, pass } = stage();
    uploads.add([file("a")]);
    lines[0]?.lose();
    pass();
    expect(lines.map(({ url }) => url)).toEqual(Array(2).fill("/uploads/u1?name=a.txt"));
    lines[1]?.answer(503, { code: "unavailable" });
    pass();
    lines[2]?.answer(200, kept);
    expect(states()).toEqual(["done"]);
  });

  it("are given up after ten tries, and can be tried by hand", () => {
    const { uploads, lines, states, pass } = stage();
    uploads.add([file("a")]);
    for (let tries = 0; tries < 10; tries += 1) {
      lines.at(-1)?.lose();
      pass();
    }
    expect(lines).toHaveLength(10);
    expect(states()).toEqual(["failed offline"]);
    expect(uploads.canRetry("u1")).toBe(true);
    uploads.retry("u1");
    expect(states()).toEqual(["sending"]);
  });

  it("are not tried again when what they are is refused", () => {
    const { uploads, lines, states } = stage();
    uploads.add([file("a")]);
    lines[0]?.answer(415, { code: "type_mismatch" });
    expect(states()).toEqual(["failed type_mismatch"]);
    expect(uploads.canRetry("u1")).toBe(false);
  });

  it("that are held are asked after until they are there or refused", () => {
    const { uploads, lines, states, pass } = stage();
    uploads.add([file("a"), file("b")]);
    lines[0]?.answer(202, { state: "held", file: "f_1" });
    lines[1]?.answer(202, { state: "held", file: "f_2" });
    expect(states()).toEqual(["checking", "checking"]);
    pass();
    expect(lines.slice(2).map(({ method }) => method)).toEqual(["GET", "GET"]);
    lines[2]?.answer(200, kept);
    lines[3]?.answer(200, { state: "refused", reason: "infected", file: "f_2" });
    expect(states()).toEqual(["done", "failed infected"]);
    expect(uploads.canRetry("u2")).toBe(false);
  });

  it("leave the list once the chat has them, whichever comes first", () => {
    const { uploads, lines, states } = stage();
    uploads.add([file("a")]);
    uploads.settle(new Set(["f_1"]));
    lines[0]?.answer(200, kept);
    expect(states()).toEqual([]);
  });

  it("stop when they are taken back", () => {
    const { uploads, lines, states } = stage();
    uploads.add([file("a")]);
    uploads.remove("u1");
    expect(lines[0]?.isAborted).toBe(true);
    expect(states()).toEqual([]);
  });
});
