import {
  annotateChange,
  buildIngress,
  ingressIntentSchema,
  intentHash,
  type ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { ChangePlan } from '../change/ChangePlan';
import { changeId, type ChangeIdentity } from '../change/changeIdentity';
import { planManifests } from '../change/planManifests';
import type { ProposeRequest } from '../change/proposeTypes';

/** A kustomization that people wrote. */
export const KUSTOMIZATION = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
# team-shop owns this folder
resources:
  - storefront.yaml # the shop itself
`;

/** A repository with one service. */
export const SEED = {
  'clusters/eu-1/kustomization.yaml':
    'resources:\n  - istio-ingress\n  - shop\n',
  'clusters/eu-1/istio-ingress/kustomization.yaml':
    'resources:\n  - deployment.yaml\n',
  'clusters/eu-1/shop/kustomization.yaml': KUSTOMIZATION,
};

/** What a validation said. */
export const CHECKS: ValidationResult = {
  findings: [
    {
      code: 'MW-HOST-OVERLAP',
      severity: 'warning',
      cause: 'Under a wildcard.',
      fix: 'Share a Gateway.',
    },
  ],
  passed: 14,
  unverified: [],
  verifiedAgainst: { cluster: 'eu-1', at: '2026-11-22T14:19:00Z' },
};

/** What differs between the requests of a test. */
export interface Wanted {
  service?: string;
  host?: string;
  port?: number;
}

/** A request to expose a service of the shop. */
export function exposeRequest(
  forge: ProposeRequest['forge'],
  {
    service = 'cart',
    host = `${service}.shop.example.com`,
    port = 8080,
  }: Wanted = {},
  rest: Partial<Omit<ProposeRequest, 'plan'>> = {},
): ProposeRequest & { plan: ChangePlan } {
  const intent = ingressIntentSchema.parse({
    cluster: 'eu-1',
    namespace: 'shop',
    service: { name: service, port },
    host,
    gateway: { namespace: 'istio-ingress' },
    issuer: { name: 'mesh-ca' },
  });
  const identity = {
    template: 'template:default/expose-service',
    entityRef: `component:default/${service}`,
    intent: `eu-1-ingress-${service}`,
  } satisfies ChangeIdentity;
  const built = buildIngress(intent);
  const objects = annotateChange(built.objects, {
    change: changeId(identity),
    template: identity.template,
    entityRef: identity.entityRef,
    intentHash: intentHash(intent),
  });
  return {
    forge,
    base: 'main',
    identity,
    plan: planManifests(objects, {
      cluster: 'eu-1',
      fileName: `${service}-ingress.yaml`,
    }),
    text: {
      title: `mesh(shop): expose ${host} [eu-1]`,
      summary: built.summary,
      effects: built.effects,
      rollback: built.rollback,
      checks: CHECKS,
      entity: { ref: identity.entityRef },
      parameters: { host },
      template: { ref: identity.template, version: '1.0.0' },
    },
    allowedFolders: ['clusters/eu-1'],
    sleep: async () => {},
    ...rest,
  };
}
