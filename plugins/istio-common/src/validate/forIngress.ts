import type { ValidationFinding } from '../api/validation';
import {
  ingressHosts,
  type IngressIntent,
} from '../build/ingress/ingressIntent';
import type {
  ChangeInput,
  LiveChangeCheck,
  OfflineChangeCheck,
} from './changeCheck';
import type { LiveCheck, OfflineCheck } from './ingressCheck';

function isIngress({ kind }: ChangeInput): boolean {
  return kind === 'ingress';
}

function intentOf({ intent }: ChangeInput): IngressIntent {
  // An intent of kind ingress has passed its schema.
  return intent as unknown as IngressIntent;
}

/** The exposure once for every host that it has, and where that stands. */
function* byHost(
  input: ChangeInput,
): Iterable<{ intent: IngressIntent; field: string }> {
  const intent = intentOf(input);
  for (const [position, host] of ingressHosts(intent).entries()) {
    const field = position === 0 ? 'host' : `additionalHosts.${position - 1}`;
    yield { intent: { ...intent, host }, field };
  }
}

/** The exposure once for every Service that answers, and where that stands. */
function* byService(
  input: ChangeInput,
): Iterable<{ intent: IngressIntent; field: string }> {
  const intent = intentOf(input);
  yield { intent, field: 'service' };
  for (const [position, { service }] of intent.routes.entries()) {
    if (!service) continue;
    yield {
      intent: { ...intent, service },
      field: `routes.${position}.service`,
    };
  }
}

const SPREAD = { host: byHost, service: byService } as const;

function spread(
  input: ChangeInput,
  over: keyof typeof SPREAD,
  run: (intent: IngressIntent) => ValidationFinding[],
): ValidationFinding[] {
  const found = new Map<string, ValidationFinding>();
  for (const { intent, field } of SPREAD[over](input)) {
    for (const one of run(intent)) {
      const path = one.field?.replace(new RegExp(`^${over}(?=\\.|$)`), field);
      const placed = path === undefined ? one : { ...one, field: path };
      found.set(JSON.stringify(placed), placed);
    }
  }
  return [...found.values()];
}

/** A check of an exposure, run for each of its hosts or Services. @internal */
export function offlineForIngress(
  check: OfflineCheck,
  over: keyof typeof SPREAD = 'host',
): OfflineChangeCheck {
  return {
    ...check,
    concerns: isIngress,
    run: input =>
      spread(input, over, intent => check.run({ ...input, intent })),
  };
}

/** As {@link offlineForIngress}, for a check of the cluster. @internal */
export function liveForIngress(
  check: LiveCheck,
  over: keyof typeof SPREAD = 'host',
): LiveChangeCheck {
  return {
    ...check,
    concerns: isIngress,
    run: ({ index, ...input }) =>
      spread(input, over, intent => check.run({ ...input, intent, index })),
  };
}
