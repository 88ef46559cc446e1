import { InputError } from '@backstage/errors';
import {
  intentChangeName,
  intentHash,
  intentKindOf,
} from '@meshwright/backstage-plugin-istio-common';
import { changeId } from '@meshwright/backstage-plugin-istio-node';
import type { KeptIntent } from './KeptIntent';

/** Longest intent that is kept, as JSON: a hundred times what forms write. */
const LONGEST = 65_536;

/** An intent as it was proposed. */
interface ProposedIntent {
  kind: string;
  intent: object;
  template: string;
}

/**
 * What is kept of a proposal. The id of its change is made here and not taken
 * from the caller: nobody can put an intent into the place of another one.
 */
export function makeKeptIntent(
  { kind: name, intent, template }: ProposedIntent,
  origin: Pick<KeptIntent, 'entityRef' | 'proposedAt'>,
): KeptIntent {
  const kind = intentKindOf(name);
  if (!kind || kind.isStep) {
    throw new InputError(
      `'${name}' is no intent that can be taken back; there is nothing to keep`,
    );
  }
  const result = kind.build(intent);
  if ('problems' in result) {
    const [{ field, message }] = result.problems;
    throw new InputError(`intent.${field}: ${message}`);
  }
  if (JSON.stringify(result.intent).length > LONGEST) {
    throw new InputError(
      `intent: it is longer than ${LONGEST} characters; take it back by the text in its pull request`,
    );
  }
  const { entityRef, proposedAt } = origin;
  return {
    change: changeId({
      ...{ template, entityRef },
      intent: intentChangeName(name, result.place),
    }),
    intentHash: intentHash(result.intent),
    cluster: result.place.cluster,
    kind: name,
    ...(entityRef && { entityRef }),
    intent: result.intent,
    proposedAt,
  };
}
