import type { ManifestObject } from '../manifest';
import type { TrustBundle } from './trustBundleField';

/**
 * A Bundle of trust-manager that writes root CAs into the Secret in which
 * Istio looks first for the CAs of a credential: its name and "-cacert".
 * Source: istio, pilot/pkg/credentials/kube/secrets.go, GetCaCert.
 *
 * @internal
 */
export function trustBundleObject(bundle: TrustBundle): ManifestObject {
  const { credentialName, namespace, sources, publicCas } = bundle;
  return {
    apiVersion: 'trust.cert-manager.io/v1alpha1',
    kind: 'Bundle',
    metadata: { name: `${credentialName}-cacert` },
    spec: {
      sources: [
        ...sources.map(({ kind, name, key }) => ({
          [kind === 'Secret' ? 'secret' : 'configMap']: { name, key },
        })),
        ...(publicCas ? [{ useDefaultCAs: true }] : []),
      ],
      target: {
        secret: { key: 'ca.crt' },
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': namespace },
        },
      },
    },
  };
}
