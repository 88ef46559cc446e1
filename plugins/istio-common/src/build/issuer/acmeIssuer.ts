import type { JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import type { AcmeSettings } from './acmeField';
import type { IssuerIntent } from './issuerIntent';
import { issuerObject } from './issuerObject';

type Solver = AcmeSettings['solvers'][number];

function challenge(solver: Solver): JsonObject {
  // What is left is the one provider of DNS01.
  const { dnsZones, ingressClassName, gateway, ...provider } = solver;
  if (ingressClassName) return { http01: { ingress: { ingressClassName } } };
  if (gateway) {
    const parent = {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      ...gateway,
    };
    return { http01: { gatewayHTTPRoute: { parentRefs: [parent] } } };
  }
  // The config of a webhook was read from YAML or JSON.
  return { dns01: provider as JsonObject };
}

/** An issuer that asks an ACME server. @internal */
export function acmeIssuer(
  intent: IssuerIntent,
  acme: AcmeSettings,
): ManifestObject[] {
  const { server, email, privateKeySecret, solvers } = acme;
  return [
    issuerObject(intent, intent.name, {
      acme: {
        server,
        email,
        privateKeySecretRef: {
          name: privateKeySecret ?? `${intent.name}-account-key`,
        },
        solvers: solvers.map(solver => ({
          ...(solver.dnsZones.length > 0 && {
            selector: { dnsZones: [...solver.dnsZones] },
          }),
          ...challenge(solver),
        })),
      },
    }),
  ];
}
