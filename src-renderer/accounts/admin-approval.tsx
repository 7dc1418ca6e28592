// An organisation wants its administrator to approve first: what that means, and a message that asks for it.
import { Anchor, Button, SegmentedControl, Textarea } from "@mantine/core";
import { IconExternalLink, IconMailForward } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";
import { ScreenTitle } from "./screen-title.tsx";

interface Props {
  readonly failure: Failure;
  readonly small?: boolean | undefined;
  readonly onAgain: () => void;
  /** Leads to the form of a published calendar; absent where it is not at hand. */
  readonly onPublished?: (() => void) | undefined;
  readonly onBack: () => void;
}

function ConsentLink({ url }: { url: string }) {
  const { t } = useTranslation();
  return (
    <div className="row g12 mt12">
      <Anchor href={url} target="_blank" rel="noreferrer" className="row g4 t13 w5 br">
        {t("approval.openLink")}
        <IconExternalLink size={14} stroke={STROKE} aria-hidden="true" />
      </Anchor>
      <CopyButton text={url} label={t("approval.copyLink")} variant="subtle" size="compact-sm" />
    </div>
  );
}

/** The message, in the language of whoever reads it. */
function Message({ url, small }: { url: string; small: boolean | undefined }) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState(i18n.language.startsWith("fr") ? "fr" : "en");
  const body = i18n.getFixedT(language)("approval.body", { url });
  return (
    <>
      <Textarea
        className="mt16 message"
        label={
          <span className="row g8">
            <IconMailForward size={16} stroke={STROKE} className="ic" aria-hidden="true" />
            {t("approval.message")}
          </span>
        }
        readOnly
        rows={small ? 6 : 8}
        lang={language}
        value={body}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <div className="row g8 wrap mt8">
        <CopyButton text={body} label={t("approval.copyMessage")} variant="filled" h={small ? 30 : 36} />
        <SegmentedControl
          aria-label={t("approval.language")}
          value={language}
          onChange={setLanguage}
          data={[
            { value: "fr", label: t("settings.french") },
            { value: "en", label: t("settings.english") },
          ]}
        />
      </div>
    </>
  );
}

/** The screen. */
export function AdminApproval({ failure, small, onAgain, onPublished, onBack }: Props) {
  const { t } = useTranslation();
  const h = small ? 30 : 36;
  const url = webAddress(failure.params.url === undefined ? undefined : String(failure.params.url));
  return (
    <div className="col onboarding-fields">
      <ScreenTitle text={t("approval.title")} small={small} />
      <p className="t13 i2 mt8">{t("approval.text")}</p>
      <p className="t13 i2 mt8">{t("approval.how")}</p>
      {url !== undefined && <Message url={url} small={small} />}
      {url !== undefined && <ConsentLink url={url} />}
      <div className="hr mt20" />
      <div className="row g8 wrap mt16">
        <Button h={h} variant={url === undefined ? "filled" : "default"} onClick={onAgain}>
          {t("signIn.remedy.again")}
        </Button>
        <Button h={h} variant="subtle" color="gray" onClick={onBack}>
          {t(small ? "common.cancel" : "signIn.back")}
        </Button>
      </div>
      {onPublished && (
        <p className="t12 i3 mt20">
          {t("approval.fallback")}{" "}
          <Anchor component="button" type="button" className="t12 w5 br" onClick={onPublished}>
            {t("signIn.remedy.published")}
          </Anchor>
        </p>
      )}
    </div>
  );
}
