import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list, numeral, text, texts } from '../fields';

const VERIFYING: ReadonlySet<string> = new Set(['SIMPLE', 'MUTUAL']);

/**
 * The mode when nothing says which authority the server's certificate must come
 * from. With a credential it comes from that Secret: istioctl wants a workload
 * selector beside it all the same, but gateways take it without one, and
 * sidecars that may not read it send no TLS at all
 * (pilot/pkg/networking/core/cluster_tls.go, buildUpstreamClusterTLSContext).
 * Without both it is one of those that the system trusts, which is what somebody
 * wants who says the names that the certificate must have.
 * Source: pkg/config/analysis/analyzers/destinationrule/ca-certificates.go.
 */
function unverified(policy: Fields): string | undefined {
  const tls = fields(policy.tls);
  const mode = text(tls.mode);
  return mode &&
    VERIFYING.has(mode) &&
    !text(tls.caCertificates) &&
    !text(tls.credentialName) &&
    texts(tls.subjectAltNames).length === 0
    ? mode
    : undefined;
}

/** Client TLS that does not verify the server, for the host or for a port. */
export function destinationRuleNotes(raw: unknown): ObjectNote[] {
  const policy = fields(fields(fields(raw).spec).trafficPolicy);
  const mode = unverified(policy);
  return [
    ...(mode ? [{ name: 'unverified-server' as const, details: [mode] }] : []),
    ...list(policy.portLevelSettings)
      .map(fields)
      .flatMap(setting => {
        const portMode = unverified(setting);
        const port = numeral(fields(setting.port).number);
        return portMode && port !== undefined
          ? [
              {
                name: 'unverified-port' as const,
                details: [portMode, String(port)],
              },
            ]
          : [];
      }),
  ];
}
