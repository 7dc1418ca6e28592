// What must be known before a message is read: warnings, and what would have told its sender that it was read.
import { Button, Popover } from "@mantine/core";
import { IconAlertTriangle, IconPhotoOff, IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../src-preload/contract/mail.ts";
import { useCommand } from "../live.tsx";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { toast } from "../ui/toast.tsx";
import { useMailFacts } from "./facts.tsx";

/** Why to be careful, one line each. */
export function Warnings({ message }: { message: Pick<Message, "warnings" | "from"> }) {
  const { t } = useTranslation();
  const { warnings, from } = message;
  if (warnings.length === 0) return null;
  return (
    <div className="msg-warning" role="alert">
      <IconAlertTriangle size={18} stroke={STROKE} aria-hidden="true" />
      <div className="col g4 sp">
        <b className="t13 w6">{t("reader.warning.title")}</b>
        <ul className="plain col g4">
          {warnings.map(({ kind, detail }) => (
            <li key={`${kind} ${detail}`} className="t12">
              {t(`reader.warning.${kind}`, { detail, address: from?.address ?? "" })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Pictures and trackers that were kept away, and the ways to have the pictures. */
export function RemoteBar({ message }: { message: Message }) {
  const { t } = useTranslation();
  const told = useTold();
  const allow = useCommand("mail.allowRemote");
  const { remote, from, id } = message;
  const { blocked, trackers, allowed } = remote;
  if (blocked === 0 && trackers.length === 0) return null;
  const hidden = Math.max(0, blocked - trackers.length);
  const show = (scope: "message" | "sender") =>
    told(
      allow({ messageId: id, scope }).then(() => {
        if (scope === "sender") toast({ text: t("reader.remote.senderAllowed", { address: from?.address ?? "" }) });
      }),
    );
  const Icon = trackers.length > 0 ? IconShieldCheck : IconPhotoOff;
  const sentence = [
    trackers.length > 0 && t("reader.remote.trackers", { count: trackers.length }),
    !allowed && hidden > 0 && t("reader.remote.hidden", { count: hidden }),
  ].filter(Boolean);
  return (
    <div className="msg-remote row g8 t12 i2">
      <Icon size={16} stroke={STROKE} className={trackers.length > 0 ? "ok" : "ic"} aria-hidden="true" />
      <span className="sp">{sentence.join(" ")}</span>
      {!allowed && hidden > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={() => show("message")}>
          {t("reader.remote.show")}
        </Button>
      )}
      <Popover position="bottom-end" width={320} trapFocus returnFocus withinPortal>
        <Popover.Target>
          <Button size="compact-sm" variant="subtle">
            {t("reader.remote.details")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("reader.remote.details")}>
          {trackers.length > 0 && (
            <>
              <p className="t12 i2">{t("reader.remote.told")}</p>
              <ul className="t13 w5 tracker-names">
                {trackers.map((name) => (
                  <li key={name}>{name}</li>
                ))}
              </ul>
            </>
          )}
          <p className="t12 i3">{t("reader.remote.why")}</p>
          {!allowed && from && (
            <Button className="mt12" size="compact-sm" variant="default" onClick={() => show("sender")}>
              {t("reader.remote.always", { address: from.address })}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

/** There is more of it than anybody reads: what is not shown stands in its source. */
export function CutBar({ onSource }: { onSource: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="msg-remote row g8 t12 i2">
      <span className="sp">{t("reader.cut")}</span>
      <Button size="compact-sm" variant="subtle" onClick={onSource}>
        {t("reader.cutShow")}
      </Button>
    </div>
  );
}

/** A message that is not finished: the way back to writing it. */
export function DraftBar({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { onWrite } = useMailFacts();
  return (
    <div className="msg-remote row g8 t12 i2">
      <span className="sp">{t("reader.draft")}</span>
      <Button size="compact-sm" onClick={() => onWrite({ kind: "edit", messageId: message.id })}>
        {t("reader.editDraft")}
      </Button>
    </div>
  );
}

/** The sender wants to know that it was read: nothing is sent without a click. */
export function ReceiptBar({ message }: { message: Message }) {
  const { t } = useTranslation();
  const told = useTold();
  const answer = useCommand("mail.receipt");
  const { receiptTo, id } = message;
  if (!receiptTo) return null;
  const run = (send: boolean) => told(answer({ messageId: id, send }));
  return (
    <div className="msg-remote row g8 t12 i2">
      <span className="sp">{t("reader.receipt.asked", { address: receiptTo.address })}</span>
      <Button size="compact-sm" variant="subtle" onClick={() => run(true)}>
        {t("reader.receipt.send")}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => run(false)}>
        {t("reader.receipt.never")}
      </Button>
    </div>
  );
}
