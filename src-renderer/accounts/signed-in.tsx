// The end of a sign-in: the account is here, and what its main calendar is called.
import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import { ScreenTitle } from "./screen-title.tsx";

/** What auto-setup calls the calendar it picks (design §5). */
const OWN_CALENDAR = "Privée";

interface Props {
  readonly added: Output<"accounts.add">;
  readonly onDone: () => void;
}

/** The screen. */
export function SignedIn({ added: { account, calendars }, onDone }: Props) {
  const { t } = useTranslation();
  const name = account.address ?? account.label;
  const hasOwn = calendars.some((calendar) => calendar.name === OWN_CALENDAR);
  return (
    <div className="col onboarding-fields">
      <span className="trouble-glyph done" aria-hidden="true">
        <IconCheck size={20} stroke={2} />
      </span>
      <ScreenTitle text={t("signIn.addedTitle")} />
      <p className="t14 i2 mt8">
        {t("signIn.added", { name })} {hasOwn && t("signIn.ownCalendar", { calendar: OWN_CALENDAR })}
      </p>
      <div className="row mt24">
        <Button h={36} onClick={onDone}>
          {t("add.open")}
        </Button>
      </div>
    </div>
  );
}
