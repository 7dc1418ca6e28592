// A sign-in that failed: what happened, and the buttons that help. The administrator's approval has a screen of its own.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff, IconUserCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { STROKE } from "../ui/hue.ts";
import { AdminApproval } from "./admin-approval.tsx";
import { ScreenTitle } from "./screen-title.tsx";
import { type Remedy, type Trouble, troubleOf } from "./sign-in-words.ts";

/** Red is for what somebody has to do something about. */
const GLYPHS: Partial<Record<Trouble["title"], typeof IconAlertTriangle>> = {
  exists: IconUserCheck,
  offline: IconCloudOff,
};

interface Props {
  readonly failure: Failure;
  /** What happened, where this place says it in its own way. */
  readonly said?: string;
  /** What this place can do; other remedies are not offered. */
  readonly can: Partial<Readonly<Record<Remedy, () => void>>>;
  /** In a dialog. */
  readonly small?: boolean;
  readonly onBack: () => void;
}

/** The screen after a failed sign-in. */
export function SignInTrouble({ failure, said, can, small, onBack }: Props) {
  const { t } = useTranslation();
  if (failure.reason === "admin-approval" && can.again) {
    return (
      <AdminApproval failure={failure} small={small} onAgain={can.again} onPublished={can.published} onBack={onBack} />
    );
  }
  const { title, remedies } = troubleOf(failure);
  const offered = remedies.flatMap((remedy) => {
    const run = can[remedy];
    return run ? [{ remedy, run }] : [];
  });
  const h = small ? 30 : 36;
  const quiet = GLYPHS[title];
  const Glyph = quiet ?? IconAlertTriangle;
  return (
    <div className="col onboarding-fields">
      <span className={quiet ? "trouble-glyph quiet" : "trouble-glyph"} aria-hidden="true">
        <Glyph size={20} stroke={STROKE} />
      </span>
      <ScreenTitle text={t(`signIn.trouble.${title}`)} small={small} />
      <p className={small ? "t13 i2 mt4" : "t14 i2 mt8"} role="alert">
        {said ?? sayFailure(t, failure)}
      </p>
      <div className="row g8 wrap mt24">
        {offered.map(({ remedy, run }, n) => (
          <Button key={remedy} h={h} variant={n === 0 ? "filled" : "default"} onClick={run}>
            {t(`signIn.remedy.${remedy}`)}
          </Button>
        ))}
        <Button h={h} variant="subtle" color="gray" onClick={onBack}>
          {t(small ? "common.cancel" : "signIn.back")}
        </Button>
      </div>
    </div>
  );
}
