// What a kept version says.
import { useTranslation } from "react-i18next";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { EventFacts } from "../ui/event-facts.tsx";
import { Skeleton } from "../ui/loading.tsx";

/** @param id of history.list */
export function VersionPreview({ id, zone }: { id: string; zone: string }) {
  const { t } = useTranslation();
  const { data, failure } = useLive("history.get", { id });
  if (data) return <EventFacts event={data.event} zone={zone} />;
  if (failure) {
    return (
      <p className="t13 err" role="alert">
        {sayFailure(t, failure)}
      </p>
    );
  }
  return <Skeleton />;
}
