// The foot of the editor: what saving would do beyond the event, before the click (look.md §1.4), and the buttons.
import { Button, Tooltip, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle, IconMail } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import type { Input, Output } from "../../../src-preload/contract/contract.ts";
import { useLive } from "../../live.tsx";
import { STROKE } from "../../ui/hue.ts";
import { saySeries } from "../say-consequences.ts";
import { Message } from "./message.tsx";
import type { EditorModel } from "./model.ts";

/** Typing settles this long before it is asked about. */
const SETTLE_MS = 250;

/** @param planned undefined while there is nothing to save */
function useConsequences(planned: Input<"events.consequences"> | undefined): Output<"events.consequences"> | undefined {
  const [settled] = useDebouncedValue(JSON.stringify(planned) as string | undefined, SETTLE_MS);
  const input = settled === undefined ? {} : (JSON.parse(settled) as Input<"events.consequences">);
  const { data } = useLive("events.consequences", input, { keep: true, enabled: settled !== undefined });
  return planned && settled !== undefined ? data : undefined;
}

interface Props {
  readonly editor: EditorModel;
}

function Consequences({ editor, found }: Props & { readonly found: Output<"events.consequences"> | undefined }) {
  const { t } = useTranslation();
  const series = found ? saySeries(found, t) : [];
  const mails = found?.mails ?? [];
  const isLossy = (found?.exceptionsLost ?? 0) > 0;
  return (
    <div className="row g8 top t13 i2 sp" aria-live="polite">
      {mails.length > 0 ? (
        <IconMail size={17} stroke={STROKE} className="ic foot-icon" aria-hidden="true" />
      ) : (
        isLossy && <IconAlertTriangle size={17} stroke={STROKE} className="ic foot-icon" aria-hidden="true" />
      )}
      <span>
        {mails.length > 0 && (
          <>
            <Trans i18nKey="editor.saveMails" count={mails.length} components={{ b: <b className="w6" /> }} />{" "}
            <UnstyledButton className="ed-see br w5" onClick={() => editor.setReading(true)}>
              {t("editor.seeMessage")}
            </UnstyledButton>{" "}
          </>
        )}
        {series.join(" ")}
      </span>
      {editor.reading && <Message editor={editor} mails={mails} onClose={() => editor.setReading(false)} />}
    </div>
  );
}

/** The bar. */
export function Foot({ editor }: Props) {
  const { t } = useTranslation();
  const { refusal, busy, lock } = editor;
  const found = useConsequences(editor.planned);
  const tells = (found?.mails.length ?? 0) > 0;
  return (
    <div className="foot">
      {refusal && refusal.field === undefined ? (
        <span className="t13 err sp" role="alert">
          {refusal.text}
        </span>
      ) : (
        <Consequences editor={editor} found={found} />
      )}
      <span className="row g8 ed-buttons">
        <Button variant="subtle" color="gray" onClick={editor.leave}>
          {t(lock === "readOnly" ? "common.close" : "common.cancel")}
        </Button>
        {lock !== "readOnly" && (
          <Tooltip label={t("editor.saveKeys")} zIndex={400}>
            <Button type="submit" aria-busy={busy} disabled={editor.problem !== undefined}>
              {busy ? t("common.saving") : t(tells ? "editor.saveAndTell" : "common.save")}
            </Button>
          </Tooltip>
        )}
      </span>
    </div>
  );
}
