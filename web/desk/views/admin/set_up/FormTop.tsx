import { ActionIcon, Menu } from "@mantine/core";
import { IconChevronLeft, IconCopy, IconDots, IconHistory, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { titleOf } from "../../../state/directory.ts";
import { begun, type Draft, isNew, NEW } from "../../../state/drafts.ts";
import { copyOf } from "../../../state/new_records.ts";
import { Ago } from "../../common/Times.tsx";
import { useDesk } from "../../desk_context.ts";
import { auditOf } from "./AuditSection.tsx";
import { adminRoute, useAdmin, useGo, useSetup, useSetupWords } from "./admin_context.ts";
import { Link } from "./Link.tsx";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { SECTION_OF } from "./sections.ts";

/** What the record is called, who changed it last, and what else can be done with it. */
export function FormTop({ draft }: { readonly draft: Draft }) {
  const words = useSetupWords();
  const setup = useSetup();
  const section = SECTION_OF[draft.kind];
  const kind = words.kinds[draft.kind];
  const version = setup[draft.kind][draft.key]?.version;
  return (
    <header className="form-top">
      <Link to={adminRoute(section)} className="form-top__back">
        <IconChevronLeft size={18} aria-hidden />
        <span>{words.nav[section]}</span>
      </Link>
      <div className="form-top__title">
        <h2>{isNew(draft) ? kind.fresh : titleOf(draft.before) || draft.key}</h2>
        {!isNew(draft) && (
          <p>
            <code>{draft.key}</code>
            {version !== undefined && version.at > 0 && (
              <span>
                {version.by === "setup" || version.by_name === ""
                  ? words.form.setUpByServer
                  : words.form.lastChange(version.by_name)}{" "}
                · <Ago at={version.at} />
              </span>
            )}
          </p>
        )}
      </div>
      {!isNew(draft) && <More draft={draft} />}
    </header>
  );
}

function More({ draft }: { readonly draft: Draft }) {
  const admin = useAdmin();
  const go = useGo();
  const { acts } = useDesk();
  const { form } = useSetupWords();
  const setup = useSetup();
  const [isRemoving, setRemoving] = useState(false);
  const section = SECTION_OF[draft.kind];
  const copy = (): void => {
    const record = copyOf(draft.kind, draft.after, form.copyOf(titleOf(draft.after)));
    const blank = begun(draft.kind, NEW, { version: 0, record });
    admin.put({ ...blank, before: { ...record, name: "" } as typeof record });
    go(section, NEW);
  };
  const mayCopy = draft.kind !== "site" && draft.kind !== "agent";
  return (
    <>
      <Menu position="bottom-end" width={200} trapFocus returnFocus>
        <Menu.Target>
          <ActionIcon aria-label={form.more}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => acts.go(auditOf(draft.kind, draft.key))}
          >
            {form.history}
          </Menu.Item>
          {mayCopy && (
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
              {form.copy}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconTrash size={16} aria-hidden />}
            disabled={setup[draft.kind][draft.key] === undefined}
            onClick={() => setRemoving(true)}
          >
            {form.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RemoveDialog draft={draft} isOpen={isRemoving} close={() => setRemoving(false)} />
    </>
  );
}
