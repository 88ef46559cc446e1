import { boundedName } from './boundedName';
import { hashText } from './stableHash';

/**
 * Where an intent lives: what tells it from every other of its kind. Two
 * intents of one place are one, and the second updates the first.
 *
 * @public
 */
export interface IntentPlace {
  cluster: string;
  /** Absent on an intent for a whole cluster or mesh. */
  namespace?: string;
  name: string;
}

// 255 bytes is the longest file name of common file systems (NAME_MAX): room
// is left for the kind and the extension.
const FILE_NAME_LENGTH = 200;

/**
 * The file of an intent's definitions in the folder of a namespace or cluster,
 * `cart-ingress.yaml`.
 *
 * @public
 */
export function definitionsFileName(kind: string, place: IntentPlace): string {
  return `${boundedName(place.name, FILE_NAME_LENGTH)}-${kind}.yaml`;
}

/**
 * Words that follow the cluster in the name of a change. Names of intents as
 * they are now: a new one goes here too, and changes the names for clusters
 * that have it among their words.
 *
 * @internal
 */
export const CHANGE_WORDS: ReadonlySet<string> = new Set([
  'remove',
  'ingress',
  'certificate',
  'issuer',
  'egress',
  'jwt',
  'mtls',
  'onboard',
  'install',
  'upgrade',
  'observe',
]);

/** Whether the name of a cluster could be a shorter one and what follows it. */
function readsOn(cluster: string): boolean {
  return cluster
    .split('-')
    .slice(1)
    .some(word => CHANGE_WORDS.has(word));
}

/**
 * What tells the change of an intent from other changes of the same entity,
 * `eu-1-ingress-shop-cart`; with a hash where it could be another place, too. A
 * removal is a change of its own, so that it never takes over the pull request
 * that added the definitions.
 *
 * @public
 */
export function intentChangeName(
  kind: string,
  place: IntentPlace,
  remove = false,
): string {
  const { cluster, namespace, name } = place;
  // Before the kind: at the end it could be part of another one's name.
  const words = [cluster, remove ? 'remove' : undefined, kind, namespace, name]
    .filter(part => part !== undefined)
    .join('-');
  // Names have "-" in them: "a-b" and "c", "a" and "b-c", and "a-b-c" alone
  // read alike. Without a hash the first word is the namespace, or all.
  const first = namespace ?? name;
  const own = [namespace, name];
  // So do cluster "eu-remove" and the removal in cluster "eu".
  const parts = readsOn(cluster) ? [cluster, remove, kind, ...own] : own;
  return first.includes('-') || readsOn(cluster)
    ? `${words}-${hashText(JSON.stringify(parts)).slice(0, 8)}`
    : words;
}
