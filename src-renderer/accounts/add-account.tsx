// Adding an account: the form on the left, what Cadran finds on the right. A sign-in on the provider's page takes the form's place.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SignInWay } from "../../src-preload/contract/accounts.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import { useCommand } from "../live.tsx";
import { AccountFields } from "./account-fields.tsx";
import {
  type AccountForm,
  emptyForm,
  type FieldProblems,
  fieldOf,
  microsoftOf,
  missingIn,
  newAccountOf,
  type Provider,
  providerOf,
} from "./account-form.ts";
import { Discoveries } from "./discoveries.tsx";
import { sayAdding } from "./say-adding.ts";
import { SignInTrouble } from "./sign-in-trouble.tsx";
import { SignInWait } from "./sign-in-wait.tsx";
import { SignedIn } from "./signed-in.tsx";
import { useMailServers } from "./use-mail-servers.ts";
import { useSignInFlow } from "./use-sign-in-flow.ts";

interface Props {
  readonly hasKeychain: boolean;
  /** Chosen already, on the first page. */
  readonly provider?: Provider | undefined;
  /** Of a link that was opened. */
  readonly address?: string | undefined;
  /** @param to the page that has something new to show; undefined: nothing was added */
  readonly onDone: (to?: "agenda" | "mail") => void;
}

/** A form that is sent: with a password, or by a sign-in page. */
function useAdding(provider: Provider | undefined, address = "") {
  const { t } = useTranslation();
  const addAccount = useCommand("accounts.add");
  const flow = useSignInFlow(addAccount as (input: ReturnType<typeof microsoftOf>) => Promise<Output<"accounts.add">>);
  const [form, setForm] = useState<AccountForm>({ ...emptyForm, address, ...(provider && { provider }) });
  const [problems, setProblems] = useState<FieldProblems>({});
  const [busy, setBusy] = useState(false);
  const [added, setAdded] = useState<Output<"accounts.add">>();
  const [failure, setFailure] = useState<Failure>();
  const { stage } = flow;
  const search = useMailServers(form);

  async function send() {
    setBusy(true);
    try {
      const account = newAccountOf(form);
      // The servers on screen are those that get the password.
      const found = account.kind === "mail" && search.kind === "found" && search.servers;
      const { imap, smtp } = found || {};
      setAdded(await addAccount({ ...account, ...(imap && smtp && { imap, smtp }) }));
    } catch (error) {
      const known = toFailure(error);
      setFailure(known);
      setProblems({ [fieldOf(known, form)]: sayAdding(t, known, form) });
    }
    setBusy(false);
  }

  return {
    form,
    problems,
    search,
    flow,
    busy: busy || stage.kind === "waiting",
    added: stage.kind === "done" ? stage.result : added,
    failure: stage.kind === "failed" ? stage.failure : failure,
    change(next: AccountForm) {
      setForm(next);
      setProblems({});
    },
    connect() {
      const missing = Object.entries(missingIn(form)).map(([field, key]) => [field, t(key)]);
      setProblems(Object.fromEntries(missing) as FieldProblems);
      setFailure(undefined);
      if (missing.length > 0 || busy || search.kind === "searching") return;
      if (search.kind === "nothing") {
        setProblems({ servers: t("addMail.needServers") });
        return;
      }
      if (providerOf(form) === "microsoft") flow.start(microsoftOf(form, "browser"));
      else void send();
    },
  };
}

/** Esc goes back from a screen of the sign-in to the form. */
function useBackKey(isAway: boolean, back: () => void): void {
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    if (!isAway) return;
    const listen = (event: KeyboardEvent) => event.key === "Escape" && latest.current();
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isAway]);
}

/** A mailbox without calendars has nothing to show in the agenda. */
const pageOf = ({ account, calendars }: Output<"accounts.add">) =>
  account.mail && calendars.length === 0 ? "mail" : "agenda";

/** Are the further fields open? The one for a private authority is among them: a certificate that is refused opens them. */
function useAdvanced(failure: Failure | undefined) {
  const state = useState(false);
  const [, setAdvanced] = state;
  useEffect(() => {
    if (failure?.reason === "certificate") setAdvanced(true);
  }, [failure]);
  return state;
}

/** The page that adds an account. */
export function AddAccount({ hasKeychain, provider, address, onDone }: Props) {
  const { t } = useTranslation();
  const adding = useAdding(provider, address);
  const { form, change, flow, added } = adding;
  const { stage, start, giveUp } = flow;
  const [advanced, setAdvanced] = useAdvanced(adding.failure);
  useBackKey(stage.kind === "waiting" || stage.kind === "failed", giveUp);
  const go = (way: SignInWay, named?: boolean) => start(microsoftOf(form, way, named));
  const can = {
    again: () => go("browser"),
    other: () => go("browser", false),
    code: () => go("code"),
    settings() {
      setAdvanced(true);
      giveUp();
    },
    published() {
      change({ ...emptyForm, provider: "webcal" });
      giveUp();
    },
    agenda: () => onDone("agenda"),
  };
  return (
    <main className="onboarding" data-pane="content" tabIndex={-1}>
      <section className="card onboarding-form" aria-label={t("add.title")}>
        {stage.kind === "waiting" && <SignInWait way={stage.way} onWay={go} onCancel={giveUp} />}
        {stage.kind === "failed" && (
          <SignInTrouble failure={stage.failure} said={sayAdding(t, stage.failure, form)} can={can} onBack={giveUp} />
        )}
        {stage.kind === "done" && <SignedIn added={stage.result} onDone={() => onDone("agenda")} />}
        {stage.kind === "idle" && (
          <AccountFields
            form={form}
            problems={adding.problems}
            search={adding.search}
            busy={adding.busy}
            opens={added && pageOf(added)}
            hasKeychain={hasKeychain}
            advanced={advanced}
            onAdvanced={() => setAdvanced(!advanced)}
            onChange={change}
            onConnect={adding.connect}
            onDone={onDone}
          />
        )}
      </section>
      <Discoveries
        busy={adding.busy}
        onPage={providerOf(form) === "microsoft"}
        withMail={["mail", "infomaniak"].includes(providerOf(form))}
        search={adding.search}
        added={added}
        form={form}
        failure={adding.failure}
      />
    </main>
  );
}
