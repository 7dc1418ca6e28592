// Brief messages at the bottom left (look.md §4): 6 s, 10 s with undo, never for an error that needs an answer.
import { Kbd, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";

interface Message {
  readonly text: string;
  readonly tone?: "done" | "failed";
  readonly action?: { readonly label: string; readonly keys?: string; readonly run: () => void };
}

function Body({ text, tone, action, onAct }: Message & { onAct: () => void }) {
  return (
    <div className="toast-in">
      {tone === "failed" ? (
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

/** Shows a brief message. */
export function toast({ text, tone = "done", action }: Message): void {
  const id = crypto.randomUUID();
  const act = () => {
    notifications.hide(id);
    action?.run();
  };
  notifications.show({
    id,
    role: tone === "failed" ? "alert" : "status",
    className: "toast",
    withCloseButton: false,
    autoClose: action || tone === "failed" ? 10_000 : 6000,
    message: <Body text={text} tone={tone} {...(action && { action })} onAct={act} />,
  });
}
