// Brief messages at the bottom left (look.md §4): 6 s, 10 s with undo, never for an error that needs an answer.
import { Kbd, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";

interface Message {
  readonly text: string;
  /** `notice`: something new waits for the person; it is told without alarm, and stands in its own place too. */
  readonly tone?: "done" | "failed" | "notice";
  readonly action?: { readonly label: string; readonly keys?: string; readonly run: () => void };
}

function Body({ text, tone, action, onAct }: Message & { onAct: () => void }) {
  return (
    <div className="toast-in">
      {tone === "failed" || tone === "notice" ? (
        <IconAlertTriangle size={17} stroke={2} color="#ff8f88" aria-hidden="true" />
      ) : (
        <IconCheck size={17} stroke={2} color="#62c992" aria-hidden="true" />
      )}
      <span className="sp">{text}</span>
      {action && (
        <UnstyledButton className="toast-act" onClick={onAct}>
          {action.label}
        </UnstyledButton>
      )}
      {action?.keys && <Kbd>{action.keys}</Kbd>}
    </div>
  );
}

const MAX_SHOWN = 3;
const shown: string[] = [];

function forget(id: string): void {
  const at = shown.indexOf(id);
  if (at >= 0) shown.splice(at, 1);
}

function hide(id: string): void {
  forget(id);
  notifications.hide(id);
}

/** Shows a brief message. The newest is always seen: a fourth sends the oldest away.
 *  @returns hides it */
export function toast({ text, tone = "done", action }: Message): () => void {
  const id = crypto.randomUUID();
  const act = () => {
    hide(id);
    action?.run();
  };
  const [oldest] = shown;
  if (shown.length >= MAX_SHOWN && oldest) hide(oldest);
  shown.push(id);
  notifications.show({
    id,
    role: tone === "failed" ? "alert" : "status",
    className: "toast",
    withCloseButton: false,
    autoClose: action || tone === "failed" ? 10_000 : 6000,
    onClose: () => forget(id),
    message: <Body text={text} tone={tone} {...(action && { action })} onAct={act} />,
  });
  return () => hide(id);
}
