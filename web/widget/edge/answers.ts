/** Looks for articles that may answer a question. */

import { QUESTION_CHARACTERS_MAX } from "../../protocol/frames.ts";

export interface Article {
  readonly title: string;
  readonly url: string;
}

/** None if they can't be had: nobody who waits has asked for them. */
export async function answersTo(
  route: string,
  question: string,
  language: string,
): Promise<readonly Article[]> {
  const wish = new URLSearchParams({ q: question.slice(0, QUESTION_CHARACTERS_MAX), language });
  try {
    const answer = await fetch(`${route}?${wish}`, { credentials: "omit" });
    return answer.ok ? ((await answer.json()) as { articles: readonly Article[] }).articles : [];
  } catch {
    return [];
  }
}
