// Sending: what stands in the way is said, what a friend would ask is asked, one question at a time; then it is on its way.
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { ComposeWarning } from "../../src-preload/contract/mail-send.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { choose } from "../ui/choose.tsx";
import { saySize } from "../ui/say-size.ts";
import { type Form, type SendOptions, sendInput, withoutUnseen } from "./form.ts";
import { allHidden } from "./recipients.ts";
import type { ComposerModel } from "./use-composer.ts";

/** What may be sent all the same. */
type Question = Exclude<ComposeWarning, { readonly kind: "no-recipient" | "too-large" }>;

/** What went out, or will. */
export interface Sent {
  readonly id: string;
  readonly state: string;
  readonly dueMs?: number | undefined;
  readonly subject: string;
  readonly who: readonly string[];
}

interface Problem {
  readonly at: "to" | "form";
  readonly text: string;
}

/** What is asked, in words; the answer: on with it, or back to the message with what was changed of it. */
function useQuestions({ write }: ComposerModel) {
  const { t, i18n } = useTranslation();
  const names = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const textOf = (one: Question): { readonly title: string; readonly text: string } => {
    switch (one.kind) {
      case "forgotten-attachment":
        return { title: t("check.attachmentTitle"), text: t("check.attachmentText", { word: one.word }) };
      case "many-public":
        return { title: t("check.manyTitle", { count: one.count }), text: t("check.manyText") };
      case "first-time-external": {
        const shown = names.format(one.addresses.slice(0, 3));
        const count = one.addresses.length;
        return { title: t("check.firstTitle", { count }), text: t("check.firstText", { count, addresses: shown }) };
      }
      case "too-many":
        return {
          title: t("check.tooManyTitle", { count: one.count }),
          text: t("check.tooManyText", { count: one.limit }),
        };
      case "no-subject":
        return { title: t("check.subjectTitle"), text: t("check.subjectText") };
    }
  };
  return async (one: Question): Promise<boolean> => {
    const hide = { value: "hide", label: t("check.hide") } as const;
    const answer = await choose({
      ...textOf(one),
      choices: [
        ...(one.kind === "many-public" ? [hide] : []),
        { value: "send", label: t("check.sendAnyway") } as const,
      ],
      cancel: t("check.back"),
    });
    if (answer === "hide") write((form) => ({ ...form, ...allHidden(form) }));
    return answer === "send";
  };
}

/** What this window knows better than the draft. */
function obstacleOf(form: Form, t: TFunction): Problem | undefined {
  if (form.attachments.some(({ progress }) => progress !== undefined)) return { at: "form", text: t("check.reading") };
  const everybody = [...form.to, ...form.cc, ...form.bcc];
  const wrong = everybody.find((one) => one.wrong);
  if (wrong) return { at: "to", text: t("check.wrongRecipient", { text: wrong.address }) };
  return everybody.length === 0 ? { at: "to", text: t("check.noRecipient") } : undefined;
}

function stopped(one: Exclude<ComposeWarning, Question>, t: TFunction, language: string): Problem {
  if (one.kind === "no-recipient") return { at: "to", text: t("check.noRecipient") };
  const params = { size: saySize(one.bytes, language), limit: saySize(one.limit, language) };
  return { at: "form", text: t("check.tooLarge", params) };
}

/** `onSent` is told once the engine has it: from then on it is in the outbox. */
export function useSending(composer: ComposerModel, onSent: (sent: Sent) => void) {
  const { latest, saver, write } = composer;
  const { t, i18n } = useTranslation();
  const call = useCall();
  const ask = useQuestions(composer);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  /** @returns true when nothing stands in the way, or nobody minds */
  async function settled(warnings: readonly ComposeWarning[]): Promise<boolean> {
    for (const one of warnings) {
      if (one.kind === "no-recipient" || one.kind === "too-large") {
        setProblem(stopped(one, t, i18n.language));
        return false;
      }
      if (!(await ask(one))) return false;
    }
    return true;
  }

  async function run(options: SendOptions) {
    const inTheWay = obstacleOf(latest.current, t);
    setProblem(inTheWay);
    if (inTheWay) return;
    write(withoutUnseen);
    const draftId = await saver.keep();
    const { warnings } = await call("mail.check", { draftId });
    if (!(await settled(warnings))) return;
    await saver.flush();
    await saver.stop();
    const now = latest.current;
    const { id, state, dueMs } = await call("mail.send", sendInput(now, options));
    const who = [...now.to, ...now.cc, ...now.bcc].map(({ name, address }) => name ?? address);
    onSent({ id, state, dueMs, subject: now.subject, who });
  }

  return {
    busy,
    problem,
    forget: () => setProblem(undefined),
    async send(options: SendOptions = {}) {
      if (busy) return;
      setBusy(true);
      try {
        await run(options);
      } catch (error) {
        saver.resume();
        setProblem({ at: "form", text: sayFailure(t, toFailure(error)) });
      }
      setBusy(false);
    },
  };
}
