import {
  annotateChange,
  buildIngress,
  ingressIntentSchema,
  intentHash,
} from '@meshwright/backstage-plugin-istio-common';
import {
  changeId,
  GiteaForge,
  planManifests,
  type ProposeRequest,
} from '@meshwright/backstage-plugin-istio-node';

/** Where a proposal goes: one repository on the Gitea of the lab. */
export interface Target {
  url: string;
  owner: string;
  repo: string;
  token: string;
}

/** The kustomization that every proposal adds a line to. */
export const SHARED = 'clusters/lab/shop/kustomization.yaml';

/** What a proposal of a service writes beside it. */
export function fileOf(service: string): string {
  return `${service}-ingress.yaml`;
}

/** Exposes a service of the shop; another port makes it another wish. */
export function proposalOf(
  { url, owner, repo, token }: Target,
  service: string,
  port = 8080,
): ProposeRequest {
  const host = `${service}.shop.example.com`;
  const intent = ingressIntentSchema.parse({
    cluster: 'lab',
    namespace: 'shop',
    service: { name: service, port },
    host,
    gateway: { namespace: 'istio-ingress' },
    issuer: { name: 'mesh-ca' },
  });
  const identity = {
    template: 'template:default/expose-service',
    entityRef: `component:default/${service}`,
    intent: `lab-ingress-${service}`,
  };
  const built = buildIngress(intent);
  const objects = annotateChange(built.objects, {
    change: changeId(identity),
    template: identity.template,
    entityRef: identity.entityRef,
    intentHash: intentHash(intent),
  });
  return {
    forge: new GiteaForge({
      ...{ host: new URL(url).host, baseUrl: url, owner, repo, token },
    }),
    base: 'main',
    identity,
    plan: planManifests(objects, { cluster: 'lab', fileName: fileOf(service) }),
    text: {
      title: `mesh(shop): expose ${host} [lab]`,
      summary: built.summary,
      effects: built.effects,
      rollback: built.rollback,
      entity: { ref: identity.entityRef },
      parameters: { host },
      template: { ref: identity.template, version: '1.0.0' },
    },
    allowedFolders: ['clusters/lab'],
  };
}
