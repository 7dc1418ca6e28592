// One mail server: where it is, and how the connection is protected.
import { SegmentedControl, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type TypedServer, type TypedServers, usualPort } from "./mail-server.ts";

interface ServerProps {
  readonly kind: keyof TypedServers;
  readonly server: TypedServer;
  readonly onChange: (server: TypedServer) => void;
}

/** The fields. */
export function ServerFields({ kind, server, onChange }: ServerProps) {
  const { t } = useTranslation();
  const secure = (security: TypedServer["security"]) => {
    const isUsual = server.port === usualPort(kind, server.security);
    onChange({ ...server, security, ...(isUsual && { port: usualPort(kind, security) }) });
  };
  return (
    <fieldset className="server" aria-label={t(`addMail.${kind}`)}>
      <TextInput
        className="sp"
        label={t(`addMail.${kind}`)}
        placeholder={kind === "imap" ? "imap.exemple.ch" : "smtp.exemple.ch"}
        spellCheck={false}
        value={server.host}
        onChange={({ currentTarget }) => onChange({ ...server, host: currentTarget.value })}
      />
      <TextInput
        w={76}
        label={t("addMail.port")}
        inputMode="numeric"
        value={server.port}
        onChange={({ currentTarget }) => onChange({ ...server, port: currentTarget.value })}
      />
      <SegmentedControl
        className="server-security"
        aria-label={t("addMail.security")}
        value={server.security}
        onChange={(value) => secure(value as TypedServer["security"])}
        data={[
          { value: "tls", label: "TLS" },
          { value: "starttls", label: "STARTTLS" },
        ]}
      />
    </fieldset>
  );
}
