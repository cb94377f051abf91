import { IconRoute } from "@tabler/icons-react";
import type { Words } from "../../messages/en.ts";
import { explanationIn, type LedgerRow } from "../../state/ledger.ts";
import { stopwatch } from "../../state/time.ts";
import type { Considered, Explanation } from "../../state/wire.ts";
import { useSelect, useWords } from "../desk_context.ts";

/** Why the router offered the chat to this agent, in words. */
export function ExplanationOf({ row }: { readonly row: LedgerRow }) {
  const { ledger, lines } = useWords();
  const agents = useSelect(({ desk }) => desk.agents);
  const queues = useSelect(({ desk }) => desk.queues);
  const told = explanationIn(row);
  if (told === null) return null;
  const nameOf = (id: string): string => agents[id] ?? lines.someone;
  const chosen = nameOf(String(row.data["agent_id"] ?? ""));
  return (
    <div className="why">
      <h3>
        <IconRoute size={14} aria-hidden />
        {ledger.explanation.heading}
      </h3>
      <p>{sentences(told, chosen, queues[told.queue_id] ?? told.queue_id, ledger.explanation)}</p>
      <Others told={told} nameOf={nameOf} />
      <p className="why__policy">{ledger.explanation.policy(told.policy)}</p>
    </div>
  );
}

type ExplanationWords = Words["ledger"]["explanation"];

function sentences(
  told: Explanation,
  chosen: string,
  queue: string,
  words: ExplanationWords,
): string {
  return [
    words.summary(stopwatch(told.waited), queue),
    told.ahead === 0 ? words.nobodyAhead : words.ahead(told.ahead),
    told.others_free === 0 ? words.chosenAlone(chosen) : words.chosen(chosen, told.others_free),
  ].join(" ");
}

interface OthersProps {
  readonly told: Explanation;
  nameOf(id: string): string;
}

function Others({ told, nameOf }: OthersProps) {
  const { ledger } = useWords();
  const words = ledger.explanation;
  if (told.considered.length === 0) return null;
  const against = (each: Considered): string =>
    each.against === null ? words.later : (words.against[each.against] ?? each.against);
  return (
    <>
      <p className="why__also">{words.considered}</p>
      <ul>
        {told.considered.map((each) => (
          <li key={each.agent_id}>
            {nameOf(each.agent_id)} <span>{against(each)}</span>
          </li>
        ))}
        {told.considered_more > 0 && <li>{words.more(told.considered_more)}</li>}
      </ul>
    </>
  );
}
