/** What an agent has shown the end-user: an address as a card, HTML in a frame that runs nothing. */

import { useComputedColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconExternalLink } from "@tabler/icons-react";
import { useMemo } from "react";
import { frameDocument, heightOf, SANDBOX } from "../../../shown/frame.ts";
import { hostOf } from "../../../shown/host.ts";
import { safeHref } from "../../../shown/links.ts";
import { useWords } from "../desk_context.ts";
import "./pushed.css";

/** As many as fit in one line of a bubble, on a phone and elsewhere. */
const LINE_CHARACTERS = [32, 50] as const;

/** A frame is loaded once, not twice. */
const AT_ONCE = { getInitialValueInEffect: false } as const;

interface PushedProps {
  readonly form: "url" | "html";
  readonly text: string;
}

export function Pushed({ form, text }: PushedProps) {
  return form === "url" ? <PushedCard address={text} /> : <PushedFrame html={text} />;
}

export function PushedCard({ address }: { readonly address: string }) {
  const { texts: words } = useWords();
  const href = safeHref(address);
  if (href === null) return <p>{address}</p>;
  return (
    <a className="pushed-card" href={href} target="_blank" rel="noopener noreferrer">
      <span>
        <strong>{hostOf(address)}</strong>
        <small>{address}</small>
      </span>
      <IconExternalLink size={16} aria-hidden />
      <span className="unseen">{words.opensTab}</span>
    </a>
  );
}

export function PushedFrame({ html }: { readonly html: string }) {
  const { texts: words } = useWords();
  const isDark = useComputedColorScheme("light", AT_ONCE) === "dark";
  const isWide = useMediaQuery("(min-width: 769px)", true, AT_ONCE);
  const page = useMemo(() => frameDocument(html, isDark), [html, isDark]);
  return (
    <iframe
      className="pushed-frame"
      title={words.shownPage}
      sandbox={SANDBOX}
      srcDoc={page}
      referrerPolicy="no-referrer"
      style={{ height: heightOf(html, LINE_CHARACTERS[isWide ? 1 : 0]) }}
    />
  );
}
