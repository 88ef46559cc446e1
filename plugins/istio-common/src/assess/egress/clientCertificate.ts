import type { CertificateStatus } from '../../api/facts';
import type { CertificateObject } from '../../model/certificateObjects';
import type { ObjectRef } from '../../model/identity';
import { byRef } from '../../model/byCreation';
import { hostCovers } from '../hosts';
import type { EgressLink, EgressProblem } from './egressTypes';
import type { EgressWorld } from './EgressWorld';

/** The certificate that a proxy shows to a host. */
export interface ClientCertificate {
  readonly links: readonly EgressLink[];
  readonly problems: readonly EgressProblem[];
}

const NAMES_OF_STATE: Readonly<Record<CertificateStatus['state'], string>> = {
  healthy: 'Ready',
  renewing: 'Renewing',
  overdue: 'Overdue',
  'at-risk': 'At risk',
  expired: 'Expired',
  'not-issued': 'Not issued',
  'not-used': 'Ready',
  unmanaged: 'Unmanaged',
  unknown: 'Unknown',
};

function named({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace}/${name}`;
}

/** Usages with which a certificate may speak for a client. */
const CLIENT_USAGES: ReadonlySet<string> = new Set(['client auth', 'any']);

/** Usages that only say what the key does; without others any purpose is fine. */
const KEY_USAGES: ReadonlySet<string> = new Set([
  'signing',
  'digital signature',
  'content commitment',
  'key encipherment',
  'key agreement',
  'data encipherment',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
]);

function identityProblems(
  certificate: CertificateObject,
  host: string,
): EgressProblem[] {
  const { ref, usages = [], dnsNames, commonName } = certificate;
  const base = { link: 'Certificate', object: ref } as const;
  const problems: EgressProblem[] = [];
  const purposes = usages.filter(usage => !KEY_USAGES.has(usage));
  if (
    purposes.length > 0 &&
    !purposes.some(usage => CLIENT_USAGES.has(usage))
  ) {
    problems.push({
      ...base,
      kind: 'egressCertificateUsage',
      broken: true,
      summary: `${named(ref)} is for ${purposes.join(
        ', ',
      )} only, so ${host} refuses it as a client's`,
      fix: `Add client auth to usages of ${named(ref)}.`,
    });
  }
  const names = [...dnsNames, ...(commonName ? [commonName] : [])];
  if (names.some(name => hostCovers(name.toLowerCase(), host))) {
    problems.push({
      ...base,
      kind: 'egressCertificateIdentity',
      broken: false,
      summary: `${named(
        ref,
      )} names ${host}, the server, where it should name the client`,
      fix: `Put the client's own name into commonName and dnsNames of ${named(
        ref,
      )}.`,
    });
  }
  return problems;
}

function missing(
  world: EgressWorld,
  secret: ObjectRef,
  host: string,
): ClientCertificate {
  const unread = world.scope.unread(
    'certificates.cert-manager.io',
    'certificate',
  );
  const [elsewhere] = unread
    ? []
    : [...world.writersOf(secret.name)].sort(byRef);
  const place = `${secret.namespace}/${secret.name}`;
  if (!elsewhere) {
    return {
      links: [
        {
          kind: 'Secret',
          ref: secret,
          title: place,
          state: unread ? 'Unknown' : 'Unmanaged',
          tone: 'unknown',
          detail: unread
            ? `Certificates are ${unread}`
            : 'No Certificate writes it; whether it is there is not known',
        },
      ],
      problems: [],
    };
  }
  return {
    links: [
      {
        kind: 'Secret',
        ref: secret,
        title: place,
        state: 'Missing',
        tone: 'error',
      },
    ],
    problems: [
      {
        kind: 'egressCredentialMissing',
        broken: true,
        link: 'Secret',
        object: elsewhere.ref,
        summary: `${named(elsewhere.ref)} writes Secret ${secret.name} to ${
          elsewhere.ref.namespace
        }, but the proxies that call ${host} look for it in ${
          secret.namespace
        }`,
        fix: `Move ${named(elsewhere.ref)} to namespace ${secret.namespace}.`,
        related: [secret],
      },
    ],
  };
}

/** Why a certificate cannot be shown; undefined when it can. */
function outage({ state, ref, rootCause }: CertificateStatus) {
  if (state === 'expired') return `${named(ref)} has expired`;
  if (state !== 'not-issued') return undefined;
  return `${named(ref)} is not issued${
    rootCause ? `: ${rootCause.summary}` : ''
  }`;
}

/**
 * The Secret behind a `credentialName`: is it there, ready, and a client's?
 *
 * @param mutual - whether a client certificate is taken from it, not only a CA
 */
export function clientCertificate(
  world: EgressWorld,
  secret: ObjectRef,
  host: string,
  mutual: boolean,
): ClientCertificate {
  const status = world.certificateOf(secret);
  if (!status || status.ref.kind !== 'Certificate') {
    return missing(world, secret, host);
  }
  const found = outage(status);
  const object = world
    .writersOf(secret.name)
    .find(({ ref }) => ref.namespace === secret.namespace);
  return {
    links: [
      {
        kind: 'Certificate',
        ref: status.ref,
        title: `${status.ref.namespace}/${status.ref.name}`,
        state: NAMES_OF_STATE[status.state],
        tone: status.tone,
        detail: status.why.summary,
      },
    ],
    problems: [
      ...(found
        ? [
            {
              kind: 'egressCredentialMissing' as const,
              broken: true,
              link: 'Certificate' as const,
              object: status.ref,
              summary: found,
              fix:
                status.action?.detail ??
                `Bring ${named(status.ref)} to be issued.`,
            },
          ]
        : []),
      ...(mutual && object ? identityProblems(object, host) : []),
    ],
  };
}
