// Which provider the new account is at: five cards, one choice.
import { IconBrandWindows, IconCalendarShare, IconMail, IconRss, IconServer2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { PROVIDERS, type Provider } from "./account-form.ts";

const MARKS = {
  infomaniak: IconCalendarShare,
  microsoft: IconBrandWindows,
  mail: IconMail,
  other: IconServer2,
  webcal: IconRss,
} as const satisfies Record<Provider, unknown>;

interface Props {
  readonly value: Provider;
  readonly onChange: (provider: Provider) => void;
}

/** The cards: radios, so that the arrows choose. */
export function ProviderChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="providers mt24" aria-label={t("add.provider")}>
      {PROVIDERS.map((provider) => {
        const Mark = MARKS[provider];
        return (
          <label key={provider} className="provider">
            <input
              type="radio"
              name="provider"
              className="provider-radio"
              aria-label={t(`add.${provider}`)}
              aria-describedby={`provider-${provider}`}
              checked={value === provider}
              onChange={() => onChange(provider)}
            />
            <Mark size={20} stroke={STROKE} className="provider-mark" aria-hidden="true" />
            <span className="col sp">
              <span className="t13 w5 el">{t(`add.${provider}`)}</span>
              <span className="t12 i3 el" id={`provider-${provider}`}>
                {t(`add.about.${provider}`)}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
