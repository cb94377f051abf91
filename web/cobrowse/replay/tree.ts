/** Which nodes the picture has, so that no change makes of it what no page can be. */

import { DEPTH_MAX, NODES_MAX } from "./limits.ts";
import { NotPlain } from "./plain.ts";

export interface Known {
  readonly parent: number;
  /** In lower case; empty for what is no element. */
  readonly tag: string;
  readonly type: string;
}

export class Tree {
  readonly #nodes = new Map<number, Known>();
  readonly #children = new Map<number, Set<number>>();

  get(node: number): Known | undefined {
    return this.#nodes.get(node);
  }

  has(node: number): boolean {
    return this.#nodes.has(node);
  }

  /** Throws for a number that is taken, and when the tree would be too deep or too large. */
  add(node: number, known: Known): void {
    if (this.#nodes.has(node)) throw new NotPlain(`Node ${node} is there twice.`);
    if (this.#nodes.size >= NODES_MAX) throw new NotPlain("Too many nodes.");
    if (this.#depth(known.parent) >= DEPTH_MAX) throw new NotPlain("Too deep.");
    this.#nodes.set(node, known);
    const siblings = this.#children.get(known.parent) ?? new Set();
    this.#children.set(known.parent, siblings.add(node));
  }

  /** The node and all below it. */
  remove(node: number): void {
    const known = this.#nodes.get(node);
    if (known === undefined) return;
    this.#children.get(known.parent)?.delete(node);
    const doomed = [node];
    for (let next = doomed.pop(); next !== undefined; next = doomed.pop()) {
      doomed.push(...(this.#children.get(next) ?? []));
      this.#children.delete(next);
      this.#nodes.delete(next);
    }
  }

  #depth(node: number): number {
    let depth = 0;
    for (let at = this.#nodes.get(node); at !== undefined; at = this.#nodes.get(at.parent)) {
      depth += 1;
      if (depth > DEPTH_MAX) break;
    }
    return depth;
  }
}
