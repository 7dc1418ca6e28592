// A folder in the pane: glyph, name, what is unread; takes mail that is dropped on it.
import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { droppedLine, isMailDrag } from "./drag.ts";
import type { roleIcon } from "./role-look.ts";

interface Props {
  readonly Icon: ReturnType<typeof roleIcon>;
  readonly name: string;
  readonly depth?: number;
  readonly count: number;
  /** What the count is of, in words. */
  readonly countLabel: string;
  readonly isCurrent: boolean;
  /** Why its sync fails. */
  readonly trouble?: string | undefined;
  /** Present where there are folders in it. */
  readonly branch?: { readonly isOpen: boolean; readonly onToggle: () => void } | undefined;
  readonly menu?: ReactNode;
  readonly onOpen: () => void;
  readonly onDrop?: ((lineId: string) => void) | undefined;
  /** Takes messages from files. */
  readonly onFiles?: ((files: readonly File[]) => void) | undefined;
}

/** Files from outside. */
const isFileDrag = (event: DragEvent) => event.dataTransfer.types.includes("Files");

function useDrop({ onDrop, onFiles }: Pick<Props, "onDrop" | "onFiles">) {
  const [isOver, setOver] = useState(false);
  const target = onDrop && {
    onDragOver: (event: DragEvent) => {
      if (!isMailDrag(event) && !(onFiles && isFileDrag(event))) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = isMailDrag(event) ? "move" : "copy";
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (isMailDrag(event)) onDrop(droppedLine(event));
      else if (onFiles && isFileDrag(event)) onFiles([...event.dataTransfer.files]);
      else return;
      event.preventDefault();
    },
  };
  return { isOver, target };
}

/** The row. */
export function FolderRow(props: Props) {
  const { Icon, name, depth = 0, count, countLabel, isCurrent, trouble, branch, menu, onOpen, onDrop, onFiles } = props;
  const { t, i18n } = useTranslation();
  const { isOver, target } = useDrop({ onDrop, onFiles });
  const state = `${isCurrent ? " on" : ""}${isOver ? " over-drop" : ""}`;
  return (
    <li className={`mf-row${state}`} style={{ paddingInlineStart: depth * 16 }} {...target}>
      {branch ? (
        <button
          type="button"
          className={branch.isOpen ? "mf-branch open" : "mf-branch"}
          aria-expanded={branch.isOpen}
          aria-label={t(branch.isOpen ? "mail.folder.fold" : "mail.folder.unfold", { name })}
          onClick={branch.onToggle}
        >
          <IconChevronRight size={12} stroke={2} aria-hidden="true" />
        </button>
      ) : null}
      <UnstyledButton
        className="mf-open row g8"
        aria-current={isCurrent ? "page" : undefined}
        title={trouble}
        onClick={onOpen}
      >
        <Icon size={16} stroke={STROKE} className="ic" aria-hidden="true" />
        <span className="el sp">{name}</span>
        {trouble && <IconAlertTriangle size={14} stroke={STROKE} className="err" role="img" aria-label={trouble} />}
        {count > 0 && (
          <span className="mf-count tn">
            <span aria-hidden="true">{count.toLocaleString(i18n.language)}</span>
            <span className="hidden">{countLabel}</span>
          </span>
        )}
      </UnstyledButton>
      {menu}
    </li>
  );
}
