import type { JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import type { IssuerIntent } from './issuerIntent';

/** The kind of an intent's issuer. @internal */
export function issuerKind({ scope }: Pick<IssuerIntent, 'scope'>) {
  return scope === 'cluster' ? 'ClusterIssuer' : 'Issuer';
}

/** An issuer of the scope of the intent. @internal */
export function issuerObject(
  intent: Pick<IssuerIntent, 'scope' | 'namespace'>,
  name: string,
  spec: JsonObject,
): ManifestObject {
  const { scope, namespace } = intent;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: issuerKind(intent),
    metadata: { name, ...(scope === 'namespace' && { namespace }) },
    spec,
  };
}
