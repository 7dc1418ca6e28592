// A foldable part of the sidebar: an account with the state of its sync, or this device. What is folded stays so.
import { Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { useConnected } from "../live.tsx";
import { sayTime } from "../time/say-when.ts";
import { STROKE } from "../ui/hue.ts";
import { GLYPHS, sayState } from "./sync-foot.tsx";
import { summariseSync } from "./sync-summary.ts";

const KEY = "cadran.sidebar.folded";

function folded(): readonly string[] {
  try {
    return (localStorage.getItem(KEY) ?? "").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}

/** Is a part folded? Kept over restarts, on this device. */
function useFold(id: string): [boolean, () => void] {
  const [closed, setClosed] = useState(() => folded().includes(id));
  const toggle = () => {
    setClosed(!closed);
    const others = folded().filter((one) => one !== id);
    try {
      localStorage.setItem(KEY, (closed ? others : [...others, id]).join(" "));
    } catch {
      // Storage may be closed to the page; then all is open at the next start.
    }
  };
  return [closed, toggle];
}

interface StateProps {
  readonly account: Account;
  readonly states: readonly CalendarSyncState[];
  readonly zone: string;
}

/** The account's sync in one glyph; its triangle, when it waits for a sign-in, is a button of its own. */
export function AccountState({ account, states, zone }: StateProps) {
  const { t, i18n } = useTranslation();
  const connected = useConnected();
  const own = states.filter(({ accountId }) => accountId === account.id);
  if (account.state === "sign-in" || own.length === 0) return null;
  const found = summariseSync(own, [account]);
  const state = connected ? found : ({ kind: "offline", nextAtMs: undefined, pending: found.pending } as const);
  const { Icon, tone } = GLYPHS[state.kind];
  const said = sayState(state, t, (ms) => sayTime(ms, i18n.language, zone));
  return (
    <Tooltip label={said} multiline maw={280}>
      <span className="row sect-state">
        <Icon size={15} stroke={STROKE} className={tone} role="img" aria-label={said} />
      </span>
    </Tooltip>
  );
}

interface Props {
  readonly id: string;
  readonly title: string;
  readonly side?: ReactNode;
  readonly children: ReactNode;
}

/** The part. */
export function CalendarGroup({ id, title, side, children }: Props) {
  const [closed, toggle] = useFold(id);
  const listId = useId();
  const Chevron = closed ? IconChevronRight : IconChevronDown;
  return (
    <section aria-label={title}>
      <div className="row sect">
        <h2 className="over sp sect-title">
          <button
            type="button"
            className="sect-fold"
            aria-expanded={!closed}
            aria-controls={closed ? undefined : listId}
            title={title}
            onClick={toggle}
          >
            <span className="el">{title}</span>
            <Chevron size={12} stroke={2} className="sect-chevron" aria-hidden="true" />
          </button>
        </h2>
        {side}
      </div>
      {!closed && <div id={listId}>{children}</div>}
    </section>
  );
}
