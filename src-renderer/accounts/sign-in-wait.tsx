// While somebody signs in on the provider's page: what to do there, how long it is valid, and the ways out.
import { Anchor, Button } from "@mantine/core";
import { IconExternalLink, IconLoader2, IconShieldCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SignIn, SignInWay } from "../../src-preload/contract/accounts.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";
import { ScreenTitle } from "./screen-title.tsx";
import { groupsOf, timeLeft, typedAddress } from "./sign-in-words.ts";

interface Props {
  readonly way: SignInWay;
  /** Who signs in again. */
  readonly accountId?: AccountId;
  /** What is said to be safe meanwhile. */
  readonly kept?: string;
  /** In a dialog. */
  readonly small?: boolean;
  readonly onWay: (way: SignInWay) => void;
  readonly onCancel: () => void;
}

/** What the person has to do, once the engine knows it. What stood in the cache when the screen came is of an earlier one. */
function useSignIn({ way, accountId }: Props): SignIn | undefined {
  const { data } = useLive("accounts.signInState", {});
  const earlier = useRef(data?.signIn);
  const signIn = data?.signIn;
  const isOurs = signIn !== earlier.current && signIn?.way === way && signIn.accountId === accountId;
  return isOurs ? signIn : undefined;
}

/** Counts down quietly: nothing is announced. */
function Countdown({ expiresAtMs, way }: { expiresAtMs: number; way: SignInWay }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(() => timeLeft(expiresAtMs, Date.now()));
  useEffect(() => {
    const look = () => setLeft(timeLeft(expiresAtMs, Date.now()));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [expiresAtMs]);
  const duration = t(`unit.${left.unit}`, { count: left.count });
  return (
    <span className="t12 i3 tn" role="timer">
      {t(way === "code" ? "signIn.valid" : "signIn.left", { duration })}
    </span>
  );
}

function Status({ signIn, way }: { signIn: SignIn | undefined; way: SignInWay }) {
  const { t } = useTranslation();
  const isKnown = way === "code" ? signIn?.code !== undefined : signIn?.url !== undefined;
  const before = t(way === "code" ? "signIn.asking" : "signIn.opening");
  return (
    <div className="row g8 wait-strip">
      <IconLoader2 size={16} stroke={2} className="turning" aria-hidden="true" />
      <span className="t13 w5 sp" role="status">
        {isKnown ? t("signIn.waiting") : before}
      </span>
      {isKnown && signIn?.expiresAtMs !== undefined && <Countdown expiresAtMs={signIn.expiresAtMs} way={way} />}
    </div>
  );
}

/** The code, large. Its groups are set apart by space alone: a selection holds the code and nothing else. */
function Code({ signIn }: { signIn: SignIn | undefined }) {
  const { t } = useTranslation();
  const code = signIn?.code;
  const page = webAddress(signIn?.url);
  return (
    <div className="code-card">
      <div className="row g12 code-line" aria-busy={code === undefined}>
        {code === undefined ? (
          <span className="code-blank sp" />
        ) : (
          <>
            {/* biome-ignore lint/a11y/useSemanticElements: text that is selected as one, with a name of its own */}
            <span className="code sp" role="group" aria-label={`${t("signIn.code")} ${[...code].join(" ")}`}>
              {groupsOf(code).map((group, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: groups of one code, that may be alike
                <span key={n}>{group}</span>
              ))}
            </span>
            <CopyButton text={code} label={t("signIn.copyCode")} />
          </>
        )}
      </div>
      {page !== undefined && (
        <Anchor href={page} target="_blank" rel="noreferrer" className="row g4 t13 w5 br code-page">
          {typedAddress(page)}
          <IconExternalLink size={14} stroke={STROKE} aria-hidden="true" />
        </Anchor>
      )}
    </div>
  );
}

function Actions({ signIn, way, small, onWay, onCancel }: Props & { signIn: SignIn | undefined }) {
  const { t } = useTranslation();
  const h = small ? 30 : 36;
  const page = webAddress(signIn?.url);
  const other = way === "code" ? "browser" : "code";
  const open = { h, leftSection: <IconExternalLink size={16} stroke={STROKE} aria-hidden="true" /> };
  const label = t(way === "code" ? "signIn.openPage" : "signIn.reopen");
  return (
    <div className="row g8 wrap mt20">
      {page === undefined ? (
        <Button {...open} variant="default" disabled>
          {label}
        </Button>
      ) : (
        <Button
          {...open}
          component="a"
          href={page}
          target="_blank"
          rel="noreferrer"
          variant={way === "code" ? "filled" : "default"}
        >
          {label}
        </Button>
      )}
      <Button h={h} variant="subtle" color="gray" onClick={() => onWay(other)}>
        {t(way === "code" ? "signIn.useBrowser" : "signIn.useCode")}
      </Button>
      <div className="sp" />
      <Button h={h} variant="subtle" color="gray" onClick={onCancel}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}

/** The waiting screen, for either way. */
export function SignInWait(props: Props) {
  const { t } = useTranslation();
  const { way, small, kept } = props;
  const signIn = useSignIn(props);
  const isCode = way === "code";
  return (
    <div className="col onboarding-fields">
      <ScreenTitle text={t(isCode ? "signIn.codeTitle" : "signIn.browserTitle")} small={small} />
      <p className={small ? "t13 i2 mt4" : "t14 i3 mt4"}>{t(isCode ? "signIn.codeText" : "signIn.browserText")}</p>
      {isCode && <Code signIn={signIn} />}
      <Status signIn={signIn} way={way} />
      <Actions {...props} signIn={signIn} />
      <p className={small ? "row g8 top t12 i3 mt16" : "row g8 top t12 i3 mt24"}>
        <IconShieldCheck size={16} stroke={STROKE} aria-hidden="true" />
        {kept ?? t("signIn.noPassword")}
      </p>
    </div>
  );
}
