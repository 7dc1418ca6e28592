// A message that is a file (.eml): shown like mail of a stranger, kept nowhere unless it is filed in a folder.
import { Button, Modal, Select } from "@mantine/core";
import { IconFileInfo } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { FileMessage } from "../../src-preload/contract/mail-file.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { toast } from "../ui/toast.tsx";
import { DetailRows, fullName } from "./detail-rows.tsx";
import { LetterFiles } from "./letter-files.tsx";
import { MessageFrame } from "./message-frame.tsx";
import { Warnings } from "./message-notes.tsx";
import { PlainBody } from "./plain-body.tsx";
import { folderName } from "./role-look.ts";
import { useMessageView } from "./use-message-view.ts";
import type { Write } from "./write.ts";

/** A file that was opened or dropped here. */
export interface Letter {
  readonly name: string;
  readonly base64: string;
}

interface Props {
  readonly letter: Letter;
  readonly accounts: readonly Account[];
  /** IANA name of the zone that times are said in. */
  readonly zone: string;
  /** Undefined: nobody can write yet. */
  readonly onWrite?: ((write: Write) => void) | undefined;
  readonly onClose: () => void;
}

function useFile({ base64 }: Letter) {
  const call = useCall();
  const [read, setRead] = useState<{ readonly message?: FileMessage; readonly failure?: Failure }>({});
  useEffect(() => {
    let isCurrent = true;
    setRead({});
    call("mail.readFile", { base64 }).then(
      (message) => isCurrent && setRead({ message }),
      (error: unknown) => isCurrent && setRead({ failure: toFailure(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [base64, call]);
  return read;
}

function Head({ message, zone }: { message: FileMessage; zone: string }) {
  const { t, i18n } = useTranslation();
  const { from, sender, to, cc, sentMs } = message;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: "full", timeStyle: "short", timeZone: zone });
  const rows: readonly (readonly [string, string])[] = [
    [t("reader.from"), from ? fullName(from) : t("mail.nobody")],
    ...(sender ? [[t("reader.sender"), fullName(sender)] as const] : []),
    [t("reader.to"), to.map(fullName).join(", ") || t("mail.nobody")],
    ...(cc.length > 0 ? [[t("reader.cc"), cc.map(fullName).join(", ")] as const] : []),
    ...(sentMs === undefined ? [] : [[t("reader.date"), date.format(sentMs)] as const]),
  ];
  return <DetailRows rows={rows} />;
}

function Body({ message, onWrite }: { message: FileMessage } & Pick<Props, "onWrite">) {
  const { t } = useTranslation();
  const { html, text, remote, from } = message;
  const view = useMessageView(html !== undefined);
  const isHtml = html !== undefined && view.shape !== "text";
  return (
    <>
      {html !== undefined && (
        <div className="row g8 end">
          {remote.blocked > 0 && <span className="t12 i2 sp">{t("letter.remote")}</span>}
          <Button size="compact-sm" variant="subtle" onClick={() => view.setShape(isHtml ? "text" : "html")}>
            {t(isHtml ? "reader.menu.text" : "reader.menu.formatted")}
          </Button>
        </div>
      )}
      {isHtml ? (
        <MessageFrame
          {...{ html, onWrite }}
          scheme={view.scheme}
          showsRemote={false}
          title={t("reader.frame", { name: from?.name ?? from?.address ?? t("mail.nobody") })}
        />
      ) : (
        <PlainBody {...{ text, onWrite }} />
      )}
    </>
  );
}

/** Files it in a folder: the only way in which it is kept. */
function Keep({ letter, accounts, onClose }: Props) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { data } = useLive("mail.folders", {});
  const [chosen, setChosen] = useState<string>();
  const folders = data?.folders.filter(({ selectable, hidden, role }) => selectable && !hidden && role !== "snoozed");
  if (!folders || folders.length === 0) return null;
  const folder = folders.find(({ id }) => id === chosen) ?? folders.find(({ role }) => role === "inbox") ?? folders[0];
  const groups = accounts.map(({ id, label }) => ({
    group: label,
    items: folders
      .filter(({ accountId }) => accountId === id)
      .map((one) => ({ value: one.id as string, label: folderName(t, one) })),
  }));
  const keep = async () => {
    if (!folder) return;
    const { imported } = await call("mail.import", { folderId: folder.id, files: [letter] });
    const name = folderName(t, folder);
    toast({ text: t(imported > 0 ? "letter.kept" : "letter.there", { name }) });
    onClose();
  };
  return (
    <>
      <Select
        className="sp"
        aria-label={t("letter.into")}
        value={folder?.id ?? null}
        data={groups.filter(({ items }) => items.length > 0)}
        onChange={(id) => id && setChosen(id)}
      />
      <Button variant="default" onClick={() => told(keep())}>
        {t("letter.keep")}
      </Button>
    </>
  );
}

/** The dialog. */
export function LetterDialog(props: Props) {
  const { letter, accounts, zone, onWrite, onClose } = props;
  const { t } = useTranslation();
  const { message, failure } = useFile(letter);
  return (
    <Modal
      opened
      onClose={onClose}
      title={message?.subject || letter.name}
      size={820}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {failure && <Problem title={t("letter.unreadable", { name: letter.name })} text={sayFailure(t, failure)} />}
      {!message && !failure && <Skeleton />}
      {message && (
        <article className="msg letter" aria-label={t("letter.message", { name: letter.name })}>
          <p className="msg-remote row g8 t12 i2">
            <IconFileInfo size={16} stroke={STROKE} className="ic" aria-hidden="true" />
            <span className="sp">{t("letter.unchecked")}</span>
          </p>
          <Warnings message={message} />
          <Head {...{ message, zone }} />
          <Body message={message} onWrite={onWrite} />
          <LetterFiles {...{ letter, message }} />
        </article>
      )}
      <div className="dialog-foot row g8">
        {message && accounts.some(({ mail }) => mail !== undefined) && <Keep {...props} />}
        <Button onClick={onClose} data-autofocus>
          {t("common.close")}
        </Button>
      </div>
    </Modal>
  );
}
