import { InputError } from '@backstage/errors';
import type {
  BuildResult,
  IntentKind,
} from '@meshwright/backstage-plugin-istio-common';
import type { CallOptions, IstioBackend } from '../backend/IstioBackend';
import { zoneCompletions } from './zoneCompletions';

/** An intent that is complete, and what is made of it. @internal */
export type ReadIntent = Extract<BuildResult, { intent: unknown }>;

/** What a step left empty is not part of the intent. */
function given(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  );
}

/**
 * The whole intent: what the step gives, completed from the zone that holds
 * its hosts where the kind knows zones.
 *
 * @internal
 */
export async function readIntent(
  kind: IntentKind,
  fields: object,
  backend: IstioBackend,
  call: CallOptions,
): Promise<ReadIntent> {
  const complete = zoneCompletions[kind.name];
  const input = given(fields);
  const result = kind.build(
    complete ? await complete(input, backend, call) : input,
  );
  if (!('problems' in result)) return result;
  const lines = result.problems.map(
    ({ field, message }) => `- ${field} ${message}`,
  );
  throw new InputError(
    `The intent is not complete, nothing was written:\n${lines.join('\n')}`,
  );
}
