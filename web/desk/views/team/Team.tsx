import { Button, Popover, UnstyledButton } from "@mantine/core";
import { IconCrown, IconDoorExit, IconUserStar } from "@tabler/icons-react";
import type { Chat } from "../../state/chat.ts";
import { leads, mayLeave, mayTakeOver } from "../../state/parts.ts";
import { Avatar } from "../common/Avatar.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";

interface TeamProps {
  readonly chat: Chat;
}

const SHOWN_MAX = 4;

/** Who is in the chat, the lead first; what one may do about it. */
export function Team({ chat }: TeamProps) {
  const words = useWords();
  const me = useSelect(({ desk }) => desk.me);
  const nameOf = useNames();
  const ids = [...chat.participants].sort((one) => (one === chat.lead ? -1 : 0));
  const isAlone = ids.length === 1 && ids[0] === me?.id && chat.invitations.length === 0;
  if (ids.length === 0 || isAlone) return null;
  const roster = words.team.roster(ids.map(nameOf).join(", "));
  return (
    <Popover position="bottom-end" width={288} withinPortal={false} returnFocus>
      <Popover.Target>
        <UnstyledButton className="team" aria-label={roster}>
          {ids.slice(0, SHOWN_MAX).map((id) => (
            <span key={id} className="team__one" title={nameOf(id)}>
              <Avatar id={id} name={nameOf(id)} agent small absent={id in chat.agentsAbsent} />
              {id === chat.lead && <Crown />}
            </span>
          ))}
          {ids.length > SHOWN_MAX && (
            <span className="team__more" aria-hidden>
              +{ids.length - SHOWN_MAX}
            </span>
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <h2 className="team__heading">{words.team.label}</h2>
        <ul>
          {ids.map((id) => (
            <Member key={id} chat={chat} id={id} />
          ))}
          {chat.invitations.map(({ id, to }) => (
            <li key={id} className="team-row team-row--invited">
              <Avatar id={to} name={nameOf(to)} agent small />
              <span className="team-row__name">{nameOf(to)}</span>
              <span className="badge">{words.team.invited}</span>
            </li>
          ))}
        </ul>
        <OwnActs chat={chat} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Crown() {
  return (
    <span className="team__crown" aria-hidden>
      <IconCrown size={10} stroke={2.5} />
    </span>
  );
}

interface MemberProps extends TeamProps {
  readonly id: string;
}

function Member({ chat, id }: MemberProps) {
  const { team: words } = useWords();
  const me = useSelect(({ desk }) => desk.me);
  const nameOf = useNames();
  const acts = useActs();
  const isLead = id === chat.lead;
  const isSilent = id in chat.agentsAbsent;
  const name = nameOf(id);
  const mayHandOver = leads(chat, me) && !isLead && !isSilent;
  return (
    <li className="team-row">
      <Avatar id={id} name={name} agent small absent={isSilent} />
      <span className="team-row__name">{id === me?.id ? words.you(name) : name}</span>
      {isSilent && <span className="badge badge--amber">{words.silent}</span>}
      {mayHandOver && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={words.makeLeadOf(name)}
          onClick={() => acts.makeLead(chat.id, id)}
        >
          {words.makeLead}
        </Button>
      )}
      {isLead && (
        <span className="badge badge--accent">
          <IconCrown size={11} aria-hidden />
          {words.lead}
        </span>
      )}
      {!isLead && !mayHandOver && <span className="badge">{words.conferee}</span>}
    </li>
  );
}

function OwnActs({ chat }: TeamProps) {
  const { team: words } = useWords();
  const me = useSelect(({ desk }) => desk.me);
  const acts = useActs();
  const mayGo = mayLeave(chat, me);
  const mayLead = mayTakeOver(chat, me) && chat.part !== "monitor";
  if (!mayGo && !mayLead) return null;
  return (
    <div className="team__acts">
      {mayLead && (
        <UnstyledButton className="team__act" onClick={() => acts.takeOver(chat.id)}>
          <IconUserStar size={16} aria-hidden />
          <span>
            {words.takeOver}
            <span className="status-menu__hint">{words.takeOverHint}</span>
          </span>
        </UnstyledButton>
      )}
      {mayGo && (
        <UnstyledButton className="team__act" onClick={() => acts.leave(chat.id)}>
          <IconDoorExit size={16} aria-hidden />
          <span>
            {words.leave}
            <span className="status-menu__hint">{words.leaveHint}</span>
          </span>
        </UnstyledButton>
      )}
    </div>
  );
}

/** Shown names of agents. */
export function useNames(): (id: string) => string {
  const agents = useSelect(({ desk }) => desk.agents);
  const { lines } = useWords();
  return (id) => agents[id] ?? lines.someone;
}
