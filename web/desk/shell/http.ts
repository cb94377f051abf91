/** The server's HTTP side, as far as the desk needs it. */

import { codeOf, ticketFrom } from "../../protocol/browser.ts";
import type { TicketAnswer } from "../../protocol/line_shell.ts";
import type { Alert, Overview } from "../state/admin.ts";
import type { ChatSummary, Ledger } from "../state/ledger.ts";
import { isPasswordAnswer, type PasswordAnswer } from "../state/password.ts";
import type { KeptRecording } from "../state/recording.ts";
import type { StandardText } from "../state/texts.ts";
import type { EarlierChat, EarlierTranscript, LeftMessages, Settled } from "../state/visitors.ts";
import type { Why } from "../state/why.ts";
import type { FigureSeries } from "../state/wire.ts";
import { AdminHttp } from "./admin_http.ts";
import { DeskFiles } from "./files.ts";
import { HttpFault } from "./http_fault.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export class Http {
  readonly #seat: number;
  readonly #fetch: typeof fetch;
  readonly admin = new AdminHttp((method, path, body) => this.#call(method, path, body));

  readonly files: DeskFiles;

  constructor(seat: number, fetcher: typeof fetch) {
    this.files = new DeskFiles(seat, fetcher);
    this.#seat = seat;
    this.#fetch = fetcher;
  }

  me(): Promise<Person> {
    return this.#json("GET", "/api/v1/me");
  }

  signIn(login: string, password: string): Promise<Person> {
    return this.#json("POST", "/api/v1/sign-in", { login, password });
  }

  signInByLink(token: string): Promise<Person> {
    return this.#json("POST", "/api/v1/sign-in/link", { token });
  }

  async signOut(): Promise<void> {
    await this.#call("POST", "/api/v1/sign-out", {});
  }

  async changePassword(current: string, password: string): Promise<PasswordAnswer> {
    const response = await this.#call("POST", "/api/v1/me/password", { current, password });
    if (response.ok) return "changed";
    const code = await codeOf(response);
    if (isPasswordAnswer(code)) return code;
    throw new HttpFault(code);
  }

  async ticket(): Promise<TicketAnswer> {
    return ticketFrom(await this.#call("POST", "/api/v1/ticket", {}));
  }

  async released(before: number | null): Promise<readonly ChatSummary[]> {
    const query = new URLSearchParams({ state: "released", limit: "50" });
    if (before !== null) query.set("before", `${before}`);
    const found = await this.#json<{ chats: readonly ChatSummary[] }>(
      "GET",
      `/api/v1/chats?${query}`,
    );
    return found.chats;
  }

  ledger(chat: string): Promise<Ledger> {
    return this.#json("GET", `/api/v1/chats/${encodeURIComponent(chat)}/ledger`);
  }

  async recordings(chat: string): Promise<readonly KeptRecording[]> {
    const path = `/api/v1/chats/${encodeURIComponent(chat)}/recordings`;
    return (await this.#json<{ recordings: readonly KeptRecording[] }>("GET", path)).recordings;
  }

  /** As it comes; see `recording_stream`. */
  async recording(chat: string, cobrowse: string): Promise<Response> {
    const [of, which] = [chat, cobrowse].map(encodeURIComponent);
    const response = await this.#call("GET", `/api/v1/chats/${of}/recordings/${which}`);
    if (!response.ok) throw new HttpFault(await codeOf(response));
    return response;
  }

  why(chat: string): Promise<Why> {
    return this.#json("GET", `/api/v1/chats/${encodeURIComponent(chat)}/why`);
  }

  series(queue: string): Promise<FigureSeries> {
    return this.#json("GET", `/api/v1/queues/${encodeURIComponent(queue)}/figures`);
  }

  async texts(): Promise<readonly StandardText[]> {
    const found = await this.#json<{ texts: readonly StandardText[] }>("GET", "/api/v1/texts");
    return found.texts;
  }

  messages(state: Settled, before: number | null): Promise<LeftMessages> {
    const query = new URLSearchParams({ state, limit: "50" });
    if (before !== null) query.set("before", `${before}`);
    return this.#json("GET", `/api/v1/messages?${query}`);
  }

  async openMessages(): Promise<number> {
    return (await this.#json<{ open: number }>("GET", "/api/v1/messages/open")).open;
  }

  async settle(message: string, settled: boolean): Promise<void> {
    const path = `/api/v1/messages/${encodeURIComponent(message)}/settled`;
    const response = await this.#call("POST", path, { settled });
    if (!response.ok) throw new HttpFault(await codeOf(response));
  }

  async earlier(chat: string): Promise<readonly EarlierChat[]> {
    const path = `/api/v1/chats/${encodeURIComponent(chat)}/earlier`;
    return (await this.#json<{ chats: readonly EarlierChat[] }>("GET", path)).chats;
  }

  earlierTranscript(chat: string, earlier: string): Promise<EarlierTranscript> {
    const [here, there] = [chat, earlier].map(encodeURIComponent);
    return this.#json("GET", `/api/v1/chats/${here}/earlier/${there}`);
  }

  overview(): Promise<Overview> {
    return this.#json("GET", "/api/v1/admin/overview");
  }

  alert(): Promise<Alert> {
    return this.#json("GET", "/api/v1/admin/alert");
  }

  async #json<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#call(method, path, body);
    if (!response.ok) throw new HttpFault(await codeOf(response));
    return (await response.json()) as T;
  }

  async #call(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = { "X-Parlour-Seat": String(this.#seat) };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      return await this.#fetch(path, { method, headers, credentials: "same-origin", ...content });
    } catch {
      throw new HttpFault("offline");
    }
  }
}
