import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCheck, IconMail, IconWorld } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { safeHref } from "../../../shown/links.ts";
import { clock, day } from "../../state/time.ts";
import { type LeftMessage, replyTo } from "../../state/visitors.ts";
import { Avatar } from "../common/Avatar.tsx";
import { Ago } from "../common/Times.tsx";
import { useDesk, useWords } from "../desk_context.ts";

export function MessageCard({ message }: { readonly message: LeftMessage }) {
  const { visitors: words } = useWords();
  const name = message.name || words.somebody;
  return (
    <article className="message" aria-label={name}>
      <Avatar id={message.message_id} name={name} />
      <div className="message__inside">
        <header className="message__top">
          <strong>{name}</strong>
          <span className="message__email">{message.email}</span>
          <span className="message__when">
            {message.site} · <Ago at={message.left_at} />
          </span>
        </header>
        <p className="message__text" dir="auto">
          {message.text}
        </p>
        <PageOf message={message} />
        <Acts message={message} />
      </div>
    </article>
  );
}

function PageOf({ message }: { readonly message: LeftMessage }) {
  const { visitors: words } = useWords();
  const href = safeHref(message.page_url);
  if (href === null) return null;
  return (
    <p className="message__page">
      <IconWorld size={15} aria-hidden />
      <span className="unseen">{words.onPage}: </span>
      <a href={href} target="_blank" rel="noreferrer noopener">
        {href.replace(/^https?:\/\/(www\.)?/i, "")}
      </a>
    </p>
  );
}

function Acts({ message }: { readonly message: LeftMessage }) {
  const { archive } = useDesk();
  const { visitors: words, locale } = useWords();
  const queries = useQueryClient();
  const isSettled = message.settled_at !== null;
  const settling = useMutation({
    mutationFn: () => archive.settle(message.message_id, !isSettled),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["messages"] }),
  });
  return (
    <footer className="message__acts">
      <Button
        component="a"
        href={replyTo(message, words.replySubject)}
        variant="default"
        size="compact-sm"
        leftSection={<IconMail size={15} aria-hidden />}
      >
        {words.reply}
      </Button>
      <Button
        variant={isSettled ? "default" : "light"}
        size="compact-sm"
        loading={settling.isPending}
        leftSection={
          isSettled ? (
            <IconArrowBackUp size={15} aria-hidden />
          ) : (
            <IconCheck size={15} aria-hidden />
          )
        }
        onClick={() => settling.mutate()}
      >
        {isSettled ? words.reopen : words.settle}
      </Button>
      {message.settled_at !== null && (
        <span className="message__settled num">
          {words.settledBy(
            message.settled_by,
            `${day(message.settled_at, locale)} ${clock(message.settled_at)}`,
          )}
        </span>
      )}
      {settling.isError && (
        <span className="message__failed" data-tell>
          {words.settleFailed}
        </span>
      )}
    </footer>
  );
}
