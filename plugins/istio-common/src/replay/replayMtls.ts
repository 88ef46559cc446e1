import { decideInbound, inboundPolicies } from '../assess/mtls/inboundPolicies';
import { fields, list, stringMap, text } from '../trim/fields';
import { trimRaw } from './trimRaw';
import type { ReplayLine, ReplayMismatch } from './replayCase';

/** Effective inbound mTLS by container port. */
export const replayMtls: ReplayLine = line => {
  const recorded = fields(line);
  const pods = list(recorded.pods).map(fields);
  if (
    pods.length === 0 ||
    pods.some(pod => !stringMap(pod.effectiveMtlsByContainerPort))
  ) {
    return {
      kind: 'invalid',
      message: 'no pods with effectiveMtlsByContainerPort',
    };
  }
  const policies = list(recorded.peerAuthentications).flatMap(raw => {
    const object = trimRaw(raw);
    return object?.type === 'peerauthentication' ? [object] : [];
  });
  const rootNamespace = text(recorded.rootNamespace) ?? 'istio-system';
  const mismatches: ReplayMismatch[] = [];
  for (const pod of pods) {
    const namespace = text(pod.namespace) ?? '';
    const labels = stringMap(pod.labels);
    const applicable = inboundPolicies(
      policies,
      { namespace, labels },
      rootNamespace,
    );
    const expected = stringMap(pod.effectiveMtlsByContainerPort) ?? {};
    for (const [port, mode] of Object.entries(expected)) {
      const actual = decideInbound(applicable, Number(port)).mode;
      if (actual !== mode) {
        mismatches.push({
          about: `pod in ${namespace} ${JSON.stringify(labels)}, port ${port}`,
          expected: mode,
          actual,
        });
      }
    }
  }
  return { kind: 'case', mismatches };
};
