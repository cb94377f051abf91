import type { ChatSummary } from "../../state/ledger.ts";
import { formatRoute } from "../../state/route.ts";
import { clock, day, exact, iso, isSameDay, stopwatch } from "../../state/time.ts";
import { Stars } from "../common/Stars.tsx";
import { useDesk, useWords } from "../desk_context.ts";

export function ReleasedTable({ chats }: { readonly chats: readonly ChatSummary[] }) {
  const { released: words } = useWords();
  return (
    <table className="table table--rows">
      <thead>
        <tr>
          <th scope="col">{words.requested}</th>
          <th scope="col">{words.name}</th>
          <th scope="col" className="table__wide">
            {words.queue}
          </th>
          <th scope="col" className="table__wide">
            {words.lead}
          </th>
          <th scope="col" className="table__wide">
            {words.ended}
          </th>
          <th scope="col" className="table__num">
            {words.waited}
          </th>
          <th scope="col" className="table__num">
            {words.engaged}
          </th>
          <th scope="col" className="table__num table__wide">
            {words.wrapUp}
          </th>
          <th scope="col" className="table__wide">
            {words.rating}
          </th>
          <th scope="col" className="table__num table__wide">
            {words.rows}
          </th>
        </tr>
      </thead>
      <tbody>
        {chats.map((chat) => (
          <Row key={chat.chat_id} chat={chat} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ chat }: { readonly chat: ChatSummary }) {
  const { seat, acts } = useDesk();
  const words = useWords();
  const route = { page: "released", chat: chat.chat_id } as const;
  const none = <span className="table__none">{words.floor.tiles.none}</span>;
  const name = chat.name || words.visitor;
  return (
    <tr>
      <td className="num">
        <When at={chat.requested} />
      </td>
      <th scope="row" className="table__main">
        <a
          className="table__link"
          href={formatRoute(route, seat)}
          title={words.floor.chats.openLedger(name)}
          onClick={(event) => {
            event.preventDefault();
            acts.go(route);
          }}
        >
          {name}
        </a>
        <span className="table__sub">{chat.question}</span>
      </th>
      <td className="table__wide">{chat.queue}</td>
      <td className="table__wide">{chat.lead ?? none}</td>
      <td className="table__wide">
        {chat.termination === null
          ? none
          : (words.ledger.causes[chat.termination] ?? chat.termination)}
      </td>
      <td className="table__num">{chat.waited_ms === null ? none : stopwatch(chat.waited_ms)}</td>
      <td className="table__num">{chat.engaged_ms === null ? none : stopwatch(chat.engaged_ms)}</td>
      <td className="table__num table__wide">
        {chat.wrap_up_ms === null ? none : stopwatch(chat.wrap_up_ms)}
      </td>
      <td className="table__wide">{chat.score === null ? none : <Stars score={chat.score} />}</td>
      <td className="table__num table__wide">{chat.rows}</td>
    </tr>
  );
}

function When({ at }: { readonly at: number }) {
  const { locale } = useWords();
  const desk = useDesk();
  const date = isSameDay(at, desk.now()) ? "" : `${day(at, locale)} `;
  return (
    <time dateTime={iso(at)} title={exact(at, locale)}>
      {date}
      {clock(at)}
    </time>
  );
}
