// One field to follow a site or a feed; what went wrong stands under it.
import { Button, TextInput } from "@mantine/core";
import type { TFunction } from "i18next";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { Feed } from "../../src-preload/contract/feeds.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCommand } from "../live.tsx";

function sayWhy(failure: Failure, t: TFunction): string {
  if (failure.reason === "invalid-input") return t("news.add.invalid");
  return failure.reason === "offline" ? t("news.add.offline") : sayFailure(t, failure);
}

interface Props {
  /** It is followed; the list shows it by itself. */
  readonly onAdded: (feed: Feed) => void;
}

/** The form. */
export function AddFeed({ onAdded }: Props) {
  const { t } = useTranslation();
  const add = useCommand("feeds.add");
  const [url, setUrl] = useState("");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<string>();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!url.trim() || busy) return;
    setBusy(true);
    setWhy(undefined);
    try {
      const { feed } = await add({ url });
      setUrl("");
      onAdded(feed);
    } catch (error) {
      setWhy(sayWhy(toFailure(error), t));
    }
    setBusy(false);
  }
  return (
    <form className="add-feed" onSubmit={submit}>
      <TextInput
        size="sm"
        label={t("news.add.label")}
        placeholder={t("news.add.placeholder")}
        value={url}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        inputMode="url"
        aria-invalid={why !== undefined}
        error={why && <span role="alert">{why}</span>}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
      />
      <Button type="submit" h={36} aria-busy={busy}>
        {t(busy ? "news.following" : "news.follow")}
      </Button>
    </form>
  );
}
