// The one place for what needs the person: a button with a count, and a list with the way out of each.
import { Button, Popover, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconBell, IconCircleCheck } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { useLetThrough } from "../held-back.ts";
import { useCall } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { type Command, useCommands } from "../ui/commands.tsx";
import { STROKE } from "../ui/hue.ts";
import { useDismissed } from "./dismissed.ts";
import type { AttentionItem } from "./items.ts";
import { sayItem } from "./say-item.ts";
import { useAttention, useTellNews } from "./use-attention.ts";

interface Props {
  readonly zone: string;
  readonly onSignIn: (account: Account) => void;
  readonly onDecide: () => void;
  readonly onDoctor: () => void;
  /** Where mail waits to be sent. */
  readonly onOutbox: () => void;
  /** What was told, which the same bell shows under what needs doing. */
  readonly notices: { readonly count: number; readonly render: (close: () => void) => ReactNode };
}

interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** @returns the way out of an item; undefined where there is only to wait */
function useActions(
  { onSignIn, onDecide, onDoctor, onOutbox }: Omit<Props, "zone" | "notices">,
  dismiss: (kind: string) => void,
) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const letThrough = useLetThrough();
  return (item: AttentionItem): Action | undefined => {
    switch (item.kind) {
      case "sign-in":
        return { label: t("shell.signInAction"), run: () => onSignIn(item.account) };
      case "decide":
        return { label: t("conflict.decide"), run: onDecide };
      case "held-back":
        return { label: t(`mass.${item.what}.ask`), run: () => told(letThrough(item.calendar, item.what)) };
      case "parked":
        return { label: t("attention.see"), run: onDoctor };
      case "failing":
        return { label: t("shell.retry"), run: () => told(call("sync.run", { calendarId: item.calendar.id })) };
      case "unsent":
        return { label: t("attention.see"), run: onOutbox };
      case "mail-refused":
        return { label: t("shell.retry"), run: () => told(call("mail.retryDeeds", { accountId: item.account.id })) };
      case "mail-failing":
        return { label: t("shell.retry"), run: () => told(call("sync.run", { accountId: item.account.id })) };
      case "disk-full":
        return { label: t("shell.retry"), run: () => told(call("sync.run", {})) };
      case "restored":
        return { label: t("attention.noted"), run: () => told(call("backups.noted", {})) };
      case "keychain":
        return { label: t("attention.noted"), run: () => dismiss(item.kind) };
      case "engine":
        return undefined;
    }
  };
}

interface ItemProps {
  readonly item: AttentionItem;
  readonly action: Action | undefined;
  readonly when: (ms: number) => string;
  /** Where more is said of it. */
  readonly onDetails: (() => void) | undefined;
}

function Item({ item, action, when, onDetails }: ItemProps) {
  const { t } = useTranslation();
  const { title, text } = sayItem(item, t, when);
  return (
    <li className="at-item">
      <IconAlertTriangle size={16} stroke={STROKE} className="err" aria-hidden="true" />
      <div className="col sp">
        <span className="t13 w6">{title}</span>
        {text && <span className="t12 i2">{text}</span>}
        {(action || onDetails) && (
          <div className="row g8 mt8">
            {action && (
              <Button size="compact-sm" variant="default" aria-label={`${action.label}, ${title}`} onClick={action.run}>
                {action.label}
              </Button>
            )}
            {onDetails && (
              <Button size="compact-sm" variant="subtle" color="gray" onClick={onDetails}>
                {t("calendars.details")}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

/** Signing in again, by the name of the account. */
const signInCommands = (items: readonly AttentionItem[], onSignIn: Props["onSignIn"], t: TFunction): Command[] =>
  items.flatMap((item) =>
    item.kind === "sign-in"
      ? {
          id: `account.signIn.${item.account.id}`,
          group: t("palette.accounts"),
          label: t("deeds.signIn", { account: item.account.label }),
          words: "password mot de passe",
          run: () => onSignIn(item.account),
        }
      : [],
  );

interface PanelProps extends Omit<Props, "zone" | "notices"> {
  readonly items: readonly AttentionItem[] | undefined;
  readonly when: (ms: number) => string;
  readonly actionFor: (item: AttentionItem) => Action | undefined;
  readonly told: number;
  readonly onClose: () => void;
}

/** What is to be done, before what was told. */
function ToDo({ items, when, actionFor, told, onClose, onDoctor }: PanelProps) {
  const { t } = useTranslation();
  const count = items?.length ?? 0;
  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  if (count === 0 && told > 0) return null;
  return (
    <>
      <h2 className="t14 w6">{t("attention.title")}</h2>
      {items && count === 0 && (
        <p className="row g8 t13 i2 at-none">
          <IconCircleCheck size={16} stroke={STROKE} className="ok" aria-hidden="true" />
          {t("attention.none")}
        </p>
      )}
      <ul className="plain">
        {items?.map((item) => {
          const action = actionFor(item);
          const hasDetails = item.kind === "failing" || item.kind === "held-back";
          return (
            <Item
              key={item.key}
              item={item}
              when={when}
              action={action && { ...action, run: then(action.run) }}
              onDetails={hasDetails ? then(onDoctor) : undefined}
            />
          );
        })}
      </ul>
    </>
  );
}

/** The button of the rail, and its list. */
export function AttentionButton({ zone, notices, ...ways }: Props) {
  const { t, i18n } = useTranslation();
  const all = useAttention();
  const { dismissed, dismiss } = useDismissed();
  const [opened, setOpened] = useState(false);
  const actionFor = useActions(ways, dismiss);
  const items = all?.filter(({ kind }) => !dismissed.includes(kind));
  const when = (ms: number) => sayMoment(ms, Date.now(), i18n.language, zone);
  useTellNews(items, (news) => {
    const [one] = news;
    if (!one || news.length > 1) {
      const text = t("attention.several", { count: news.length });
      return { text, action: { label: t("attention.see"), run: () => setOpened(true) } };
    }
    const action = actionFor(one) ?? { label: t("attention.see"), run: () => setOpened(true) };
    return { text: sayItem(one, t, when).title, action };
  });
  useCommands([
    { id: "attention.open", group: t("palette.global"), label: t("attention.open"), run: () => setOpened(true) },
    ...signInCommands(all ?? [], ways.onSignIn, t),
  ]);
  const count = items?.length ?? 0;
  // Nothing is promised before everything has been asked.
  const told = notices.count > 0 && t("notices.count", { count: notices.count });
  const toDo = items ? t("attention.label", { count }) : t("attention.open");
  const label = [told && count === 0 ? undefined : toDo, told].filter(Boolean).join(", ");
  const total = count + notices.count;
  const close = () => setOpened(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="right-end" width={400} trapFocus returnFocus withinPortal>
      <Tooltip label={label} position="right" disabled={opened}>
        <Popover.Target>
          <UnstyledButton className="it at-bell" aria-label={label} onClick={() => setOpened(!opened)}>
            <IconBell size={20} stroke={STROKE} />
            {total > 0 && (
              <span className={count > 0 ? "at-count tn" : "at-count told tn"} aria-hidden="true">
                {total > 9 ? "9+" : total}
              </span>
            )}
          </UnstyledButton>
        </Popover.Target>
      </Tooltip>
      <Popover.Dropdown className="at-list">
        <ToDo {...ways} {...{ items, when, actionFor }} told={notices.count} onClose={close} />
        {notices.render(close)}
      </Popover.Dropdown>
    </Popover>
  );
}
