// The seconds in which a message can still be taken back: a ring that empties, bottom left, with its key.
import { Kbd, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

const TICK_MS = 250;
const ROUND = 51;

interface Props {
  readonly who: string;
  readonly fromMs: number;
  readonly dueMs: number;
  readonly onUndo: () => void;
}

function Countdown({ who, fromMs, dueMs, onUndo }: Props) {
  const { t } = useTranslation();
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const leftMs = Math.max(0, dueMs - nowMs);
  const part = dueMs > fromMs ? leftMs / (dueMs - fromMs) : 0;
  const seconds = Math.ceil(leftMs / 1000);
  return (
    <div className="toast-in">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="8" fill="none" stroke="#4a5261" strokeWidth="2" />
        <circle
          cx="10"
          cy="10"
          r="8"
          fill="none"
          stroke="#f5b32f"
          strokeWidth="2"
          strokeLinecap="round"
          strokeDasharray={`${part * ROUND} ${ROUND}`}
          transform="rotate(-90 10 10)"
        />
      </svg>
      <span className="sp tn">{t(seconds > 0 ? "compose.sendingIn" : "compose.onItsWay", { who, seconds })}</span>
      {seconds > 0 && (
        <>
          <UnstyledButton className="toast-act" onClick={onUndo}>
            {t("common.undo")}
          </UnstyledButton>
          <Kbd>Z</Kbd>
        </>
      )}
    </div>
  );
}

const idOf = (id: string) => `send-${id}`;

/** Shows it until the message is on its way. */
export function showUndoSend(id: string, props: Props): void {
  const hide = () => notifications.hide(idOf(id));
  const timer = setTimeout(hide, props.dueMs - Date.now() + 1500);
  notifications.show({
    id: idOf(id),
    role: "status",
    className: "toast",
    withCloseButton: false,
    autoClose: false,
    onClose: () => clearTimeout(timer),
    message: (
      <Countdown
        {...props}
        onUndo={() => {
          hide();
          props.onUndo();
        }}
      />
    ),
  });
}

/** Takes the message from the screen. */
export const hideUndoSend = (id: string) => notifications.hide(idOf(id));
