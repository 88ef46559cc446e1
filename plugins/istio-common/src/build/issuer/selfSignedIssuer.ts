import type { ManifestObject } from '../manifest';
import type { IssuerIntent } from './issuerIntent';
import { issuerKind, issuerObject } from './issuerObject';

/** The Secret in which the root CA of an issuer is. @internal */
export function rootSecretName({ name }: Pick<IssuerIntent, 'name'>): string {
  return `${name}-root-ca`;
}

/**
 * A root CA of the cluster, and the issuer that signs with it: certificates
 * signed by themselves, one by one, would have no CA in common. The root keeps
 * its key when it is renewed, so that what it signed stays good.
 *
 * @internal
 */
export function selfSignedIssuer(
  intent: IssuerIntent,
  root: NonNullable<IssuerIntent['selfSigned']>,
): ManifestObject[] {
  const { name, namespace } = intent;
  const bootstrap = `${name}-self-signed`;
  const secretName = rootSecretName(intent);
  return [
    issuerObject(intent, bootstrap, { selfSigned: {} }),
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: secretName, namespace },
      spec: {
        isCA: true,
        secretName,
        commonName: root.commonName,
        duration: root.duration,
        usages: ['cert sign', 'crl sign', 'digital signature'],
        privateKey: {
          algorithm: 'ECDSA',
          size: 256,
          rotationPolicy: 'Never',
        },
        issuerRef: {
          group: 'cert-manager.io',
          kind: issuerKind(intent),
          name: bootstrap,
        },
      },
    },
    issuerObject(intent, name, { ca: { secretName } }),
  ];
}
