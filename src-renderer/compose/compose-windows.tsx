// The messages being written: one window over the page, a tab for each when there are several.
import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconChevronUp } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Identity } from "../../src-preload/contract/mail-send.ts";
import type { DraftId } from "../../src-preload/contract/shapes.ts";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { STROKE } from "../ui/hue.ts";
import { Composer, type Layout } from "./composer.tsx";
import type { Opened } from "./open-write.ts";
import type { Sent } from "./use-sending.ts";

/** One of them. */
export interface Item {
  readonly key: string;
  readonly title: string;
  /** Absent: not on disk yet. */
  readonly draftId?: DraftId;
  /** Absent: on its way. */
  readonly opened?: Opened;
}

interface Props {
  readonly items: readonly Item[];
  readonly active: string | undefined;
  readonly layout: Layout;
  readonly identities: readonly Identity[];
  readonly accounts: readonly Account[];
  readonly zone: string;
  readonly onLayout: (layout: Layout) => void;
  readonly onActive: (key: string) => void;
  readonly onTitle: (key: string, title: string) => void;
  readonly onOpenDraft: (id: DraftId) => void;
  readonly onClose: (key: string) => void;
  readonly onDiscarded: (key: string, id: DraftId) => void;
  readonly onDraft: (key: string, id: DraftId) => void;
  readonly onSent: (key: string, sent: Sent) => void;
}

function TabStrip({ items, active, onActive }: Pick<Props, "items" | "active" | "onActive">) {
  const { t } = useTranslation();
  const strip = useRef<HTMLDivElement>(null);
  const turn = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = items.findIndex(({ key }) => key === active);
    const next = items[(at + step + items.length) % items.length];
    if (!next) return;
    onActive(next.key);
    strip.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  return (
    <div className="mf-tabs" role="tablist" aria-label={t("compose.open")} ref={strip} onKeyDown={turn}>
      {items.map(({ key, title }) => (
        <UnstyledButton
          key={key}
          role="tab"
          className="mf-tab el"
          data-key={key}
          aria-selected={key === active}
          tabIndex={key === active ? 0 : -1}
          onClick={() => onActive(key)}
        >
          {title}
        </UnstyledButton>
      ))}
    </div>
  );
}

/** Folded to its title: a click brings it back. */
function Small({ items, active, onLayout }: Pick<Props, "items" | "active" | "onLayout">) {
  const { t } = useTranslation();
  const title = items.find(({ key }) => key === active)?.title ?? t("compose.newMessage");
  return (
    <div className="mf-small">
      <UnstyledButton className="t13 w6 sp el" onClick={() => onLayout("float")}>
        {title}
      </UnstyledButton>
      {items.length > 1 && <span className="chip br tn">{items.length}</span>}
      <Tooltip label={t("compose.restore")}>
        <ActionIcon aria-label={t("compose.restore")} onClick={() => onLayout("float")}>
          <IconChevronUp size={17} stroke={STROKE} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** The window. */
export function ComposeWindows(props: Props) {
  const { items, active, layout, onTitle, onClose, onDiscarded, onDraft, onSent } = props;
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const isOpening = items.find(({ key }) => key === active)?.opened === undefined;
  const name = items.find(({ key }) => key === active)?.title ?? t("compose.newMessage");
  // What comes up has the focus; what was there keeps it while it is only folded.
  useEffect(() => {
    if (layout === "small" || isOpening || active === undefined) return;
    const current = place.current?.querySelector<HTMLElement>("[data-shown]");
    if (!current || current.contains(document.activeElement)) return;
    current.querySelector<HTMLElement>("[data-autofocus], .rich, textarea")?.focus();
  }, [active, layout, isOpening]);
  return (
    <div
      ref={place}
      className={`composer ${layout}`}
      role="dialog"
      aria-label={name}
      data-pane="composer"
      tabIndex={-1}
    >
      {layout === "small" && <Small {...props} />}
      {layout !== "small" && items.length > 1 && <TabStrip {...props} />}
      {items.map(({ key, opened }) => {
        const isShown = key === active && layout !== "small";
        return (
          <div key={key} className="mf-slot" hidden={!isShown} data-shown={isShown || undefined}>
            {opened ? (
              <ErrorBoundary>
                <Composer
                  {...props}
                  opened={opened}
                  onTitle={(title) => onTitle(key, title)}
                  onClose={() => onClose(key)}
                  onDiscarded={(id) => onDiscarded(key, id)}
                  onDraft={(id) => onDraft(key, id)}
                  onSent={(sent) => onSent(key, sent)}
                />
              </ErrorBoundary>
            ) : (
              <p className="mf-wait t13 i3" role="status">
                {t("compose.opening")}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
