import type { ValidationFinding } from '../../api/validation';
import { durationSeconds } from '../../build/goDuration';
import {
  notedVaultRole,
  signsName,
  type VaultRoleNote,
} from '../../build/issuer/vaultRoleNote';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { IssuerObject } from '../../model/certificateObjects';
import { certificatesOf, type ProposedCertificate } from '../certificatesOf';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';

/** Endings that no public authority may sign: RFC 6761, 6762, 9476, ICANN's `.internal`. */
const PRIVATE =
  /(^|\.)(local|internal|localhost|test|invalid|example|alt|home\.arpa)$/;

function issuerOf(
  { issuer, namespace }: ProposedCertificate,
  { view }: LiveInput,
): IssuerObject | undefined {
  const found = view.after.index.find({
    group: issuer.group,
    kind: issuer.kind,
    ...(issuer.kind === 'Issuer' && { namespace }),
    name: issuer.name,
  });
  return found?.type === 'issuer' ? found : undefined;
}

function isPrivate(name: string): boolean {
  return !name.includes('.') || PRIVATE.test(name);
}

/** Names that an ACME authority cannot validate. */
function refusedByAcme(
  certificate: ProposedCertificate,
  { intent }: LiveInput,
): ValidationFinding[] {
  const { issuer, ref } = certificate;
  return certificate.dnsNames.filter(isPrivate).map(name => {
    const field = fieldHolding(intent, name, /dnsNames|host/i);
    return {
      ...ofKind(CHANGE_CODES.nameNotIssuable),
      ref,
      ...(field && { field }),
      cause: `${issuer.kind} ${issuer.name} asks a public authority, which does not sign ${name}: it is no public name.`,
      fix: 'Use a public name, or an issuer of your own for names inside.',
    };
  });
}

/** What the role of Vault was set up not to sign; it may be another by now. */
function outsideRole(
  certificate: ProposedCertificate,
  { intent }: LiveInput,
  role: VaultRoleNote,
): ValidationFinding[] {
  const { issuer, ref, dnsNames, duration } = certificate;
  const kind = { ...ofKind(CHANGE_CODES.nameNotIssuable), ref };
  const who = `the role in Vault of ${issuer.kind} ${issuer.name}`;
  const names = dnsNames
    .filter(name => !signsName(role, name))
    .map(name => {
      const field = fieldHolding(intent, name, /dnsNames|host/i);
      return {
        ...kind,
        severity: 'warning' as const,
        ...(field && { field }),
        cause: `${name} is outside ${role.domains.join(
          ', ',
        )}, for which ${who} was set up: Vault refuses it.`,
        fix: 'Use a name below these domains, or widen the role (Set up an issuer) first.',
      };
    });
  const longest = durationSeconds(role.maxTtl);
  const asked = duration === undefined ? undefined : durationSeconds(duration);
  if (longest === undefined || asked === undefined || asked <= longest) {
    return names;
  }
  return [
    ...names,
    {
      ...kind,
      severity: 'warning' as const,
      cause: `A lifetime of ${duration} is asked for, and ${who} was set up to sign ${role.maxTtl} at most: the certificate is renewed later than it should be, or all the time.`,
      fix: `Ask for ${role.maxTtl} or less.`,
    },
  ];
}

function vaultRole(
  certificate: ProposedCertificate,
  input: LiveInput,
): VaultRoleNote | undefined {
  const issuer = issuerOf(certificate, input);
  return issuer?.issues === 'vault'
    ? notedVaultRole(issuer.annotations)
    : undefined;
}

function unknownOf(
  certificate: ProposedCertificate,
  input: LiveInput,
): string[] {
  const { dnsNames, issuer, ref } = certificate;
  const issues = issuerOf(certificate, input)?.issues;
  const names = dnsNames.join(', ');
  if (issues === 'vault') {
    if (vaultRole(certificate, input)) return [];
    return [
      `Whether ${issuer.kind} ${issuer.name} signs ${names}: the domains and the longest life are in a role of Vault, which Meshwright does not read`,
    ];
  }
  const wild = dnsNames.filter(name => name.startsWith('*.'));
  if (issues === 'acme' && wild.length > 0) {
    return [
      `Whether ${issuer.kind} ${
        issuer.name
      } has a DNS-01 solver, without which ${wild.join(
        ', ',
      )} of Certificate ${named(ref)} is not signed`,
    ];
  }
  return [];
}

/**
 * The issuer signs the names that the change asks for, as far as its kind
 * tells.
 *
 * @internal
 */
export const namesAreIssuable: LiveChangeCheck = {
  id: 'names-are-issuable',
  title: 'names that the issuer signs',
  needs: ['issuers.cert-manager.io', 'clusterissuers.cert-manager.io'],
  concerns: ({ objects }) => certificatesOf(objects).length > 0,
  run(input) {
    return certificatesOf(input.objects).flatMap(certificate => {
      const role = vaultRole(certificate, input);
      if (role) return outsideRole(certificate, input, role);
      return issuerOf(certificate, input)?.issues === 'acme'
        ? refusedByAcme(certificate, input)
        : [];
    });
  },
  unverified: input =>
    certificatesOf(input.objects).flatMap(certificate =>
      unknownOf(certificate, input),
    ),
};
