import { z } from 'zod';
import { meshSettings } from '../install/meshSettings';
import { revisionOf, tagField } from '../install/releaseFields';
import { clusterField } from '../intentFields';
import { followingGatewaysField, gatewayProblems } from './followingGateways';
import { upgradeProblem } from './upgradeDistance';
import {
  namespacesField,
  releaseField,
  restartField,
  usageField,
} from './upgradeFields';

const STEPS = ['install', 'move', 'promote', 'rollback', 'remove'] as const;

const fields = z.strictObject({
  cluster: clusterField,
  step: z
    .enum(STEPS, { error: `is not known, use one of ${STEPS.join(', ')}` })
    .describe(
      'install: the new revision beside the old. move: a wave of namespaces. promote: the tag, and with it all the others and the gateways. rollback: back to the old. remove: the old goes',
    ),
  from: releaseField.describe('The control plane that is there'),
  to: releaseField.describe('The control plane that is to follow'),
  tag: tagField
    .default('prod')
    .describe('Tag that namespaces and gateways carry'),
  canaryTag: tagField
    .default('canary')
    .describe('Tag of the namespaces that go first'),
  wave: z
    .int()
    .min(1, 'is below 1, count from 1')
    .max(100, 'is too large, at most 100')
    .default(1)
    .describe('Number of the wave, for step move'),
  namespaces: namespacesField,
  restart: restartField,
  gateways: followingGatewaysField,
  usage: usageField.optional(),
  ...meshSettings,
});

type Fields = z.output<typeof fields>;

/** From the facts of the cluster: a revision goes only when nothing needs it. */
function usageProblems({
  step,
  usage,
  from,
}: Fields): Array<[string[], string]> {
  if (step !== 'remove') {
    return usage ? [[['usage'], `has no meaning for ${step}, remove it`]] : [];
  }
  const revision = from.revision ?? revisionOf(from.version);
  if (!usage) {
    return [
      [
        ['usage'],
        `is missing: whether something uses ${revision} must be read from the cluster first`,
      ],
    ];
  }
  return [
    ...(usage.proxies > 0
      ? [
          [
            ['usage', 'proxies'],
            `is ${usage.proxies}: restart what still runs with ${revision}, then remove it`,
          ] as [string[], string],
        ]
      : []),
    ...(['namespaces', 'tags'] as const)
      .filter(field => usage[field].length > 0)
      .map((field): [string[], string] => [
        ['usage', field],
        `still name ${revision}: ${usage[field]
          .slice(0, 10)
          .join(', ')}; move them first`,
      ]),
  ];
}

function namespaceProblems(intent: Fields): Array<[string[], string]> {
  const { step, namespaces, restart } = intent;
  if (step === 'install' || step === 'remove') {
    return [
      ...(namespaces.length > 0
        ? [
            [['namespaces'], `have no meaning for ${step}, remove them`] as [
              string[],
              string,
            ],
          ]
        : []),
      ...(restart.length > 0
        ? [
            [['restart'], `has no meaning for ${step}, remove it`] as [
              string[],
              string,
            ],
          ]
        : []),
    ];
  }
  if (step !== 'move') return [];
  const moved = new Set(namespaces.map(({ name }) => name));
  return [
    ...(namespaces.length === 0
      ? [
          [['namespaces'], 'is empty, name the namespaces of the wave'] as [
            string[],
            string,
          ],
        ]
      : []),
    ...restart.flatMap(
      ({ namespace }, index): Array<[string[], string]> =>
        moved.has(namespace)
          ? []
          : [
              [
                ['restart', String(index), 'namespace'],
                'is not in this wave: its pods would get the old proxy again, remove it',
              ],
            ],
    ),
  ];
}

/** Tells what does not go together. */
function check(ctx: z.core.ParsePayload<Fields>): void {
  const { step, from, to, tag, canaryTag } = ctx.value;
  const refuse = (path: string[], message: string) =>
    ctx.issues.push({ code: 'custom', path, message, input: ctx.value });
  const revisions = [from, to].map(
    one => one.revision ?? revisionOf(one.version),
  );
  if (revisions[0] === revisions[1]) {
    refuse(
      ['to', 'revision'],
      'is that of the control plane which is there, choose another',
    );
  }
  if (tag === canaryTag) {
    refuse(['canaryTag'], 'is the tag of all the others too, choose another');
  }
  for (const [field, name] of [
    ['tag', tag],
    ['canaryTag', canaryTag],
  ] as const) {
    if (revisions.includes(name)) {
      refuse([field], 'is a revision, choose the name of a tag');
    }
  }
  const distance = upgradeProblem(from.version, to.version);
  // What stays when a canary that failed is removed is the older one.
  if (distance && step !== 'remove') refuse(['to', 'version'], distance);
  for (const [path, message] of [
    ...usageProblems(ctx.value),
    ...namespaceProblems(ctx.value),
    ...gatewayProblems(ctx.value.gateways, ctx.value.delivery.by),
  ]) {
    refuse(path, message);
  }
}

const withRevision = (one: z.output<typeof releaseField>) => ({
  version: one.version,
  revision: one.revision ?? revisionOf(one.version),
});

/**
 * The intent "this mesh follows a new control plane", a step at a time, so
 * that each is a pull request of its own.
 *
 * @public
 */
export const upgradeIntentSchema = fields
  .check(check)
  .transform(intent => ({
    ...intent,
    from: withRevision(intent.from),
    to: withRevision(intent.to),
  }))
  .describe('Upgrade a mesh by a second control plane');

/** A step of an upgrade with its defaults filled in. @public */
export type UpgradeIntent = z.output<typeof upgradeIntentSchema>;
