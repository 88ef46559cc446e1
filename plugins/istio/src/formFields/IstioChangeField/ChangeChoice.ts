import type { JsonObject } from '@backstage/types';
import type { ProposedDefinitions } from '@meshwright/backstage-plugin-istio-common';

/** Definitions to be taken out, by the intent that they were made of. @public */
export interface ChangeChoice {
  cluster?: string;
  /** Id of the change, where it was chosen and its intent left as it was. */
  change?: string;
  kind?: string;
  /** Fields as YAML, a line each. */
  intent?: string;
  entityRef?: string;
}

/** Kinds of intents that can be taken out: those that are no steps. */
export const REMOVABLE_KINDS = [
  'ingress',
  'certificate',
  'egress',
  'jwt',
  'mtls',
  'onboard',
  'issuer',
  'install',
  'observe',
] as const;

/** An intent as people write it: a field a line, its value as JSON, which YAML is too. */
export function intentText(intent: JsonObject): string {
  return Object.entries(intent)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n');
}

/** What is chosen by: the sentence of each, and its id where two read alike. */
export function changeTexts(
  changes: readonly ProposedDefinitions[],
): Map<string, ProposedDefinitions> {
  const sentence = ({ title }: ProposedDefinitions) => title.replace(/\.$/, '');
  const times = new Map<string, number>();
  for (const change of changes) {
    const text = sentence(change);
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return new Map(
    changes.map(change => {
      const text = sentence(change);
      return [
        times.get(text) === 1 ? text : `${text} · ${change.change}`,
        change,
      ];
    }),
  );
}

/** The value that a choice makes. */
export function choiceOf(definitions: ProposedDefinitions): ChangeChoice {
  const { cluster, change, kind, intent, entityRef } = definitions;
  return {
    ...{ cluster, change },
    ...(kind && { kind }),
    ...(intent && { intent: intentText(intent) }),
    ...(entityRef && { entityRef }),
  };
}
