// A few well-known papers to begin with, the language of the page first. Nothing is asked of them before someone follows one.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Names and addresses as their sites give them. */
const FRENCH = [
  { title: "Le Monde", url: "https://www.lemonde.fr/rss/une.xml" },
  { title: "Franceinfo", url: "https://www.francetvinfo.fr/titres.rss" },
] as const;
const ENGLISH = [
  { title: "BBC News", url: "https://feeds.bbci.co.uk/news/rss.xml" },
  { title: "The Guardian", url: "https://www.theguardian.com/world/rss" },
] as const;

interface Props {
  /** Addresses that are followed already are left out. */
  readonly followed: readonly string[];
  /** Resolves when it is done; failures are told by the caller. */
  readonly onFollow: (url: string) => Promise<unknown>;
}

/** The list, each with its button. */
export function Suggestions({ followed, onFollow }: Props) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState<string>();
  const all = i18n.language === "fr" ? [...FRENCH, ...ENGLISH] : [...ENGLISH, ...FRENCH];
  const shown = all.filter(({ url }) => !followed.includes(url));
  const follow = (url: string) => {
    if (busy !== undefined) return;
    setBusy(url);
    void onFollow(url).finally(() => setBusy(undefined));
  };
  if (shown.length === 0) return null;
  return (
    <ul className="plain suggestions" aria-label={t("news.add.suggested")}>
      {shown.map(({ title, url }) => (
        <li key={url} className="row g12 suggestion">
          <span className="col sp">
            <span className="t13 w5">{title}</span>
            <span className="t12 i3 el">{url.replace(/^https:\/\/(www\.)?/, "")}</span>
          </span>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("news.followNamed", { title })}
            aria-busy={busy === url}
            onClick={() => follow(url)}
          >
            {t(busy === url ? "news.following" : "news.follow")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
