// The buttons of formatted text: few, and each with its key.
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconBlockquote,
  IconBold,
  IconClearFormatting,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhoto,
  IconUnderline,
} from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { askText } from "../ask-text.tsx";
import { STROKE } from "../hue.ts";
import { sayKeys } from "../say-keys.ts";

const MARKS = [
  ["bold", IconBold, "Mod+b", (e: Editor) => e.chain().focus().toggleBold().run()],
  ["italic", IconItalic, "Mod+i", (e: Editor) => e.chain().focus().toggleItalic().run()],
  ["underline", IconUnderline, "Mod+u", (e: Editor) => e.chain().focus().toggleUnderline().run()],
  ["bulletList", IconList, "Mod+Shift+8", (e: Editor) => e.chain().focus().toggleBulletList().run()],
  ["orderedList", IconListNumbers, "Mod+Shift+7", (e: Editor) => e.chain().focus().toggleOrderedList().run()],
  ["blockquote", IconBlockquote, "Mod+Shift+b", (e: Editor) => e.chain().focus().toggleBlockquote().run()],
] as const;

interface ButtonProps {
  readonly Icon: ComponentType<{ size: number; stroke: number }>;
  readonly label: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

function Tool({ Icon, label, keys, pressed, onClick }: ButtonProps) {
  return (
    <Tooltip label={keys ? `${label} · ${sayKeys(keys)}` : label}>
      <ActionIcon
        className="tool"
        aria-label={label}
        aria-pressed={pressed}
        // The text keeps its selection while a button is pressed.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        <Icon size={17} stroke={STROKE} />
      </ActionIcon>
    </Tooltip>
  );
}

function useLinkQuestion(editor: Editor) {
  const { t } = useTranslation();
  return () => {
    const { from, to, empty } = editor.state.selection;
    const known = String(editor.getAttributes("link").href ?? "");
    askText({
      title: t("rich.linkTitle"),
      label: t("rich.linkLabel"),
      hint: known ? t("rich.linkHintKnown") : t("rich.linkHint"),
      initial: known || "https://",
      action: t("common.save"),
      run: async (typed) => {
        const href = typed.includes("@") && !typed.includes(":") ? `mailto:${typed}` : typed;
        if (!/^(https?:\/\/[^\s/]|mailto:\S+@|tel:[+\d])/i.test(href)) {
          throw new Failure("invalid-input", { detail: t("rich.linkBad") });
        }
        const chain = editor.chain().focus();
        if (empty && !known) {
          chain.insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
        } else chain.setTextSelection({ from, to }).extendMarkRange("link").setLink({ href }).run();
      },
    });
  };
}

interface Props {
  readonly editor: Editor;
  /** Absent: pictures cannot be put in. */
  readonly onPicture?: () => void;
}

/** The toolbar. */
export function Toolbar({ editor, onPicture }: Props) {
  const { t } = useTranslation();
  const ask = useLinkQuestion(editor);
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      Object.fromEntries([...MARKS.map(([name]) => name), "link" as const].map((name) => [name, now.isActive(name)])),
  });
  const clear = () => editor.chain().focus().unsetAllMarks().clearNodes().run();
  const unlink = () => editor.chain().focus().extendMarkRange("link").unsetLink().run();
  return (
    <div className="tools" role="toolbar" aria-label={t("rich.toolbar")}>
      {MARKS.map(([name, Icon, keys, run]) => (
        <Tool
          key={name}
          Icon={Icon}
          label={t(`rich.${name}`)}
          keys={keys}
          pressed={active[name] ?? false}
          onClick={() => run(editor)}
        />
      ))}
      <Tool
        Icon={IconLink}
        label={t(active.link ? "rich.unlink" : "rich.link")}
        pressed={active.link ?? false}
        onClick={active.link ? unlink : ask}
      />
      {onPicture && <Tool Icon={IconPhoto} label={t("rich.picture")} onClick={onPicture} />}
      <Tool Icon={IconClearFormatting} label={t("rich.clear")} onClick={clear} />
    </div>
  );
}
