import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  INTENTS,
  intentKindOf,
  readYaml,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import type { z as zod } from 'zod/v3';
import type { IstioBackend } from '../backend/IstioBackend';
import { directoryInput } from '../workspace/directory';
import { createGenerateAction, generateOutput } from './generateIntent';

type Z = typeof zod;

/** What can be taken out: everything but steps, which other steps take back. */
const REMOVABLE = INTENTS.filter(({ isStep }) => !isStep).map(
  ({ name }) => name,
);

const input = {
  kind: (z: Z) =>
    z.string().describe(`Kind of the intent: ${REMOVABLE.join(', ')}`),
  intent: (z: Z) =>
    z
      .union([z.string(), z.record(z.any())])
      .describe('The intent as it was, its fields or a YAML text of them'),
  entityRef: (z: Z) =>
    z.string().optional().describe('Entity that the change was for'),
  template: (z: Z) =>
    z.string().optional().describe('Name under which changes are kept apart'),
  directory: directoryInput,
};

function fieldsOf(intent: unknown): object {
  try {
    const read = typeof intent === 'string' ? readYaml(intent) : intent;
    if (read !== null && typeof read === 'object' && !Array.isArray(read)) {
      return read;
    }
  } catch (error) {
    if (!(error instanceof UnreadableYamlError)) throw error;
    throw new InputError(`The intent cannot be read: ${error.message}.`);
  }
  throw new InputError(
    'The intent is not a list of fields: give it as "name: value" lines.',
  );
}

/**
 * The action `istio:remove`: the definitions of an intent of any kind, to be
 * taken out of the repository. It writes into the workspace only.
 *
 * @internal
 */
export function createRemoveAction(deps: {
  backend: IstioBackend;
  catalog: CatalogService;
  config: Config;
}) {
  return createTemplateAction({
    id: 'istio:remove',
    description:
      'Writes what an intent had made into the workspace, to be taken out',
    examples: [
      {
        description: 'Take the mode of mTLS of a namespace back',
        example: [
          'steps:',
          '  - action: istio:remove',
          '    input:',
          '      kind: mtls',
          '      intent: {cluster: eu-1, scope: namespace, namespace: shop}',
        ].join('\n'),
      },
    ],
    supportsDryRun: true,
    schema: { input, output: generateOutput },
    async handler(ctx) {
      const { kind: name, intent } = ctx.input;
      const { entityRef, template, directory } = ctx.input;
      const kind = intentKindOf(name);
      if (!kind || kind.isStep) {
        throw new InputError(
          `"${name.slice(
            0,
            60,
          )}" is no kind that can be taken out: use ${REMOVABLE.join(', ')}.`,
        );
      }
      const generate = createGenerateAction(kind, deps);
      await generate.handler({
        ...ctx,
        // What the step says holds, also where it says nothing: the text is
        // of people, and only the fields of the intent are theirs.
        input: {
          ...fieldsOf(intent),
          ...{ entityRef, template, directory, remove: true },
        },
      });
    },
  });
}
