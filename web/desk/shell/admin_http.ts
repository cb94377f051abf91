/** The routes of the set-up. */

import type {
  DirectoryReply,
  Erased,
  HistoryReply,
  ImportedReply,
  LinkReply,
  RefusedReply,
  SecretReply,
} from "../../protocol/generated/directory.ts";
import type {
  AdminReads,
  Edit,
  ErasureAnswer,
  HistoryQuestion,
  Imported,
  ImportQuestion,
  Saved,
} from "../state/admin_acts.ts";
import type { AnyRecord } from "../state/directory.ts";
import { HttpFault } from "./http_fault.ts";

const ROOT = "/api/v1/admin";
const PAGE = 50;

/** Carries one request; raises `HttpFault` if there is no answer at all. */
export type Call = (method: string, path: string, body?: object) => Promise<Response>;

export class AdminHttp implements AdminReads {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  directory(): Promise<DirectoryReply> {
    return this.#json("GET", `${ROOT}/directory`);
  }

  history({ kind, id, by, before }: HistoryQuestion): Promise<HistoryReply> {
    const query = new URLSearchParams({ limit: `${PAGE}` });
    if (kind !== null) query.set("kind", kind);
    if (id !== null) query.set("id", id);
    if (by !== null) query.set("by", by);
    if (before !== null) query.set("before", `${before}`);
    return this.#json("GET", `${ROOT}/history?${query}`);
  }

  async exported(): Promise<string> {
    const response = await this.#call("GET", `${ROOT}/set-up`);
    if (!response.ok) throw new HttpFault((await bodyOf(response)).code);
    return response.text();
  }

  async imported({ file, isDry, removeOthers, revision }: ImportQuestion): Promise<Imported> {
    const response = await this.#call("POST", `${ROOT}/set-up`, {
      set_up: file,
      dry_run: isDry,
      remove_others: removeOthers,
      revision,
    });
    if (response.ok) return { is: "read", reply: (await response.json()) as ImportedReply };
    const body = await bodyOf(response);
    if (body.code === "conflict") return { is: "moved" };
    if (isRefusal(response) && "flaws" in body) {
      return { is: "flawed", text: body.text, flaws: body.flaws };
    }
    if (response.status === 400 || response.status === 422) {
      return { is: "flawed", text: body.text, flaws: [] };
    }
    throw new HttpFault(body.code);
  }

  async edit(edits: readonly Edit[]): Promise<Saved> {
    let response: Response;
    try {
      response = await this.#call("POST", `${ROOT}/directory`, { edits, dry_run: false });
    } catch (fault) {
      if (fault instanceof HttpFault) return { is: "failed", code: fault.code };
      throw fault;
    }
    return response.ok ? { is: "saved" } : refusedFrom(response, await bodyOf(response));
  }

  async setPassword(agent: string, password: string): Promise<string | null> {
    const response = await this.#call("POST", `${agentPath(agent)}/password`, { password });
    if (response.ok) return null;
    const body = await bodyOf(response);
    if (body.code === "unfit_password") return body.text;
    throw new HttpFault(body.code);
  }

  link(agent: string): Promise<LinkReply> {
    return this.#json("POST", `${agentPath(agent)}/link`, {});
  }

  siteSecret(site: string): Promise<SecretReply> {
    return this.#json("POST", `${ROOT}/sites/${encodeURIComponent(site)}/secret`, {});
  }

  async signOut(agent: string): Promise<void> {
    const response = await this.#call("POST", `${agentPath(agent)}/sign-out`, {});
    if (!response.ok) throw new HttpFault((await bodyOf(response)).code);
  }

  async erase(site: string, endUser: string): Promise<ErasureAnswer> {
    const [of, who] = [site, endUser].map(encodeURIComponent);
    const response = await this.#call("POST", `${ROOT}/sites/${of}/end-users/${who}/erase`, {});
    if (response.ok) return { is: "erased", erased: (await response.json()) as Erased };
    const { code } = await bodyOf(response);
    if (code === "chat_open") return { is: "chat_open" };
    if (code === "unavailable") return { is: "begun" };
    throw new HttpFault(code);
  }

  async #json<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#call(method, path, body);
    if (!response.ok) throw new HttpFault((await bodyOf(response)).code);
    return (await response.json()) as T;
  }
}

function agentPath(agent: string): string {
  return `${ROOT}/agents/${encodeURIComponent(agent)}`;
}

type Refusal = { readonly code: string; readonly text: string } | RefusedReply;

async function bodyOf(response: Response): Promise<Refusal> {
  try {
    return (await response.json()) as Refusal;
  } catch {
    return { code: `status_${response.status}`, text: "" };
  }
}

function isRefusal(response: Response): boolean {
  return response.status === 422 || response.status === 409;
}

function refusedFrom(response: Response, body: Refusal): Saved {
  if (!isRefusal(response) || !("flaws" in body)) return { is: "failed", code: body.code };
  if (body.code === "invalid") return { is: "flawed", text: body.text, flaws: body.flaws };
  const [first] = body.clashes;
  if (first === undefined) return { is: "clashing", clash: null };
  const { current, record } = first;
  return { is: "clashing", clash: { current, record: record as AnyRecord | null } };
}
