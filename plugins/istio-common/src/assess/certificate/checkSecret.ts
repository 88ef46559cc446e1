import type { SecretCheck } from '../../api/trust';
import type { FindingKindName } from '../../findings/catalogue';
import type { CertificateObject } from '../../model/certificateObjects';
import type { ObjectRef } from '../../model/identity';
import type { SecretObject } from '../../model/secretObjects';
import { selectorMatches } from '../../model/selectorMatches';
import type { BundleObject } from '../../model/trustObjects';
import type { X509Facts } from '../../model/x509Facts';
import type { AssessScope } from '../AssessScope';
import { secretRef } from '../exposure/credentials';
import { namesOf, namesOfFacts } from './certificateNames';
import { millis } from './certificateTimes';

/** One thing that is wrong with a Secret, and how to mend it. */
export interface SecretProblem {
  kind: FindingKindName;
  says: string;
  fix: string;
}

/** What was found in a Secret. */
export interface CheckedSecret extends SecretCheck {
  details: SecretProblem[];
}

interface Question {
  scope: AssessScope;
  ref: ObjectRef;
  /** The Certificate that writes it. */
  certificate?: CertificateObject;
  /** Whether a server asks clients for a certificate by it. */
  mutual: boolean;
}

function secretAt(scope: AssessScope, ref: ObjectRef) {
  const found = scope.index.find(ref);
  return found?.type === 'secret' ? found : undefined;
}

function isSelfSigned({ subject, issuer }: X509Facts): boolean {
  return subject === issuer;
}

/**
 * Whether a client can build the chain: each certificate issued by the next,
 * and the last not by an intermediate that is known and left out. That a
 * public root is left out is as it should be; whether the issuer of a leaf
 * alone is one cannot be told, hence undefined.
 */
function isComplete({
  chain,
  chained,
  cas = [],
}: SecretObject): boolean | undefined {
  const last = chain[chain.length - 1];
  if (!last || !chained) return false;
  const above = cas.find(({ subject }) => subject === last.issuer);
  if (isSelfSigned(last)) return true;
  if (!above) return last.isCa || undefined;
  return isSelfSigned(above);
}

function* pairProblems(secret: SecretObject, now: Date) {
  const { name, namespace } = secret.ref;
  const at = `Secret ${namespace}/${name}`;
  const [leaf] = secret.chain;
  if (!leaf) {
    yield {
      kind: 'invalidCredential',
      says: 'it holds no certificate that can be read',
      fix: `Put a PEM certificate under tls.crt of ${at}.`,
    } as const;
    return;
  }
  if (!secret.hasKey) {
    yield {
      kind: 'invalidCredential',
      says: 'it holds a certificate without its key',
      fix: `Put the key under tls.key of ${at}.`,
    } as const;
  }
  if (secret.hasKey && secret.keyMatches === undefined) {
    yield {
      kind: 'invalidCredential',
      says: secret.unreadable
        ? 'its key or its certificate cannot be read'
        : 'its key cannot be read',
      fix: `Put the PEM key of the certificate, not encrypted, under tls.key of ${at}.`,
    } as const;
  }
  if (secret.keyMatches === false) {
    yield {
      kind: 'keyMismatch',
      says: 'its key does not belong to its certificate',
      fix: `Issue ${at} anew; delete it if cert-manager writes it.`,
    } as const;
  }
  const end = millis(leaf.notAfter);
  if (end !== undefined && now.getTime() >= end) {
    yield {
      kind: 'invalidCredential',
      says: `its certificate ended on ${leaf.notAfter.slice(0, 10)}`,
      fix: `Issue ${at} anew.`,
    } as const;
  }
  if (isComplete(secret) === false) {
    yield {
      kind: 'chainIncomplete',
      says: secret.chained
        ? `the certificate of ${leaf.issuer} is missing from tls.crt`
        : 'the certificates in tls.crt do not follow from one another',
      fix: `Let tls.crt of ${at} hold the certificate first, then each intermediate.`,
    } as const;
  }
}

