import { stopwatch } from "../../state/time.ts";
import type { BoardQueue } from "../../state/wire.ts";
import { Since } from "../common/Times.tsx";
import { useWords } from "../desk_context.ts";

export function QueuesTable({ queues }: { readonly queues: readonly BoardQueue[] }) {
  const { floor } = useWords();
  const words = floor.queues;
  return (
    <section className="panel panel--queues" aria-labelledby="queues">
      <h2 id="queues">{words.heading}</h2>
      {queues.length === 0 ? (
        <p className="panel__none">{words.none}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col" className="table__num">
                {words.waiting}
              </th>
              <th scope="col" className="table__num">
                {words.longest}
              </th>
              <th scope="col" className="table__num">
                {words.expected}
              </th>
              <th scope="col" className="table__num">
                {words.agents}
              </th>
              <th scope="col" className="table__num">
                {words.free}
              </th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <Row key={queue.id} queue={queue} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ queue }: { readonly queue: BoardQueue }) {
  const { floor } = useWords();
  const none = <span className="table__none">{floor.tiles.none}</span>;
  return (
    <tr>
      <th scope="row">{queue.name}</th>
      <td className="table__num" data-strong={queue.waiting > 0}>
        {queue.waiting}
      </td>
      <td className="table__num">
        {queue.longest_wait_since === null ? none : <Since at={queue.longest_wait_since} />}
      </td>
      <td className="table__num">
        {queue.expected_wait_ms === null ? none : stopwatch(queue.expected_wait_ms)}
      </td>
      <td className="table__num">{queue.agents_available}</td>
      <td className="table__num" data-tone={queue.sessions_free === 0 ? "amber" : undefined}>
        {queue.sessions_free}
      </td>
    </tr>
  );
}
