import { labFacts } from '../labFacts';
import { kube } from '../labKube';
import type { Live, Stage } from './Stage';

/** The moment that stands for "now" in everything recorded. */
export const RECORDED_AT = new Date('2026-03-01T00:00:00Z');

const KINDS = ['Certificate', 'CertificateRequest', 'Issuer', 'Order'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Fields that nobody reads and that differ from run to run. */
const DROPPED: ReadonlySet<string> = new Set([
  'managedFields',
  'resourceVersion',
  'uid',
  'request',
  'certificate',
  'lastPrivateKeyHash',
  'finalizers',
  'url',
  'authorizationURL',
  'authorizations',
  'finalizeURL',
  'key',
  'token',
  'acme.cert-manager.io/finalizer',
]);

/** The object as it would have been at {@link RECORDED_AT} in a namespace of that name. */
function normalised(
  value: unknown,
  shift: number,
  words: ReadonlyArray<readonly [RegExp, string]>,
): unknown {
  if (typeof value === 'string') {
    if (TIME.test(value)) {
      const moved = new Date(Date.parse(value) + shift);
      return moved.toISOString().replace('.000Z', 'Z');
    }
    return words.reduce(
      (text, [pattern, by]) => text.replace(pattern, by),
      value,
    );
  }
  if (Array.isArray(value)) {
    return value.map(item => normalised(item, shift, words));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Beside a certificate there is its CA; in an issuer there are its settings.
      .filter(
        ([key, item]) =>
          !DROPPED.has(key) && !(key === 'ca' && typeof item === 'string'),
      )
      .map(([key, item]) => [key, normalised(item, shift, words)]),
  );
}

/** Everything that cert-manager made of a situation; Secrets are left out. */
export async function recorded(stage: Stage, name: string): Promise<Live[]> {
  const lists = await Promise.all(
    [...KINDS, 'Challenge'].map(kind => stage.list(kind)),
  );
  const { ready } = labFacts().issuers;
  const path = `/apis/cert-manager.io/v1/clusterissuers/${ready}`;
  // The server answers the object that was asked for.
  const shared = (await kube('GET', path)) as unknown as Live;
  const seconds = Math.floor(Date.now() / 1000) * 1000;
  const shift = RECORDED_AT.getTime() - seconds;
  const words = [
    [new RegExp(stage.namespace, 'g'), name],
    // The names of temporary Secrets end in five random characters.
    [/\b(web|donor)-[bcdfghjklmnpqrstvwxz2-9]{5}\b/g, '$1-random'],
    [/127\.0\.0\.1:\d{2,}/g, '127.0.0.1:8200'],
    [/(Issuance will next be attempted at).*/g, '$1 …'],
  ] as const;
  return [...lists.flat(), shared].map(
    // Only fields are left out and texts replaced.
    object => normalised(object, shift, words) as Live,
  );
}
