// Signing in again, the one way for every account: a password is asked for, or the provider's page is opened.
import { modals } from "@mantine/modals";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Account, SignInWay } from "../../src-preload/contract/accounts.ts";
import { useCall, useCommand, useLive } from "../live.tsx";
import { toSend } from "../to-send.ts";
import { askText } from "../ui/ask-text.tsx";
import { onEscape } from "../ui/keys.ts";
import { toast } from "../ui/toast.tsx";
import type { Provider } from "./account-form.ts";
import { SignInTrouble } from "./sign-in-trouble.tsx";
import { SignInWait } from "./sign-in-wait.tsx";
import { useSignInFlow } from "./use-sign-in-flow.ts";

interface Props {
  readonly account: Account;
  readonly onAdd: (provider: Provider) => void;
  readonly onClose: () => void;
}

/** How many changes of an account wait here. */
function usePending({ id }: Account): number {
  const { data } = useLive("sync.status", {});
  const own = data?.calendars.filter(({ accountId }) => accountId === id) ?? [];
  return own.reduce((n, state) => n + toSend(state), 0);
}

function OnPage({ account, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const { id, label } = account;
  const signIn = useCommand("accounts.signIn");
  const { stage, start } = useSignInFlow(signIn, { id, way: "browser" as SignInWay });
  const pending = usePending(account);
  const isOver = stage.kind === "idle" || stage.kind === "done";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end comes once
  useEffect(() => {
    if (!isOver) return;
    if (stage.kind === "done") toast({ text: t("signIn.doneAgain", { name: label }) });
    onClose();
  }, [isOver]);
  const go = (way: SignInWay) => start({ id, way });
  if (stage.kind === "failed") {
    const can = {
      again: () => go("browser"),
      other: () => go("browser"),
      code: () => go("code"),
      add() {
        onClose();
        onAdd("microsoft");
      },
    };
    return <SignInTrouble failure={stage.failure} can={can} small onBack={onClose} />;
  }
  if (stage.kind !== "waiting") return null;
  const kept = pending > 0 ? t("signIn.keptEdits", { count: pending }) : t("signIn.keptAll");
  return <SignInWait way={stage.way} accountId={id} kept={kept} small onWay={go} onCancel={onClose} />;
}

/** @param onAdd opens the page that adds an account
 *  @returns lets somebody sign in to a known account again */
export function useSignIn(onAdd: (provider: Provider) => void): (account: Account) => void {
  const { t } = useTranslation();
  const call = useCall();
  return (account) => {
    const { id, label, kind } = account;
    const title = t("accounts.signInTitle", { name: label });
    if (kind === "microsoft") {
      const dialog = modals.open({
        title,
        size: 500,
        closeOnClickOutside: false,
        closeOnEscape: false,
        onKeyDown: onEscape(() => modals.close(dialog)),
        children: <OnPage account={account} onAdd={onAdd} onClose={() => modals.close(dialog)} />,
      });
      return;
    }
    askText({
      title,
      hint: t("accounts.signInHint"),
      label: t("accounts.password"),
      secret: true,
      action: t("accounts.connect"),
      busy: t("accounts.connecting"),
      run: (password) => call("accounts.update", { id, password }),
    });
  };
}
