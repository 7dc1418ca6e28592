// Asks which instances of a series a change is for. One click answers, Esc gives up.
import { Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useTranslation } from "react-i18next";
import type { Scope } from "../../src-preload/contract/shapes.ts";

const SCOPES = ["this", "following", "all"] as const;

function Choices({ onAnswer }: { onAnswer: (scope: Scope | undefined) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="t13 i2">{t("scope.question")}</p>
      <div className="col g6 mt12">
        {SCOPES.map((scope) => (
          <Button
            key={scope}
            variant={scope === "this" ? "filled" : "default"}
            data-autofocus={scope === "this" || undefined}
            onClick={() => onAnswer(scope)}
          >
            {t(`scope.${scope}`)}
          </Button>
        ))}
        <Button variant="subtle" color="gray" onClick={() => onAnswer(undefined)}>
          {t("common.cancel")}
        </Button>
      </div>
    </>
  );
}

/** Asks in a small dialog.
 *  @returns the scope, or undefined when the change is given up */
export function askScope(title: string): Promise<Scope | undefined> {
  return new Promise((resolve) => {
    let answer: Scope | undefined;
    const id = modals.open({
      title,
      size: 360,
      onClose: () => resolve(answer),
      children: (
        <Choices
          onAnswer={(scope) => {
            answer = scope;
            modals.close(id);
          }}
        />
      ),
    });
  });
}