function* certificateProblems(
  secret: SecretObject,
  certificate: CertificateObject,
): Iterable<SecretProblem> {
  const [leaf] = secret.chain;
  if (!leaf) return;
  const at = `Secret ${secret.ref.namespace}/${secret.ref.name}`;
  const fix = `Let only cert-manager write ${at}; delete it, and it is issued anew.`;
  const held = new Set(namesOfFacts(leaf).map(name => name.toLowerCase()));
  const lost = namesOf(certificate).filter(
    name => held.size > 0 && !held.has(name.toLowerCase()),
  );
  if (lost.length > 0) {
    yield {
      kind: 'secretDiffers',
      says: `its certificate does not name ${lost.join(
        ', ',
      )}, which Certificate ${certificate.ref.name} asks for`,
      fix,
    };
  }
  const { issuer } = secret;
  const wanted = certificate.issuer;
  if (issuer && (issuer.name !== wanted.name || issuer.kind !== wanted.kind)) {
    yield {
      kind: 'secretDiffers',
      says: `it was issued by ${issuer.kind} ${issuer.name}, not by ${wanted.kind} ${wanted.name}`,
      fix: `Wait until cert-manager has issued it anew, or set issuerRef of Certificate ${certificate.ref.name} back.`,
    };
  }
  const stated = millis(certificate.notAfter);
  if (stated !== undefined && stated !== millis(leaf.notAfter)) {
    yield {
      kind: 'secretDiffers',
      says: `its certificate ends on ${leaf.notAfter}, that of Certificate ${certificate.ref.name} on ${certificate.notAfter}`,
      fix,
    };
  }
}

/** The Bundle that is to write the Secret of that name into that namespace. */
function bundleFor(
  scope: AssessScope,
  { name, namespace = '' }: ObjectRef,
): BundleObject | undefined {
  const group = 'trust.cert-manager.io';
  const found = scope.index.find({ group, kind: 'Bundle', name });
  if (found?.type !== 'bundle' || !found.secretKey) return undefined;
  return !found.namespaces ||
    selectorMatches(found.namespaces, scope.labelsOfNamespace(namespace) ?? {})
    ? found
    : undefined;
}

function* clientProblems(
  scope: AssessScope,
  ref: ObjectRef,
  cas: readonly X509Facts[] | undefined,
  own: SecretObject | undefined,
): Iterable<SecretProblem> {
  const apart = secretRef(ref.namespace ?? '', `${ref.name}-cacert`);
  const bundle = bundleFor(scope, apart);
  if (!cas || cas.length === 0) {
    const waits = bundle
      ? `, although Bundle ${bundle.ref.name} is to write one${
          bundle.message ? `: ${bundle.message}` : ''
        }`
      : '';
    yield {
      kind: 'clientCaMissing',
      says: own
        ? `Secret ${apart.name} holds neither cacert nor ca.crt${waits}`
        : `clients are asked for a certificate, but neither ca.crt nor Secret ${apart.name} says whom to trust${waits}`,
      fix: `Let a trust-manager Bundle named ${apart.name} write the CAs of the clients into namespace ${apart.namespace}.`,
    };
    return;
  }
  const [only] = cas;
  if (cas.length === 1 && !isSelfSigned(only)) {
    yield {
      kind: 'clientCaNarrow',
      says: `clients are verified against the one intermediate ${only.subject}, so that those of its siblings are refused`,
      fix: `Let a trust-manager Bundle named ${apart.name} write the root of the clients into namespace ${apart.namespace}.`,
    };
  }
}

/**
 * What is wrong with a Secret that was read; undefined when it is not there.
 * Sources: pilot/pkg/credentials/kube/secrets.go (GetCertInfo, GetCaCert) and
 * pilot/pkg/xds/sds.go (ValidateCertificate).
 */
export function checkSecret(question: Question): CheckedSecret | undefined {
  const { scope, ref, certificate, mutual } = question;
  const secret = secretAt(scope, ref);
  if (!secret) return undefined;
  const apart = secretAt(
    scope,
    secretRef(ref.namespace ?? '', `${ref.name}-cacert`),
  );
  const chainComplete = isComplete(secret);
  // A Secret of that name is taken even when it holds nothing.
  const cas = apart ? apart.cas : secret.cas;
  const details = [
    ...pairProblems(secret, scope.context.now),
    ...(certificate ? certificateProblems(secret, certificate) : []),
    ...(mutual ? clientProblems(scope, ref, cas, apart) : []),
  ];
  return {
    ref,
    chain: [...secret.chain],
    ...(chainComplete !== undefined && { chainComplete }),
    ...(secret.keyMatches !== undefined && { keyMatches: secret.keyMatches }),
    ...(mutual && cas && { clientCas: [...cas] }),
    problems: details.map(({ says }) => says),
    details,
  };
}
