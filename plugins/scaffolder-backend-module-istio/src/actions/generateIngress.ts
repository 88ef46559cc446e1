import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  type ActionContext,
} from '@backstage/plugin-scaffolder-node';
import {
  annotateChange,
  buildIngress,
  intentHash,
  manifestRef,
  type IngressIntent,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import { changeId } from '@meshwright/backstage-plugin-istio-node';
import type { z as zod } from 'zod/v3';
import type { IstioBackend } from '../backend/IstioBackend';
import { changeIdentityOf } from '../workspace/changeIdentityOf';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import { DEFAULT_DIRECTORY, directoryInput } from '../workspace/directory';
import { writeChange } from '../workspace/writeChange';
import { examples } from './generateIngress.examples';
import { readIngressIntent } from './readIngressIntent';
import { requireMeshEntity } from './requireMeshEntity';
import { templateName } from './templateName';

type Z = typeof zod;

const input = {
  entityRef: (z: Z) =>
    z
      .string()
      .describe('Entity whose service is exposed, component:default/cart'),
  cluster: (z: Z) => z.string().describe('Cluster, as Meshwright names it'),
  namespace: (z: Z) => z.string().describe('Namespace of the Service'),
  service: (z: Z) =>
    z
      .object({
        name: z.string().describe('Name of the Kubernetes Service'),
        port: z.coerce.number().describe('Port of the Service'),
      })
      .describe('The Service to expose'),
  host: (z: Z) =>
    z.string().describe('Host under which clients reach the service'),
  name: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Begins the names of the objects; the Service name by default'),
  tls: (z: Z) =>
    z
      .object({
        mode: z
          .string()
          .optional()
          .describe('SIMPLE (default), MUTUAL or OPTIONAL_MUTUAL'),
        subjectAltNames: z
          .array(z.string())
          .optional()
          .describe('Subjects whose client certificates pass; all by default'),
        minProtocolVersion: z
          .string()
          .optional()
          .describe('TLSV1_2 (default) or TLSV1_3'),
      })
      .optional()
      .describe('How the gateway ends TLS'),
  routes: (z: Z) =>
    z
      .array(
        z.object({
          path: z.string().describe('Path that reaches the service'),
          type: z.string().optional().describe('prefix (default) or exact'),
        }),
      )
      .optional()
      .describe('Paths that reach the service; every path by default'),
  gateway: (z: Z) =>
    z
      .object({
        namespace: z.string().describe('Namespace of the gateway pods'),
        selector: z
          .record(z.string())
          .optional()
          .describe('Labels of the gateway pods'),
      })
      .optional()
      .describe('Gateway that serves the host; that of its zone by default'),
  issuer: (z: Z) =>
    z
      .object({
        group: z.string().optional().describe('API group of the issuer'),
        kind: z.string().optional().describe('ClusterIssuer or Issuer'),
        name: z.string().describe('Name of the issuer'),
      })
      .optional()
      .describe('Who signs the certificate; that of the zone by default'),
  certificate: (z: Z) =>
    z
      .object({
        duration: z.string().optional().describe('Lifetime to ask for, 72h'),
        renewBefore: z
          .string()
          .optional()
          .describe('How long before its end it is renewed, 24h'),
        privateKey: z
          .object({
            algorithm: z.string().describe('RSA or ECDSA'),
            size: z.number().describe('Size of the key'),
          })
          .optional()
          .describe('Private key; RSA 2048 by default'),
      })
      .optional()
      .describe('The server certificate'),
  template: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Name under which changes are kept apart; the template’s own'),
  directory: directoryInput,
};

const output = {
  directory: (z: Z) =>
    z.string().describe('Folder in the workspace that holds the change'),
  files: (z: Z) =>
    z.array(z.string()).describe('Definition files, relative to the workspace'),
  objects: (z: Z) =>
    z
      .array(
        z.object({
          group: z.string(),
          kind: z.string(),
          namespace: z.string().optional(),
          name: z.string(),
          file: z.string(),
        }),
      )
      .describe('Generated objects, and the file of each'),
  intent: (z: Z) =>
    z.record(z.any()).describe('The intent with its defaults filled in'),
  intentHash: (z: Z) =>
    z.string().describe('Hash that tells this intent from another'),
  changeId: (z: Z) => z.string().describe('Id of the change'),
  url: (z: Z) => z.string().describe('Where the service will be reached'),
  summary: (z: Z) => z.string().describe('The intent in one sentence'),
  effects: (z: Z) =>
    z.array(z.string()).describe('What happens in the cluster, in order'),
};

/**
 * The action `istio:generate:ingress`: an intent in, the definitions of it in
 * the workspace. It writes nowhere else.
 *
 * @public
 */
export function createGenerateIngressAction(deps: {
  backend: IstioBackend;
  catalog: CatalogService;
}) {
  return createTemplateAction({
    id: 'istio:generate:ingress',
    description:
      'Writes the definitions that let clients reach a service at a host over TLS into the workspace',
    examples,
    supportsDryRun: true,
    schema: { input, output },
    async handler(ctx) {
      const { directory = DEFAULT_DIRECTORY } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const call = { credentials, signal: ctx.signal };
      const entityRef = await requireMeshEntity(
        deps.catalog,
        ctx.input.entityRef,
        call,
      );
      const intent = await readIngressIntent(ctx.input, deps.backend, call);
      const template = templateName(ctx.input.template, ctx.templateInfo);
      const change = describeChange(intent, entityRef, template);
      const folder = resolveSafeChildPath(ctx.workspacePath, directory);
      const files = await writeChange(folder, change);
      ctx.logger.info(change.summary);
      ctx.output('directory', directory);
      ctx.output(
        'files',
        files.map(({ path }) => `${directory}/${path}`),
      );
      ctx.output(
        'objects',
        files.flatMap(({ path, objects }) =>
          objects.map(object => logged(ctx, object, `${directory}/${path}`)),
        ),
      );
      ctx.output('intent', intent);
      ctx.output('intentHash', change.intentHash);
      ctx.output('changeId', change.changeId);
      ctx.output('url', `https://${intent.host}`);
      ctx.output('summary', change.summary);
      ctx.output('effects', change.effects);
    },
  });
}

function describeChange(
  intent: IngressIntent,
  entityRef: string,
  template: string,
): WorkspaceChange {
  const { objects, ...texts } = buildIngress(intent);
  const hash = intentHash(intent);
  const id = changeId(changeIdentityOf({ template, entityRef, intent }));
  const origin = { change: id, template, entityRef, intentHash: hash };
  return {
    kind: 'ingress',
    intent,
    intentHash: hash,
    changeId: id,
    entityRef,
    template,
    ...texts,
    objects: annotateChange(objects, origin),
  };
}

function logged(
  ctx: Pick<ActionContext<{}>, 'logger'>,
  object: ManifestObject,
  file: string,
) {
  const { namespace, name } = object.metadata;
  const id = namespace ? `${namespace}/${name}` : name;
  ctx.logger.info(`${object.kind} ${id} in ${file}`);
  return { ...manifestRef(object), file };
}
