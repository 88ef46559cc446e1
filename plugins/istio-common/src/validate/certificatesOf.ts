import { type ManifestObject, manifestRef } from '../build/manifest';
import type { ObjectRef } from '../model/identity';
import { fields, text, texts } from '../trim/fields';

/** As much of a proposed Certificate as checks read. @internal */
export interface ProposedCertificate {
  ref: ObjectRef;
  namespace: string;
  secretName: string;
  dnsNames: readonly string[];
  /** As in Go, `72h`. */
  duration?: string;
  issuer: { group: string; kind: string; name: string };
}

/** The Certificates of a change. @internal */
export function certificatesOf(
  objects: readonly ManifestObject[],
): ProposedCertificate[] {
  return objects.flatMap(object => {
    const ref = manifestRef(object);
    if (ref.kind !== 'Certificate' || ref.group !== 'cert-manager.io') {
      return [];
    }
    const spec = fields(object.spec);
    const issuer = fields(spec.issuerRef);
    return [
      {
        ref,
        namespace: ref.namespace ?? '',
        secretName: text(spec.secretName) ?? '',
        dnsNames: texts(spec.dnsNames),
        duration: text(spec.duration),
        issuer: {
          group: text(issuer.group) ?? 'cert-manager.io',
          kind: text(issuer.kind) ?? 'Issuer',
          name: text(issuer.name) ?? '',
        },
      },
    ];
  });
}
