// Work whose failure is told at once in a message; what it changes comes back by the feed.
import { useTranslation } from "react-i18next";
import { type Failure, toFailure } from "../src-preload/contract/failure.ts";
import { sayFailure } from "./i18n/say-failure.ts";
import { toast } from "./ui/toast.tsx";

/** What else there is to say of a failure. */
type More = (failure: Failure) => string | undefined;

/** @returns tells the failure of a piece of work, and `more` after it; a cancelled one says nothing */
export function useTold(): (work: Promise<unknown>, more?: More) => void {
  const { t } = useTranslation();
  return (work, more) => {
    work.catch((error: unknown) => {
      const failure = toFailure(error);
      if (failure.reason === "cancelled") return;
      const text = [sayFailure(t, failure), more?.(failure)].filter((part) => part !== undefined).join(" ");
      toast({ text, tone: "failed" });
    });
  };
}
