// Keeps a broken view from taking the window down.
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "./hue.ts";

/** What stands where something failed: what happened, what is safe, what to do. */
export function Problem({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className="problem" role="alert">
      <IconAlertTriangle size={20} stroke={STROKE} className="err" aria-hidden="true" />
      <div className="col g4 sp">
        <h2 className="t14 w6">{title}</h2>
        <p className="t13 i2">{text}</p>
        {action && <div className="row g8 mt12">{action}</div>}
      </div>
    </div>
  );
}

function Crashed({ onReopen }: { onReopen: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="center">
      <Problem
        title={t("shell.crashTitle")}
        text={t("shell.crash")}
        action={<Button onClick={onReopen}>{t("shell.reopen")}</Button>}
      />
    </div>
  );
}

/** Shows a way back instead of a view that threw. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (this.state.failed) return <Crashed onReopen={() => this.setState({ failed: false })} />;
    return this.props.children;
  }
}
