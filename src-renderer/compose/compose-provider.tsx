// Gives the window its composer: anything on the page may wish to write, whatever page it is.
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall, useLive } from "../live.tsx";
import { useCommands } from "../ui/commands.tsx";
import { later } from "../ui/later.tsx";
import { toast } from "../ui/toast.tsx";
import type { Item } from "./compose-windows.tsx";
import type { Layout } from "./composer.tsx";
import { useDiscarded } from "./use-discarded.ts";
import { useOnline } from "./use-online.ts";
import { useSent } from "./use-sent.ts";
import { useUnfinished } from "./use-unfinished.ts";
import type { Write } from "./write.ts";

const ComposeWindows = later(async () => (await import("./compose-windows.tsx")).ComposeWindows);

type WriteNow = (wish: Write) => void;
const WriteContext = createContext<WriteNow | undefined>(undefined);

interface Props {
  readonly accounts: readonly Account[];
  readonly settings: Settings;
  readonly zone: string;
  readonly children: ReactNode;
}

/** The open messages, and how one more is opened. */
function useItems({ settings }: Props) {
  const { t, i18n } = useTranslation();
  const call = useCall();
  const [items, setItems] = useState<readonly Item[]>([]);
  const [active, setActive] = useState<string>();
  const [layout, setLayout] = useState<Layout>("float");
  const open = useRef(items);
  open.current = items;
  /** What had the focus before there was anything to write: it has it again afterwards. */
  const opener = useRef<Element>(null);
  const change = (key: string, patch: Partial<Item>) =>
    setItems((all) => all.map((one) => (one.key === key ? { ...one, ...patch } : one)));

  function close(key: string) {
    const left = open.current.filter((one) => one.key !== key);
    setItems(left);
    setActive((now) => (now === key ? left.at(-1)?.key : now));
    if (left.length > 0) return;
    setLayout("float");
    const { current } = opener;
    setTimeout(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && current instanceof HTMLElement && current.isConnected) current.focus();
    });
  }

  async function write(wish: Write) {
    const wanted = wish.draftId ?? wish.draft?.id;
    const known = wanted && open.current.find(({ draftId }) => draftId === wanted);
    setLayout((now) => (now === "small" ? "float" : now));
    if (known) {
      setActive(known.key);
      return;
    }
    if (open.current.length === 0) opener.current = document.activeElement;
    const key = crypto.randomUUID();
    setItems((all) => [...all, { key, title: t("compose.newMessage") }]);
    setActive(key);
    try {
      const [{ openWrite }, { identities }] = await Promise.all([
        import("./open-write.ts"),
        call("mail.identities", {}),
      ]);
      const locale = i18n.language.startsWith("fr") ? ("fr" as const) : ("en" as const);
      const plainText = settings.mail?.plainText ?? false;
      const opened = await openWrite({ call, identities, locale, plainText }, wish);
      if (opened) {
        change(key, { opened, title: opened.form.subject || t("compose.newMessage") });
        return;
      }
      toast({ text: t("compose.noIdentity"), tone: "failed" });
    } catch (error) {
      toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });
    }
    close(key);
  }
  return { items, active, layout, setActive, setLayout, change, close, write };
}

/** The provider, with the window over what it holds. */
export function ComposeProvider(props: Props) {
  const { accounts, zone, children } = props;
  const { t } = useTranslation();
  const hasMail = accounts.some(({ mail }) => mail !== undefined);
  const { items, active, layout, setActive, setLayout, change, close, write } = useItems(props);
  const latest = useRef(write);
  latest.current = write;
  const writeNow = useMemo<WriteNow>(() => (wish) => void latest.current(wish), []);
  const online = useOnline(accounts.find(({ mail }) => mail !== undefined));
  const tell = useSent(writeNow, zone, online);
  const sayDiscarded = useDiscarded(writeNow, (id) => {
    for (const { key, draftId } of items) if (draftId === id) close(key);
  });
  useUnfinished(items, hasMail, writeNow);
  const { data } = useLive("mail.identities", {}, { enabled: items.length > 0 });
  const group = t("compose.group");
  useCommands(
    hasMail
      ? [
          {
            id: "mail.write",
            label: t("compose.write"),
            group,
            keys: ["c"],
            words: "compose new message nouveau",
            run: () => writeNow({ kind: "new" }),
          },
        ]
      : [],
  );
  return (
    <WriteContext value={writeNow}>
      {children}
      {items.length > 0 && (
        <ComposeWindows
          {...{ items, active, layout, accounts, zone }}
          identities={data?.identities ?? []}
          onLayout={setLayout}
          onActive={setActive}
          onTitle={(key, title) => change(key, { title })}
          onOpenDraft={(draftId) => writeNow({ kind: "edit", draftId })}
          onClose={close}
          onDraft={(key, draftId) => change(key, { draftId })}
          onDiscarded={(key, id) => {
            close(key);
            sayDiscarded(id);
          }}
          onSent={(key, sent) => {
            close(key);
            tell(sent);
          }}
        />
      )}
    </WriteContext>
  );
}

/** @returns opens the composer */
export function useWrite(): WriteNow {
  const write = useContext(WriteContext);
  if (!write) throw new Error("outside ComposeProvider");
  return write;
}
