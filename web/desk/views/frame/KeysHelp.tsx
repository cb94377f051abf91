import { Dialog } from "../common/Dialog.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";

const CHATS = [
  ["next_chat", ["Alt", "J"]],
  ["previous_chat", ["Alt", "K"]],
  ["accept", ["Alt", "A"]],
  ["conclude", ["Alt", "E"]],
  ["pass_on", ["Alt", "T"]],
  ["pull", ["Alt", "R"]],
] as const;

const WRITING = [
  ["send", ["Enter"]],
  ["newline", ["Shift", "Enter"]],
  ["texts", ["/"]],
  ["private", ["Alt", "P"]],
] as const;

const EVERYWHERE = [
  ["palette", ["Ctrl", "K"]],
  ["keys", ["?"]],
  ["save", ["Ctrl", "S"]],
  ["escape", ["Esc"]],
] as const;

export function KeysHelp() {
  const { keys: words } = useWords();
  const isOpen = useSelect(({ screen }) => screen.isKeysOpen);
  const acts = useActs();
  return (
    <Dialog
      heading={words.heading}
      isOpen={isOpen}
      close={() => acts.showKeys(false)}
      withClose
      size={480}
    >
      <div className="keys-help">
        <Group heading={words.chats} keys={CHATS} />
        <Group heading={words.writing} keys={WRITING} />
        <Group heading={words.everywhere} keys={EVERYWHERE} />
      </div>
    </Dialog>
  );
}

type Row = (typeof CHATS | typeof WRITING | typeof EVERYWHERE)[number];

function Group({ heading, keys }: { readonly heading: string; readonly keys: readonly Row[] }) {
  const { keys: words } = useWords();
  return (
    <section>
      <h3>{heading}</h3>
      <dl>
        {keys.map(([act, strokes]) => (
          <div key={act}>
            <dt>{words[act]}</dt>
            <dd>
              {strokes.map((stroke) => (
                <kbd key={stroke}>{stroke}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
