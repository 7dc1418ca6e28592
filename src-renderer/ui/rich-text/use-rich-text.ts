// One editor of formatted text.
import { type Editor, useEditor } from "@tiptap/react";
import { useRef } from "react";
import { cleanHtml } from "./clean.ts";
import { extensionsFor } from "./extensions.ts";

interface Options {
  /** As pictures.ts makes it for the editor. Read once. */
  readonly html: string;
  /** Accessible name. */
  readonly label: string;
  readonly placeholder?: string;
  readonly onChange: (html: string) => void;
  /** Files that were pasted or dropped; absent: not taken. @param at position in the text */
  readonly onFiles?: (files: readonly File[], at: number | undefined) => void;
}

const filesOf = (data: DataTransfer | null) => [...(data?.files ?? [])];

/** Word processors put a picture of the text beside the text: the text is what was meant. A picture copied from a page comes
 *  with the page's mark-up of it, which says nothing. */
function hasWords(data: DataTransfer | null): boolean {
  const html = data?.getData("text/html") ?? "";
  if (html === "") return false;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return (body.textContent ?? "").trim() !== "" || body.querySelectorAll("img").length !== 1;
}

/** The editor; it keeps its own text from here on. */
export function useRichText({ html, label, placeholder = "", onChange, onFiles }: Options): Editor {
  const latest = useRef({ onChange, onFiles });
  latest.current = { onChange, onFiles };
  return useEditor({
    extensions: extensionsFor(placeholder),
    content: html,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "rich" },
      transformPastedHTML: (pasted) => cleanHtml(pasted),
      handlePaste: (view, event) => {
        const files = filesOf(event.clipboardData);
        if (files.length === 0 || !latest.current.onFiles || hasWords(event.clipboardData)) return false;
        latest.current.onFiles(files, view.state.selection.from);
        return true;
      },
      handleDrop: (view, event, _slice, moved) => {
        const files = filesOf(event.dataTransfer);
        if (moved || files.length === 0 || !latest.current.onFiles) return false;
        event.preventDefault();
        event.stopPropagation();
        latest.current.onFiles(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
        return true;
      },
    },
    onUpdate: ({ editor }) => latest.current.onChange(editor.isEmpty ? "" : editor.getHTML()),
  });
}

/** Puts another signature in the place of the one there, or at the end of what is written; an empty one takes it away. */
export function setSignature(editor: Editor, signature: string): void {
  const { doc } = editor.state;
  let found: { from: number; to: number } | undefined;
  doc.descendants((node, at) => {
    if (node.type.name === "signature") found ??= { from: at, to: at + node.nodeSize };
    return false;
  });
  const html = signature.trim() === "" ? "" : `<div data-signature="">${cleanHtml(signature)}</div>`;
  const chain = editor.chain();
  if (found && html) chain.insertContentAt(found, html, { updateSelection: false });
  else if (found) chain.deleteRange(found);
  else if (html) chain.insertContentAt(doc.content.size, html, { updateSelection: false });
  chain.run();
}
