/** A page that an agent shows: in a frame that runs nothing. */

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { frameDocument, heightOf, SANDBOX } from "../../shown/frame.ts";
import { useLanguage, useStyles } from "./deeds.ts";
import css from "./pushed.css?inline";
import { useSeldom } from "./remarks.tsx";

/** As many as fit in one line of the widget. */
const LINE_CHARACTERS = 36;

export interface PushedProps {
  readonly html: string;
  readonly name: string;
}

export function PushedPage({ html, name }: PushedProps) {
  useStyles(css);
  const words = useSeldom();
  const language = useLanguage();
  const figure = useRef<HTMLElement>(null);
  /** `null`: not looked yet. A frame that is loaded anew while it loads stays empty. */
  const [isDark, setDark] = useState<boolean | null>(null);
  useLayoutEffect(() => setDark(figure.current?.closest(".dark") != null), []);
  const page = useMemo(
    () => frameDocument(html, isDark === true, language),
    [html, isDark, language],
  );
  return (
    <figure ref={figure} class="pushed">
      <figcaption>{words.pushedHtml(name)}</figcaption>
      {isDark !== null && (
        <iframe
          title={words.pushedHtml(name)}
          sandbox={SANDBOX}
          srcdoc={page}
          referrerpolicy="no-referrer"
          style={{ height: `${heightOf(html, LINE_CHARACTERS)}px` }}
        />
      )}
    </figure>
  );
}
