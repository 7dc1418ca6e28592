// The strip under the bar: offline is grey and normal; red only for what will not heal by itself.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { useConnected, useLive } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";

function SignIn({ account, onSignIn }: { account: Account; onSignIn: (account: Account) => void }) {
  const { t } = useTranslation();
  return (
    <div className="banner err-banner" role="alert">
      <IconAlertTriangle size={17} stroke={STROKE} aria-hidden="true" />
      <span className="sp">{t("shell.signIn", { account: account.label })}</span>
      <Button size="compact-sm" variant="default" onClick={() => onSignIn(account)}>
        {t("shell.signInAction")}
      </Button>
    </div>
  );
}

/** The way to a decision where the sidebar, that has it too, is not on screen. */
function Decide({ count, onDecide }: { count: number; onDecide: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="banner decide-banner" role="status">
      <IconAlertTriangle size={17} stroke={STROKE} className="err" aria-hidden="true" />
      <span className="sp">{t("conflict.waiting", { count })}</span>
      <Button size="compact-sm" variant="default" onClick={onDecide}>
        {t("conflict.decide")}
      </Button>
    </div>
  );
}

interface Props {
  readonly onSignIn: (account: Account) => void;
  readonly onDecide: () => void;
}

/** What people must know about connections and decisions, or nothing. */
export function Banner({ onSignIn, onDecide }: Props) {
  const { t } = useTranslation();
  const connected = useConnected();
  const { data: status } = useLive("sync.status", {});
  const { data: list } = useLive("accounts.list", {});
  const { data: waitingFor } = useLive("conflicts.list", {});
  const conflicts = waitingFor?.conflicts.length ?? 0;
  const states = status?.calendars ?? [];
  const offline =
    states.length > 0 && states.every(({ failure, state }) => state === "failing" && failure?.code === "offline");
  const waiting = states.reduce((n, { pending }) => n + pending, 0);
  const account = list?.accounts.find(({ state }) => state === "sign-in");
  if (connected && !offline && account) return <SignIn account={account} onSignIn={onSignIn} />;
  if (connected && !offline) return conflicts > 0 ? <Decide count={conflicts} onDecide={onDecide} /> : null;
  return (
    <div className="banner" role="status">
      <IconCloudOff size={17} stroke={STROKE} className="ic" aria-hidden="true" />
      <span className="sp">{connected ? t("shell.offline") : t("shell.engineLost")}</span>
      {waiting > 0 && <span className="t12 i2 w5 tn">{t("shell.waiting", { count: waiting })}</span>}
    </div>
  );
}
