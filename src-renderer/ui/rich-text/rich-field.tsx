// A small editor of formatted text, for signatures and templates.
import { EditorContent } from "@tiptap/react";
import { cleanHtml } from "./clean.ts";
import { sentHtml, shownHtml } from "./pictures.ts";
import { Toolbar } from "./toolbar.tsx";
import { useRichText } from "./use-rich-text.ts";

interface Props {
  readonly label: string;
  /** As it is stored. Read once. */
  readonly html: string;
  readonly onChange: (html: string) => void;
}

/** The field, under its label. */
export function RichField({ label, html, onChange }: Props) {
  const editor = useRichText({
    html: shownHtml(cleanHtml(html, true), new Map()),
    label,
    onChange: (next) => onChange(sentHtml(next)),
  });
  return (
    <div className="col">
      <span className="mantine-InputWrapper-label" aria-hidden="true">
        {label}
      </span>
      <div className="rich-field">
        <Toolbar editor={editor} />
        <EditorContent editor={editor} />
      </div>
    </div>
  );
}
