import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  type ActionContext,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  type IntentKind,
  manifestRef,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import type { z as zod } from 'zod/v3';
import type { CallOptions, IstioBackend } from '../backend/IstioBackend';
import { DEFAULT_DIRECTORY, directoryInput } from '../workspace/directory';
import { TEXTS_FOLDER, writeChange } from '../workspace/writeChange';
import { describeChange } from './describeChange';
import { generateExamples } from './generate.examples';
import { intentJsonSchema } from './intentJsonSchema';
import { completeFromLayout } from './layoutCompletions';
import { readIntent } from './readIntent';
import { requireEntity } from './requireEntity';
import { templateName } from './templateName';

type Z = typeof zod;

/** What a step has beside the fields of its intent. */
const input = {
  entityRef: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Entity that the change is for, component:default/cart'),
  template: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Name under which changes are kept apart; the template’s own'),
  directory: directoryInput,
  remove: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe('Take the definitions out of the repository instead'),
};

/** What a step gives on to those after it. @internal */
export const generateOutput = {
  directory: (z: Z) =>
    z.string().describe('Folder in the workspace that holds the change'),
  files: (z: Z) =>
    z.array(z.string()).describe('Generated files, relative to the workspace'),
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
  url: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Where a service that is exposed will be reached'),
  summary: (z: Z) => z.string().describe('The intent in one sentence'),
  effects: (z: Z) =>
    z.array(z.string()).describe('What happens in the cluster, in order'),
  rollback: (z: Z) => z.string().describe('How to undo it'),
};

/** Kinds that concern one service: its entity shows what becomes of them. */
const OF_AN_ENTITY: ReadonlySet<string> = new Set([
  'ingress',
  'certificate',
  'egress',
  'jwt',
]);

interface Deps {
  backend: IstioBackend;
  catalog: CatalogService;
  config: Config;
}

/**
 * The action `istio:generate:<intent>`: an intent in, the definitions of it in
 * the workspace. It writes nowhere else.
 *
 * @internal
 */
export function createGenerateAction(kind: IntentKind, deps: Deps) {
  const action = createTemplateAction({
    id: `istio:generate:${kind.name}`,
    description: `${kind.title}: writes the definitions of this intent into the workspace`,
    examples: generateExamples[kind.name] ?? [],
    supportsDryRun: true,
    schema: { input, output: generateOutput },
    async handler(ctx) {
      const { directory = DEFAULT_DIRECTORY, remove = false } = ctx.input;
      const { entityRef, template, directory: _, ...rest } = ctx.input;
      const { remove: __, ...fields } = rest;
      const credentials = await ctx.getInitiatorCredentials();
      const call = { credentials, signal: ctx.signal };
      const origin = {
        entityRef: await entityOf(kind, entityRef, deps, call),
        template: templateName(template, ctx.templateInfo),
        remove,
      };
      const read = await readIntent(
        kind,
        completeFromLayout(kind.name, fields, deps.config),
        deps.backend,
        call,
      );
      const change = describeChange(kind, read, origin);
      const folder = resolveSafeChildPath(ctx.workspacePath, directory);
      const files = await writeChange(folder, change);
      ctx.logger.info(change.summary);
      ctx.output('directory', directory);
      ctx.output('files', [
        ...files.map(({ path }) => `${directory}/${path}`),
        ...change.texts.map(
          ({ path }) => `${directory}/${TEXTS_FOLDER}/${path}`,
        ),
      ]);
      ctx.output(
        'objects',
        files.flatMap(({ path, objects }) =>
          objects.map(object => logged(ctx, object, `${directory}/${path}`)),
        ),
      );
      ctx.output('intent', change.intent);
      ctx.output('intentHash', change.intentHash);
      ctx.output('changeId', change.changeId);
      if (kind.name === 'ingress' && !remove) {
        ctx.output('url', `https://${change.intent.host}`);
      }
      ctx.output('summary', change.summary);
      ctx.output('effects', change.effects);
      ctx.output('rollback', change.rollback);
    },
  });
  return withFieldsOf(kind, action);
}

/** The action, which takes the fields of the intent too. */
function withFieldsOf<TInput extends object, TOutput extends object>(
  kind: IntentKind,
  action: TemplateAction<TInput, TOutput>,
): TemplateAction<TInput, TOutput> {
  const own = action.schema?.input?.properties;
  return {
    ...action,
    schema: {
      ...action.schema,
      input: {
        type: 'object',
        properties: { ...intentJsonSchema(kind), ...own },
      },
    },
  };
}

async function entityOf(
  kind: IntentKind,
  entityRef: string | undefined,
  deps: Deps,
  call: CallOptions,
): Promise<string | undefined> {
  const needed = OF_AN_ENTITY.has(kind.name);
  if (entityRef) return requireEntity(deps.catalog, entityRef, needed, call);
  if (!needed) return undefined;
  throw new InputError(
    `entityRef is missing, name the entity whose service this is for; its page shows what becomes of the change`,
  );
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
