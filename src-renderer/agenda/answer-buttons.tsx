// The user's answer to an invitation: yes, maybe, no. The keys 1, 2, 3 do the same while the peek is open.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { useCommands } from "../ui/commands.tsx";
import type { Answer } from "./use-changes.ts";

const ANSWERS = ["accepted", "tentative", "declined"] as const;

interface Props {
  readonly detail: EventDetail;
  readonly onAnswer: (answer: Answer) => void;
}

/** Three buttons; the one given is pressed. */
export function AnswerButtons({ detail, onAnswer }: Props) {
  const { t } = useTranslation();
  useCommands(
    ANSWERS.map((answer, n) => ({
      id: `event.answer.${answer}`,
      label: t("command.answer", { answer: t(`answer.${answer}`) }),
      group: t("command.eventGroup"),
      keys: [String(n + 1)],
      run: () => onAnswer(answer),
    })),
  );
  const { organizer } = detail;
  const who = organizer?.name ?? organizer?.address;
  return (
    <div className="col g6 peek-answer">
      <span className="t12 i3">{who ? t("answer.informsName", { who }) : t("answer.informs")}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: three buttons of one question, not fields of a form */}
      <div className="row g6" role="group" aria-label={t("field.answer")}>
        {ANSWERS.map((answer, n) => (
          <Button
            key={answer}
            size="compact-sm"
            className="sp"
            variant={detail.answer === answer ? "light" : "default"}
            aria-pressed={detail.answer === answer}
            aria-keyshortcuts={String(n + 1)}
            onClick={() => onAnswer(answer)}
          >
            {t(`answer.${answer}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
