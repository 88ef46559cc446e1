import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';

/** An issuer as a Certificate names it. @public */
export interface IssuerChoice {
  group: string;
  kind: string;
  name: string;
}

const CERT_MANAGER = 'cert-manager.io';

/** "ClusterIssuer/mesh-ca"; other groups than cert-manager's own are named. */
export function issuerText(choice: IssuerChoice | undefined): string {
  if (!choice?.name) return '';
  const { group, kind, name } = choice;
  return `${group === CERT_MANAGER ? kind : `${kind}.${group}`}/${name}`;
}

/** The issuer that a text says; undefined when it says none. */
export function parseIssuer(text: string): IssuerChoice | undefined {
  const match = /^([A-Za-z]+)(?:\.([a-z0-9.-]+))?\/([a-z0-9.-]+)$/.exec(
    text.trim(),
  );
  if (!match) return undefined;
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
