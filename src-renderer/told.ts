// Work whose failure is told at once in a message; what it changes comes back by the feed.
import { useTranslation } from "react-i18next";
import { toFailure } from "../src-preload/contract/failure.ts";
import { sayFailure } from "./i18n/say-failure.ts";
import { toast } from "./ui/toast.tsx";

/** @returns tells the failure of a piece of work; a cancelled one says nothing */
export function useTold(): (work: Promise<unknown>) => void {
  const { t } = useTranslation();
  return (work) => {
    work.catch((error: unknown) => {
      const failure = toFailure(error);
      if (failure.reason !== "cancelled") toast({ text: sayFailure(t, failure), tone: "failed" });
    });
  };
}
