import type { ManifestObject } from '../manifest';
import type { MeshSettings } from './meshSettings';

/**
 * The authority of the mesh as a Certificate. istiod mounts the Secret
 * `cacerts` and takes the layout of kubernetes.io/tls: `tls.crt`, `tls.key`
 * and, as the root, `ca.crt`. The key is RSA, which every client reads.
 * Source: pilot/pkg/bootstrap/istio_ca.go, detectSigningCABundleAndCRL.
 *
 * @internal
 */
export function meshAuthority({
  ca,
  istioNamespace,
}: MeshSettings): ManifestObject[] {
  const { issuer, certificate } = ca;
  if (ca.kind !== 'cert-manager' || !issuer || !certificate) return [];
  return [
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'cacerts', namespace: istioNamespace },
      spec: {
        secretName: 'cacerts',
        isCA: true,
        commonName: certificate.commonName,
        duration: certificate.duration,
        renewBefore: certificate.renewBefore,
        usages: ['cert sign', 'crl sign', 'digital signature'],
        privateKey: { algorithm: 'RSA', size: 4096, rotationPolicy: 'Always' },
        issuerRef: {
          group: issuer.group,
          kind: issuer.kind,
          name: issuer.name,
        },
      },
    },
  ];
}

/**
 * Lines of a script that wait for the authority: istiod takes it where it is
 * when it starts, and makes a root of its own where it is not.
 *
 * @internal
 */
export function waitForAuthority({
  ca,
  istioNamespace,
}: MeshSettings): string[] {
  return ca.kind === 'cert-manager'
    ? [
        '# Without it istiod would make a root of its own.',
        `kubectl wait --for=condition=Ready certificate/cacerts --namespace '${istioNamespace}' --timeout=5m`,
      ]
    : [];
}
