// Clicks on links of a message: shown where they lead, asked about when they pretend, opened outside.
import { useTranslation } from "react-i18next";
import { choose } from "../ui/choose.tsx";
import { linkTarget, openOutside } from "./link-target.ts";
import type { Write } from "./write.ts";

/** @param onWrite writes to an address; undefined: nobody can @returns follows a link */
export function useFollow(onWrite: ((write: Write) => void) | undefined): (href: string, text: string) => void {
  const { t } = useTranslation();
  return (href, text) => {
    const target = linkTarget(href, text);
    if (!target) return;
    if (/^mailto:/i.test(href)) {
      onWrite?.({ kind: "new", to: target.host });
      return;
    }
    const { pretends, host } = target;
    if (pretends === undefined) {
      openOutside(target.href);
      return;
    }
    void choose({
      title: t("reader.link.title"),
      text: t("reader.link.pretends", { shown: pretends, host }),
      choices: [{ value: "open", label: t("reader.link.open", { host }), tone: "loss" }],
      cancel: t("reader.link.stay"),
    }).then((answer) => answer === "open" && openOutside(target.href));
  };
}
