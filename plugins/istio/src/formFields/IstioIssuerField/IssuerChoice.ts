import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';

/** An issuer as a Certificate names it. @public */
export interface IssuerChoice {
  group: string;
  kind: string;
  name: string;
}

/** A choice, or what was typed and says none: that must not be lost. @public */
export type IssuerValue = Partial<IssuerChoice> & { typed?: string };

const CERT_MANAGER = 'cert-manager.io';

/** The value where it is a choice; a deep link may bring an empty object. */
export function isIssuer(
  value: IssuerValue | undefined,
): value is IssuerChoice {
  return Boolean(value?.group && value.kind && value.name);
}

/** "ClusterIssuer/mesh-ca"; other groups than cert-manager's own are named. */
export function issuerText(value: IssuerValue | undefined): string {
  if (!isIssuer(value)) return value?.typed ?? '';
  const { group, kind, name } = value;
  return `${group === CERT_MANAGER ? kind : `${kind}.${group}`}/${name}`;
}

/** The issuer that a text says, or the text; undefined when there is none. */
export function parseIssuer(text: string): IssuerValue | undefined {
  if (text.trim() === '') return undefined;
  const match = /^([A-Za-z]+)(?:\.([a-z0-9.-]+))?\/([a-z0-9.-]+)$/.exec(
    text.trim(),
  );
  if (!match) return { typed: text };
  const [, kind, group = CERT_MANAGER, name] = match;
  return { group, kind, name };
}

/**
 * The issuers that a Certificate of the namespace can name: an Issuer serves
 * its own namespace alone.
 */
export function issuersFor(
  issuers: ClusterInventory['issuers'],
  namespace: string | undefined,
): ClusterInventory['issuers'] {
  return issuers.filter(
    ({ ref }) => !ref.namespace || ref.namespace === namespace,
  );
}
