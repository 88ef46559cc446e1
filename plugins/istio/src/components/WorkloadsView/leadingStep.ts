import {
  TONES,
  type NextStep,
  type Tone,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';

/** The step of the worst fact of a workload that has one. */
export function leadingStep({
  dataPlane,
  revision,
  supply,
  network,
  authorization,
}: WorkloadStatus): NextStep | undefined {
  const facts: Array<{ tone: Tone; action?: NextStep } | undefined> = [
    revision,
    dataPlane,
    supply,
    network,
    authorization?.authentication,
  ];
  return facts
    .flatMap(fact => (fact?.action ? [fact] : []))
    .sort((a, b) => TONES.indexOf(b.tone) - TONES.indexOf(a.tone))[0]?.action;
}
