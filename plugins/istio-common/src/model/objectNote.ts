/** What can be noticed on an object. @public */
export type ObjectNoteName =
  // Faults that the object's own fields prove.
  | 'unknown-annotation'
  | 'misplaced-annotation'
  | 'deprecated-annotation'
  | 'invalid-annotation'
  | 'negative-condition'
  | 'reserved-user'
  | 'proxy-token'
  | 'deprecated-field'
  | 'unreachable-route'
  | 'ineffective-match'
  | 'relative-patch'
  | 'relative-versioned-patch'
  | 'replace-patch'
  | 'add-patch'
  | 'remove-patch'
  | 'unverified-server'
  | 'unverified-port'
  | 'port-name'
  | 'external-name-port'
  | 'webhook-address'
  | 'webhook-ip'
  // Facts that other objects turn into a fault.
  | 'image-auto'
  | 'own-proxy'
  | 'addresses-needed'
  | 'jwt-claim-route'
  | 'open-jwks'
  | 'webhook-service'
  | 'access-log-provider'
  | 'lightstep-provider'
  | 'auto-allocates';

/**
 * Something noticed on the raw object at the door, so that the fields behind it
 * (annotations, conditions, patches, matches) need not be kept.
 *
 * @public
 */
export interface ObjectNote {
  readonly name: ObjectNoteName;
  /** Names inside the object: the annotation, the route, the condition … */
  readonly details?: readonly string[];
}
