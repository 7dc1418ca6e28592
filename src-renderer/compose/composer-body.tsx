// What the message says: formatted text or plain, the files, the quotation.
import { EditorContent } from "@tiptap/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { cleanHtml } from "../ui/rich-text/clean.ts";
import { shownHtml } from "../ui/rich-text/pictures.ts";
import { useRichText } from "../ui/rich-text/use-rich-text.ts";
import { AttachmentList } from "./attachment-list.tsx";
import { listedFiles } from "./form.ts";
import { QuotedFold } from "./quoted-fold.tsx";
import type { ComposerModel } from "./use-composer.ts";

interface Props {
  readonly composer: ComposerModel;
  readonly autoFocus: boolean;
}

function HtmlText({ composer, autoFocus }: Props) {
  const { t } = useTranslation();
  const { form, set, setEditor, files } = composer;
  const editor = useRichText({
    html: form.html,
    label: t("compose.text"),
    placeholder: t("compose.textPlaceholder"),
    onChange: (html) => set({ html }),
    onFiles: (list, at) => files.add(list, true, at),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each editor
  useEffect(() => {
    setEditor(editor);
    if (autoFocus) editor.commands.focus("start");
    return () => setEditor(undefined);
  }, [editor]);
  return <EditorContent editor={editor} className="mf-text" />;
}

function PlainText({ composer, autoFocus }: Props) {
  const { t } = useTranslation();
  const { form, set } = composer;
  return (
    <textarea
      className="mf-text mf-plain"
      aria-label={t("compose.text")}
      placeholder={t("compose.textPlaceholder")}
      // biome-ignore lint/a11y/noAutofocus: an answer begins with its words
      autoFocus={autoFocus}
      value={form.text}
      onChange={({ currentTarget }) => set({ text: currentTarget.value })}
    />
  );
}

/** The part that scrolls. */
export function ComposerBody({ composer, autoFocus }: Props) {
  const { form, set, files, editor } = composer;
  const edit = () => {
    editor
      ?.chain()
      .insertContentAt(editor.state.doc.content.size, shownHtml(cleanHtml(form.quoted, true), new Map()))
      .run();
    set({ quoted: "" });
  };
  return (
    <div className="mf-body">
      {form.mode === "html" ? <HtmlText {...{ composer, autoFocus }} /> : <PlainText {...{ composer, autoFocus }} />}
      <AttachmentList files={listedFiles(form)} onRemove={files.remove} />
      {form.mode === "html" && form.quoted !== "" && (
        <QuotedFold html={form.quoted} onRemove={() => set({ quoted: "" })} onEdit={edit} />
      )}
    </div>
  );
}
