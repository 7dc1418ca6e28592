// One message being written: its form, its draft on disk, its way out.
import type { Editor } from "@tiptap/react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { Identity } from "../../src-preload/contract/mail-send.ts";
import type { DraftId } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { plainOf } from "../ui/rich-text/plain.ts";
import { setSignature } from "../ui/rich-text/use-rich-text.ts";
import { toast } from "../ui/toast.tsx";
import { DraftSaver, type SaveState } from "./draft-saver.ts";
import { type Form, isEmpty, saveInput, saveKey } from "./form.ts";
import type { Opened } from "./open-write.ts";
import { useFiles } from "./use-files.ts";
import { useMode } from "./use-mode.ts";

interface Options {
  readonly opened: Opened;
  readonly identities: readonly Identity[];
  readonly onClose: () => void;
  /** Thrown away, and can be brought back for a moment. */
  readonly onDiscarded: (id: DraftId) => void;
  /** It is on disk, under this name. */
  readonly onDraft: (id: DraftId) => void;
}

const signatureOf = (identity: Identity, form: Form) =>
  form.inReplyTo || form.forwardOf ? (identity.replySignature ?? identity.signature) : identity.signature;

/** The form, with a reading that is never late: a save must not miss the last key. */
function useForm(first: Form) {
  const [form, setForm] = useState(first);
  const latest = useRef(form);
  const [write] = useState(() => (change: (form: Form) => Form) => {
    latest.current = change(latest.current);
    setForm(latest.current);
  });
  return { form, latest, write };
}

function useSaver(opened: Opened, { latest, write }: ReturnType<typeof useForm>) {
  const call = useCall();
  const callNow = useRef(call);
  callNow.current = call;
  const [state, setState] = useState<SaveState>({ kind: opened.form.draftId ? "saved" : "new", atMs: 0 } as SaveState);
  const [saver] = useState(() => {
    const made = new DraftSaver({
      read: () => latest.current,
      write,
      onState: setState,
      save: async (form) => (await callNow.current("mail.draft", saveInput(form))).draft,
    });
    made.settle(opened.form);
    return made;
  });
  useEffect(() => {
    // The window may never come back from where it goes now.
    const keep = () => void saver.flush().catch(() => undefined);
    const hide = () => document.visibilityState === "hidden" && keep();
    window.addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", keep);
      document.removeEventListener("visibilitychange", hide);
      // Another page took the whole window; what was sent or thrown away is saved no more anyway.
      keep();
    };
  }, [saver]);
  return { saver, state };
}

interface Leaving {
  readonly opened: Opened;
  readonly latest: ReturnType<typeof useForm>["latest"];
  readonly saver: DraftSaver;
  readonly isUntouched: () => boolean;
  readonly onClose: () => void;
  readonly onDiscarded: (id: DraftId) => void;
}

/** The two ways out that send nothing. */
function useLeaving({ opened, latest, saver, isUntouched, onClose, onDiscarded }: Leaving) {
  const { t } = useTranslation();
  const call = useCall();

  /** Leaves: what was written is a draft, what was not is gone. */
  async function close() {
    const now = latest.current;
    try {
      if ((opened.isFresh && isUntouched()) || isEmpty(now)) {
        await saver.stop();
        const { draftId } = latest.current;
        if (draftId) await call("mail.discardDraft", { id: draftId });
      } else {
        await saver.flush();
        if (!isUntouched()) toast({ text: t("compose.draftKept") });
      }
      onClose();
    } catch (error) {
      saver.resume();
      toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });
    }
  }

  /** Throws it away. What was written can be brought back, so it is kept first. */
  async function discard() {
    const isNothing = isEmpty(latest.current) || (opened.isFresh && isUntouched());
    try {
      if (!isNothing) await saver.keep();
      await saver.stop();
      const { draftId } = latest.current;
      if (draftId) await call("mail.discardDraft", { id: draftId, ...(!isNothing && { undoable: true }) });
      if (draftId && !isNothing) onDiscarded(draftId);
      else onClose();
    } catch (error) {
      saver.resume();
      toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });
    }
  }

  return { close, discard };
}

/** The composer's state and deeds. */
export function useComposer({ opened, identities, onClose, onDiscarded, onDraft }: Options) {
  const held = useForm(opened.form);
  const { form, latest } = held;
  const { saver, state } = useSaver(opened, held);
  const [editor, setEditor] = useState<Editor>();
  const [first] = useState(() => saveKey(opened.form));
  const isUntouched = () => saveKey(latest.current) === first;

  const write = (change: (form: Form) => Form) => {
    held.write(change);
    if (latest.current.draftId || !isEmpty(latest.current)) saver.touch();
  };
  const set = (change: Partial<Form>) => write((now) => ({ ...now, ...change }));
  const files = useFiles({
    read: () => latest.current,
    write,
    insert: (picture, at) => {
      const node = { type: "image", attrs: picture };
      if (at === undefined) editor?.chain().focus().insertContent(node).run();
      else editor?.chain().focus().insertContentAt(at, node).run();
    },
  });

  const leaving = useLeaving({ opened, latest, saver, isUntouched, onClose, onDiscarded });
  const switchMode = useMode(() => latest.current, set);
  const { draftId } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it changes
  useEffect(() => {
    if (draftId) onDraft(draftId);
  }, [draftId]);

  return {
    form,
    latest,
    state,
    saver,
    editor,
    identity: identities.find(({ id }) => id === form.identityId) ?? identities[0],
    files,
    setEditor,
    set,
    write,
    switchMode,
    ...leaving,
    /** Another sender, and what they write under their messages. */
    sendAs(identity: Identity) {
      const before = identities.find(({ id }) => id === latest.current.identityId);
      const [old, next] = [before ? signatureOf(before, latest.current) : "", signatureOf(identity, latest.current)];
      set({ identityId: identity.id, accountId: identity.accountId });
      if (editor && latest.current.mode === "html") setSignature(editor, next);
      else if (old !== "")
        set({ text: latest.current.text.replace(`-- \n${plainOf(old)}`, next && `-- \n${plainOf(next)}`) });
    },
  };
}

/** What the parts of a composer are given. */
export type ComposerModel = ReturnType<typeof useComposer>;
