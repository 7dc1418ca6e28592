// What can be done with a message that has not arrived.
import { useTranslation } from "react-i18next";
import type { Input } from "../../src-preload/contract/contract.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { confirmLoss } from "../ui/confirm.tsx";
import { useWrite } from "./compose-provider.tsx";

type Choice = Input<"mail.resolveSend">["choice"];

/** The deeds; a draft that comes of one is opened. */
export function useOutboxDeeds() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const write = useWrite();
  const resolve = async (id: string, choice: Choice) => {
    const { draft } = await call("mail.resolveSend", { id, choice });
    if (draft) write({ kind: "edit", draft, draftId: draft.id });
  };
  const unsend = async (id: string) => {
    const { draft } = await call("mail.unsend", { id });
    write({ kind: "edit", draft, draftId: draft.id });
  };
  const drop = async (id: string) => {
    const question = { title: t("outbox.dropTitle"), text: t("outbox.dropText") };
    if (await confirmLoss({ ...question, cancel: t("common.cancel"), destroy: t("outbox.drop") }))
      await resolve(id, "drop");
  };
  return {
    resolve: (id: string, choice: Choice) => told(resolve(id, choice)),
    unsend: (id: string) => told(unsend(id)),
    drop: (id: string) => told(drop(id)),
    sendNow: (id: string) => told(call("mail.sendNow", { id })),
  };
}

/** Each ends with a word of what happened, or of what went wrong. */
export type OutboxDeeds = ReturnType<typeof useOutboxDeeds>;
