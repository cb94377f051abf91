import { parts } from "../../../shown/links.ts";

/** A text in which addresses are links. */
export function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {parts(text).map((part, index) =>
        part.is === "text" ? (
          part.text
        ) : (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places.
            key={index}
            className="linked"
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
