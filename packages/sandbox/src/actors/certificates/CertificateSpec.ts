import { isRecord, type KubeInput } from '../../kube/KubeObject';

/** What a Certificate asks for. @internal */
export interface CertificateSpec {
  secretName: string;
  commonName?: string;
  dnsNames: string[];
  duration: number;
  renewBefore?: number;
  usages?: string[];
  algorithm: string;
  isCA: boolean;
  issuerRef: { group: string; kind: string; name: string };
  renewalDisabled: boolean;
}

const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** cert-manager's default lifetime: 90 days. */
const DEFAULT_DURATION_MS = 90 * 24 * UNITS.h;

/** A Go duration such as `72h` or `1h30m` in milliseconds. @internal */
export function goDuration(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(ms|h|m|s)/g)) {
    total += Number(amount) * UNITS[unit];
  }
  return total > 0 ? total : undefined;
}

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Reads the spec of a Certificate, with cert-manager's defaults. @internal */
export function certificateSpec(certificate: KubeInput): CertificateSpec {
  const spec = isRecord(certificate.spec) ? certificate.spec : {};
  const issuer = isRecord(spec.issuerRef) ? spec.issuerRef : {};
  const key = isRecord(spec.privateKey) ? spec.privateKey : {};
  const renewal = isRecord(spec.renewal) ? spec.renewal : {};
  return {
    secretName: text(spec.secretName) ?? '',
    commonName: text(spec.commonName),
    dnsNames: strings(spec.dnsNames),
    duration: goDuration(spec.duration) ?? DEFAULT_DURATION_MS,
    renewBefore: goDuration(spec.renewBefore),
    usages: Array.isArray(spec.usages) ? strings(spec.usages) : undefined,
    algorithm: text(key.algorithm) ?? 'RSA',
    isCA: spec.isCA === true,
    issuerRef: {
      group: text(issuer.group) ?? 'cert-manager.io',
      kind: text(issuer.kind) ?? 'Issuer',
      name: text(issuer.name) ?? '',
    },
    renewalDisabled: renewal.policy === 'Disabled',
  };
}

/**
 * When a certificate is renewed: `renewBefore` before its end, or at two
 * thirds of its life when that is absent or longer than the life itself.
 * Source: cert-manager pkg/util/pki/renewaltime.go.
 *
 * @internal
 */
export function renewalTime(
  notBefore: Date,
  notAfter: Date,
  { renewBefore, renewalDisabled }: CertificateSpec,
): Date | undefined {
  if (renewalDisabled) return undefined;
  const life = notAfter.getTime() - notBefore.getTime();
  const before = renewBefore && renewBefore < life ? renewBefore : life / 3;
  return new Date(Math.floor((notAfter.getTime() - before) / 1000) * 1000);
}
