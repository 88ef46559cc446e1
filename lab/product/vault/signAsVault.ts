import { X509Certificate } from 'node:crypto';
import {
  type CertificateAuthority,
  requestedNames,
} from '../../../packages/sandbox/src/actors/pki/CertificateAuthority';
import type { VaultAnswer } from './VaultAnswer';

/** A role of the PKI engine, as it is written. */
export interface PkiRole {
  allowed_domains: string[];
  allow_subdomains: boolean;
  allow_bare_domains: boolean;
  allow_wildcard_certificates: boolean;
  require_cn: boolean;
  server_flag: boolean;
  client_flag: boolean;
  max_ttl: number;
}

/** Whether the role lets a name be signed. */
function allows(role: PkiRole, name: string): boolean {
  const wildcard = name.startsWith('*.');
  if (wildcard && !role.allow_wildcard_certificates) return false;
  const reduced = wildcard ? name.slice(2) : name;
  return role.allowed_domains.some(
    domain =>
      (role.allow_bare_domains && name === domain) ||
      (role.allow_subdomains &&
        (reduced.endsWith(`.${domain}`) || (wildcard && reduced === domain))),
  );
}

function nameProblem(
  role: PkiRole,
  { commonName, dnsNames }: ReturnType<typeof requestedNames>,
): string | undefined {
  if (!commonName && role.require_cn) {
    return 'the common_name field is required, or must be provided in a CSR with "use_csr_common_name" set to true, unless "require_cn" is set to false';
  }
  if (commonName && !allows(role, commonName)) {
    return `common name ${commonName} not allowed by this role`;
  }
  const bad = dnsNames.find(name => !allows(role, name));
  return bad && `subject alternate name ${bad} not allowed by this role`;
}

/** A duration as Go prints it, `72h0m0s`. */
function seconds(text: string): number {
  const [, hours = 0, minutes = 0, rest = 0] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** Answers a request to sign: refuses names, and cuts the lifetime with a warning. */
export async function signAsVault(
  role: PkiRole,
  authority: CertificateAuthority,
  { csr, ttl }: { csr: string; ttl: string },
): Promise<VaultAnswer> {
  const problem = nameProblem(role, requestedNames(csr));
  if (problem) return { status: 400, body: { errors: [problem] } };
  const wanted = seconds(ttl);
  const given = Math.min(wanted, role.max_ttl);
  const now = Date.now();
  const certificate = await authority.signRequest(csr, {
    usages: [
      ...['digital signature', 'key encipherment', 'key agreement'],
      ...(role.server_flag ? ['server auth'] : []),
      ...(role.client_flag ? ['client auth'] : []),
    ],
    // As Vault: half a minute for clocks that differ.
    notBefore: new Date(now - 30_000),
    notAfter: new Date(now + given * 1000),
  });
  return {
    status: 200,
    body: {
      data: {
        certificate: certificate.trim(),
        issuing_ca: authority.pem.trim(),
        ca_chain: [authority.pem.trim()],
        serial_number: new X509Certificate(certificate).serialNumber,
      },
      warnings:
        given < wanted
          ? [
              `TTL "${ttl}" is longer than permitted maxTTL "${role.max_ttl}s", so maxTTL is being used`,
            ]
          : null,
    },
  };
}
