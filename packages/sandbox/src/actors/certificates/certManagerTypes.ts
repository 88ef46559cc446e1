import { KNOWN_CUSTOM_RESOURCES } from '../../kube/knownCustomResources';
import type { ResourceType } from '../../kube/ResourceType';

function certManager(plural: string): ResourceType {
  const type = KNOWN_CUSTOM_RESOURCES.find(
    known => known.plural === plural && known.group === 'cert-manager.io',
  );
  if (!type) throw new Error(`No cert-manager resource ${plural}`);
  return type;
}

/** cert-manager's types that the stand-in works with. @internal */
export const CERTIFICATES = certManager('certificates');
/** @internal */
export const CERTIFICATE_REQUESTS = certManager('certificaterequests');
/** @internal */
export const ISSUERS = certManager('issuers');
/** @internal */
export const CLUSTER_ISSUERS = certManager('clusterissuers');

/** Where cert-manager looks for the Secrets of ClusterIssuers. @internal */
export const CLUSTER_RESOURCE_NAMESPACE = 'cert-manager';
