// The dashboard's tile: what is unread in all inboxes, newest first.
import { Button, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconMail, IconPaperclip } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { ThreadLine } from "../../src-preload/contract/mail.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useConnected, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useNow } from "../time/use-now.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { Avatar } from "./avatar.tsx";
import { isOwn, shortName } from "./people.ts";
import type { MailReveal } from "./use-mail-page.ts";

interface Props {
  readonly accounts: readonly Account[];
  readonly zone: string;
  readonly onOpen: (reveal: MailReveal) => void;
  readonly onAddAccount: () => void;
}

const SHOWN = 20;

interface RowProps extends Pick<Props, "onOpen" | "zone"> {
  readonly thread: ThreadLine;
  readonly color: string | undefined;
  /** The user's addresses, lower case. */
  readonly own: ReadonlySet<string>;
}

function Row({ thread, color, own, onOpen, zone }: RowProps) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow();
  const { subject, people, dateMs, hasAttachments, id, folderId } = thread;
  const writer = people.findLast((one) => !isOwn(own, one)) ?? people.at(-1);
  return (
    <li>
      <UnstyledButton className="row g12 mw-row" onClick={() => onOpen({ threadId: id, folderId })}>
        <Avatar of={writer} size={28} />
        <span className="col sp">
          <span className="row g6">
            <span className="t13 w6 el sp">{writer ? shortName(writer) : t("mail.nobody")}</span>
            {hasAttachments && (
              <IconPaperclip
                size={14}
                stroke={STROKE}
                className="ic"
                role="img"
                aria-label={t("mail.state.attachment")}
              />
            )}
            <span className="t12 i3 tn">{sayMoment(dateMs, nowMs, i18n.language, zone)}</span>
          </span>
          <span className="row g6">
            <span className="t12 i2 el sp">{subject || t("mail.noSubject")}</span>
            {color && <span className="ml-account" style={hue(color)} />}
          </span>
        </span>
      </UnstyledButton>
    </li>
  );
}

interface QuietProps {
  readonly Icon: typeof IconMail;
  readonly tone: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** What there is to say instead of lines. */
function Quiet({ Icon, tone, text, children }: QuietProps) {
  return (
    <div className="empty sp" role="status">
      <Icon size={28} stroke={STROKE} className={tone} aria-hidden="true" />
      <span className="t13 i3">{text}</span>
      {children}
    </div>
  );
}

/** The one thing that is wrong, in a line. */
function Trouble({ accounts }: Pick<Props, "accounts">) {
  const { t } = useTranslation();
  const connected = useConnected();
  const { data } = useLive("mail.folders", {});
  const { data: outbox } = useLive("mail.outbox", {});
  const stuck = outbox?.outgoing.filter(({ state }) => state === "uncertain" || state === "failed").length ?? 0;
  const inboxes = data?.folders.filter(({ role }) => role === "inbox") ?? [];
  const failing = inboxes.find(({ sync }) => sync.failure && sync.failure.code !== "offline");
  const isOffline = !connected || (inboxes.length > 0 && inboxes.every(({ sync }) => sync.failure?.code === "offline"));
  const account = accounts.find(({ id }) => id === failing?.accountId);
  if (stuck === 0 && !failing && !isOffline) return null;
  const Icon = isOffline && stuck === 0 ? IconCloudOff : IconAlertTriangle;
  const text =
    stuck > 0
      ? t("mail.stuck", { count: stuck })
      : isOffline
        ? t("mail.widget.offline")
        : `${account?.label ?? ""}: ${failing?.sync.failure ? sayFailure(t, failing.sync.failure) : ""}`;
  return (
    <div className="row g8 t12 mw-trouble" role="status">
      <Icon size={16} stroke={STROKE} className={isOffline && stuck === 0 ? "ic" : "err"} aria-hidden="true" />
      <span className="sp">{text}</span>
    </div>
  );
}

/** The tile's content. */
export function MailWidget({ accounts: all, zone, onOpen, onAddAccount }: Props) {
  const { t } = useTranslation();
  const accounts = all.filter(({ mail }) => mail !== undefined);
  const { data, failure } = useLive(
    "mail.list",
    { role: "inbox", only: "unread", limit: SHOWN },
    { enabled: accounts.length > 0 },
  );
  const colors = new Map(accounts.length > 1 ? accounts.map(({ id, color }) => [id as string, color]) : []);
  const own = new Set(accounts.flatMap(({ addresses }) => addresses.map((one) => one.toLowerCase())));
  if (accounts.length === 0) {
    return (
      <Quiet Icon={IconMail} tone="ic" text={t("mail.widget.none")}>
        <Button className="mt12" size="compact-sm" variant="default" onClick={onAddAccount}>
          {t("mail.account.add")}
        </Button>
      </Quiet>
    );
  }
  if (failure && !data) return <Quiet Icon={IconAlertTriangle} tone="err" text={sayFailure(t, failure)} />;
  if (!data) return <Skeleton />;
  return (
    <>
      <Trouble accounts={accounts} />
      {data.threads.length === 0 ? (
        <Quiet Icon={IconCircleCheck} tone="ok" text={t("mail.empty.unread")} />
      ) : (
        <div className="widget-body">
          <ul className="plain" aria-label={t("mail.widget.list")}>
            {data.threads.map((thread) => (
              <Row key={thread.id} {...{ thread, own, onOpen, zone }} color={colors.get(thread.accountId)} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** How many are unread, for the head of the tile. */
export function useUnreadMail(): number {
  const { data } = useLive("mail.folders", {});
  return data?.folders.filter(({ role }) => role === "inbox").reduce((sum, { unread }) => sum + unread, 0) ?? 0;
}
