// A sender: address, name, what is written under their messages.
import { Button, Switch, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../../src-preload/contract/failure.ts";
import type { Identity } from "../../../src-preload/contract/mail-send.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useCall } from "../../live.tsx";
import { RichField } from "../../ui/rich-text/rich-field.tsx";
import { isAddress } from "./is-address.ts";

interface Props {
  /** Absent: a new one of the account. */
  readonly identity?: Identity;
  readonly accountId: Identity["accountId"];
  readonly onDone: () => void;
}

function useIdentityForm({ identity, accountId, onDone }: Props) {
  const { t } = useTranslation();
  const call = useCall();
  const [form, setForm] = useState({
    address: identity?.address ?? "",
    name: identity?.name ?? "",
    replyTo: identity?.replyTo ?? "",
    signature: identity?.signature ?? "",
    replySignature: identity?.replySignature,
    isDefault: identity?.isDefault ?? false,
  });
  const [problem, setProblem] = useState<string>();
  async function save(event: FormEvent) {
    event.preventDefault();
    // A dialog's form must not send the form behind it.
    event.stopPropagation();
    if (!isAddress(form.address) || (form.replyTo.trim() !== "" && !isAddress(form.replyTo))) {
      setProblem(t("mailSet.badAddress"));
      return;
    }
    const { isDefault, replySignature, ...rest } = form;
    const said = {
      ...{ signature: rest.signature, address: rest.address.trim() },
      ...((rest.name.trim() || identity) && { name: rest.name.trim() }),
      ...((rest.replyTo.trim() || identity) && { replyTo: rest.replyTo.trim() }),
      ...(replySignature !== undefined && { replySignature }),
    };
    try {
      if (identity) await call("mail.changeIdentity", { id: identity.id, ...said, ...(isDefault && { isDefault }) });
      else await call("mail.addIdentity", { accountId, ...said });
      onDone();
    } catch (error) {
      setProblem(sayFailure(t, toFailure(error)));
    }
  }
  return { form, set: (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change })), problem, save };
}

/** The form. */
export function IdentityForm(props: Props) {
  const { t } = useTranslation();
  const { form, set, problem, save } = useIdentityForm(props);
  const text = (name: "address" | "name" | "replyTo", hint?: string) => (
    <TextInput
      className="sp"
      label={t(`mailSet.identity.${name}`)}
      // The button that began it has gone.
      autoFocus={name === "address"}
      description={hint}
      value={form[name]}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
    />
  );
  const hasOther = form.replySignature !== undefined;
  return (
    <form className="set-form col g12" aria-label={t("mailSet.identity.title")} onSubmit={save} noValidate>
      <div className="row top g12">
        {text("address")}
        {text("name")}
      </div>
      {text("replyTo", t("mailSet.identity.replyToHint"))}
      <RichField
        label={t("mailSet.identity.signature")}
        html={form.signature}
        onChange={(signature) => set({ signature })}
      />
      <Switch
        label={t("mailSet.identity.otherReply")}
        checked={hasOther}
        onChange={({ currentTarget }) => set({ replySignature: currentTarget.checked ? form.signature : undefined })}
      />
      {hasOther && (
        <RichField
          label={t("mailSet.identity.replySignature")}
          html={form.replySignature ?? ""}
          onChange={(replySignature) => set({ replySignature })}
        />
      )}
      {props.identity && !props.identity.isDefault && (
        <Switch
          label={t("mailSet.identity.makeDefault")}
          checked={form.isDefault}
          onChange={({ currentTarget }) => set({ isDefault: currentTarget.checked })}
        />
      )}
      {problem && (
        <p className="t12 err" role="alert">
          {problem}
        </p>
      )}
      <div className="row g8">
        <Button type="submit">{t("common.save")}</Button>
        <Button variant="subtle" color="gray" onClick={props.onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
