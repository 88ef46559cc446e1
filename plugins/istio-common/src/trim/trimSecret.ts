import type { SecretObject } from '../model/secretObjects';
import { compact, fields, stringMap, text } from './fields';
import { objectBase } from './objectBase';
import type { TrimTools } from './PemReader';
import type { WatchedResource } from './watchedResources';

/** The annotations with which cert-manager says whose Secret it is. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'cert-manager.io/certificate-name',
  'cert-manager.io/issuer-name',
  'cert-manager.io/issuer-kind',
  'cert-manager.io/issuer-group',
]);

/** Under what a gateway looks for certificates, keys and authorities. */
const PARTS = ['cert', 'key', 'tls.crt', 'tls.key', 'cacert', 'ca.crt'];

/** More than any chain or bundle that a gateway would take. */
const MOST = 512 * 1024;

function decoded(value: unknown): string | undefined {
  const encoded = text(value);
  if (!encoded || encoded.length > MOST) return undefined;
  try {
    // PEM is ASCII, so that bytes and characters are the same.
    return text(atob(encoded));
  } catch {
    return undefined;
  }
}

/**
 * The pair that a gateway would serve: `cert` and `key`, else `tls.crt` and
 * `tls.key`; and whom it would verify clients against: `cacert`, else `ca.crt`.
 * Source: pilot/pkg/credentials/kube/secrets.go, ExtractCertInfo and ExtractRoot.
 */
function servedParts(data: Readonly<Record<string, unknown>>) {
  const generic = text(data.cert) && text(data.key);
  const [certificate, key] = generic ? ['cert', 'key'] : ['tls.crt', 'tls.key'];
  return {
    certificate: decoded(data[certificate]),
    key: decoded(data[key]),
    cas: decoded(text(data.cacert) ? data.cacert : data['ca.crt']),
  };
}

function issuerOf(
  annotations: Readonly<Record<string, string>>,
  namespace: string | undefined,
): SecretObject['issuer'] {
  const name = annotations['cert-manager.io/issuer-name'];
  if (!name) return undefined;
  const kind = annotations['cert-manager.io/issuer-kind'] || 'Issuer';
  return compact({
    group: annotations['cert-manager.io/issuer-group'] || 'cert-manager.io',
    kind,
    namespace: kind === 'ClusterIssuer' ? undefined : namespace,
    name,
  });
}

/**
 * A Secret reduced to facts of its certificates. The key is looked at here, to
 * say whether it fits, and goes no further. One whose certificate cannot be read
 * is kept without facts, for it does exist. Undefined for a Secret that holds
 * nothing a gateway looks for, and while nobody reads PEM.
 */
export function trimSecret(
  resource: WatchedResource,
  raw: unknown,
  { pem }: TrimTools = {},
): SecretObject | undefined {
  const base = objectBase('secret', resource, raw, {
    annotations: ANNOTATIONS,
  });
  const data = fields(fields(raw).data);
  const { certificate, key, cas } = servedParts(data);
  if (!base || !pem) return undefined;
  // Istio takes a Secret of that name for one of CAs whatever it holds.
  const kept =
    PARTS.some(part => data[part] !== undefined) ||
    base.ref.name.endsWith('-cacert');
  if (!kept && resource.part !== 'tls') return undefined;
  const annotations = stringMap(base.annotations) ?? {};
  const contents = certificate ? pem.read(certificate) : undefined;
  const clients = cas ? pem.read(cas) : undefined;
  const unreadable = (contents?.unreadable ?? 0) + (clients?.unreadable ?? 0);
  return compact({
    ...base,
    annotations: undefined,
    chain: contents?.certificates ?? [],
    chained: contents?.chained ?? true,
    hasKey: key !== undefined,
    keyMatches:
      certificate && key ? pem.keyMatches(certificate, key) : undefined,
    cas: clients?.certificates,
    unreadable: unreadable > 0 ? unreadable : undefined,
    certificate: annotations['cert-manager.io/certificate-name'],
    issuer: issuerOf(annotations, base.ref.namespace),
  });
}
