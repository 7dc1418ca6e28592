// A list of addresses that something holds for: each with a way out, a line to add one, and a way back from both.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTold } from "../../told.ts";
import { useUndo } from "../../undo.tsx";
import { isAddress } from "./is-address.ts";

interface Words {
  readonly title: string;
  readonly hint: string;
  readonly empty: string;
  /** Of the line to type into. */
  readonly label: string;
  readonly add: string;
  readonly remove: string;
  readonly added: (address: string) => string;
  readonly removed: (address: string) => string;
}

interface Props {
  readonly addresses: readonly string[];
  readonly words: Words;
  /** @throws Failure */
  readonly set: (address: string, on: boolean) => Promise<unknown>;
}

function AddLine({ addresses, words, onAdd }: Omit<Props, "set"> & { readonly onAdd: (address: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = typed.trim().toLowerCase();
    if (!isAddress(address)) setProblem(t("rules.badAddress"));
    else if (addresses.includes(address)) setProblem(t("rules.already"));
    else {
      onAdd(address);
      setTyped("");
    }
  };
  return (
    <form className="row top g8 mt12" onSubmit={submit} noValidate>
      <TextInput
        className="sp"
        type="email"
        aria-label={words.label}
        placeholder={t("rules.addressPlaceholder")}
        value={typed}
        error={problem && <span role="alert">{problem}</span>}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" variant="default">
        {words.add}
      </Button>
    </form>
  );
}

/** The list. */
export function AddressList({ addresses, words, set }: Props) {
  const told = useTold();
  const undo = useUndo();
  const turn = async (address: string, on: boolean) => {
    await set(address, on);
    const said = on ? words.added(address) : words.removed(address);
    undo.offer(said, { undo: () => set(address, !on), redo: () => set(address, on) });
  };
  return (
    <section className="set-block" aria-label={words.title}>
      <h4 className="t13 w5">{words.title}</h4>
      <p className="t12 i3">{words.hint}</p>
      {addresses.length === 0 && <p className="t13 i2 mt12">{words.empty}</p>}
      <ul className="plain address-lines">
        {addresses.map((address) => (
          <li key={address} className="folder-line g8">
            <span className="t13 sp el">{address}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-label={`${words.remove} ${address}`}
              onClick={() => told(turn(address, false))}
            >
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
      <AddLine {...{ addresses, words }} onAdd={(address) => told(turn(address, true))} />
    </section>
  );
}
