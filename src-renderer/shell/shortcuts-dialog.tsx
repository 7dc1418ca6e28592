// Every shortcut, by place.
import { Kbd, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

const GROUPS = {
  global: [
    ["new", ["N"]],
    ["undo", ["Ctrl Z"]],
    ["redo", ["Ctrl Shift Z"]],
    ["theme", ["Ctrl Shift L"]],
    ["settings", ["Ctrl ,"]],
    ["pane", ["F6"]],
    ["close", ["Esc"]],
    ["help", ["?"]],
  ],
  agenda: [
    ["today", ["T"]],
    ["period", ["←", "→", "K", "J"]],
    ["views", ["D", "W", "M", "L"]],
    ["sidebar", ["B"]],
  ],
  event: [
    ["around", ["↑", "↓", "←", "→"]],
    ["peek", ["Enter"]],
    ["edit", ["E"]],
    ["remove", ["Delete"]],
    ["answer", ["1", "2", "3"]],
    ["moveTime", ["Alt ↑", "Alt ↓"]],
    ["moveDay", ["Alt ←", "Alt →"]],
    ["resize", ["Shift Alt ↑", "Shift Alt ↓"]],
  ],
} as const;

/** The list that `?` opens. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("keys.title")}
      size={720}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className="key-groups">
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
          <section key={group} className={`key-${group}`}>
            <h3 className="over">{t(`keys.${group}`)}</h3>
            <dl>
              {GROUPS[group].map(([deed, keys]) => (
                <div key={deed} className="key-line">
                  <dt className="t13">{t(`keys.${deed}`)}</dt>
                  <dd className="row g4">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
