/** A web address that an agent shows, as a card. */

import { hostOf } from "../../shown/host.ts";
import { safeHref } from "../../shown/links.ts";
import { besideWords } from "../messages/beside.ts";
import { useLanguage, useStyles } from "./deeds.ts";
import { OUT } from "./drawings.ts";
import { Drawn } from "./icon.tsx";
import css from "./pushed_url.css?inline";
import { useSeldom } from "./remarks.tsx";

export function PushedUrl({ address, name }: { readonly address: string; readonly name: string }) {
  useStyles(css);
  const seldom = useSeldom();
  const words = besideWords(useLanguage());
  const href = safeHref(address);
  if (href === null) return <p class="bubble">{address}</p>;
  return (
    <a class="card" href={href} target="_blank" rel="noopener noreferrer nofollow">
      <span class="grow">
        <small>{seldom.pushedUrl(name)}</small>
        <strong>{hostOf(address)}</strong>
        <span class="path">{address}</span>
      </span>
      <Drawn path={OUT} size={18} />
      <span class="unseen">({words.opensNewTab})</span>
    </a>
  );
}
