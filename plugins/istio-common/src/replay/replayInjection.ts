import { simulateAdmission } from '../assess/revision/simulateAdmission';
import type { WebhookConfigurationObject } from '../model/workloadObjects';
import { fields, stringMap, text } from '../trim/fields';
import type { ReplayLine, ReplayMismatch } from './replayCase';
import { trimRaw } from './trimRaw';

function webhooksOf(line: unknown): WebhookConfigurationObject[] | undefined {
  const { mutatingWebhookConfigurations } = fields(line);
  if (!Array.isArray(mutatingWebhookConfigurations)) return undefined;
  return mutatingWebhookConfigurations.flatMap(raw => {
    const object = trimRaw({
      ...fields(raw),
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
    });
    return object?.type === 'webhook' ? [object] : [];
  });
}

function compare(
  about: string,
  expected: unknown,
  actual: unknown,
): ReplayMismatch[] {
  return expected === actual
    ? []
    : [{ about, expected: String(expected), actual: String(actual) }];
}

/**
 * Whether and by which revision a pod is injected. The first line holds the
 * webhook configurations.
 */
export function replayInjection(): ReplayLine {
  let webhooks: WebhookConfigurationObject[] = [];
  return line => {
    const setup = webhooksOf(line);
    if (setup) {
      webhooks = setup;
      return { kind: 'setup' };
    }
    const recorded = fields(line);
    const expected = fields(recorded.result);
    if (typeof expected.injected !== 'boolean') {
      return { kind: 'invalid', message: 'no result.injected' };
    }
    const outcome = simulateAdmission(webhooks, {
      namespace: text(recorded.namespace) ?? '',
      namespaceLabels: stringMap(recorded.namespaceLabels),
      podLabels: stringMap(recorded.podLabels),
      podAnnotations: stringMap(recorded.podAnnotations),
      hostNetwork: recorded.hostNetwork === true,
    });
    const about = `namespace ${JSON.stringify(
      recorded.namespaceLabels,
    )}, pod ${JSON.stringify(recorded.podLabels)}`;
    const injected = outcome.kind === 'injected';
    return {
      kind: 'case',
      mismatches: [
        ...compare(`${about}: injected`, expected.injected, injected),
        ...compare(
          `${about}: revision`,
          expected.revision ?? null,
          injected ? outcome.revision : null,
        ),
      ],
    };
  };
}
