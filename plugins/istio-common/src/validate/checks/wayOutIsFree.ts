import type { ValidationFinding } from '../../api/validation';
import { bareHost } from '../../assess/exposure/gatewayServers';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { GatewayObject } from '../../model/networkingObjects';
import { isSubset } from '../../model/selectorMatches';
import { fields, stringMap, text } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { named } from '../ingressCheck';

function ownWay({ kind, intent }: ChangeInput) {
  const { selector, shared } = fields(intent.gateway);
  const labels = stringMap(selector);
  return kind === 'egress' && labels && shared !== true ? labels : undefined;
}

/**
 * The Gateway of another change by which the pods let the host out already.
 *
 * @internal
 */
export function takenWay(input: LiveInput): GatewayObject | undefined {
  const labels = ownWay(input);
  const host = text(input.intent.host);
  if (!labels || !host) return undefined;
  return [...input.index.all('gateway')].find(
    ({ ref, selector, servers }) =>
      !input.view.writes(ref) &&
      isSubset(selector, labels) &&
      servers.some(({ hosts }) => hosts.map(bareHost).includes(host)),
  );
}

/**
 * No other namespace has a way out for the host at the same egress gateway. A
 * gateway serves a host by the oldest Gateway, and of its DestinationRules for
 * the host the oldest counts: a second way out would break or do nothing,
 * whatever its objects are named.
 * Source: pilot/pkg/model/gateway.go, mergeGateways; destination_rule.go,
 * mergeDestinationRule.
 *
 * @internal
 */
export const wayOutIsFree: LiveChangeCheck = {
  id: 'way-out-is-free',
  title: 'other ways out of the host',
  needs: ['gateways.networking.istio.io'],
  byFiles: true,
  concerns: input => ownWay(input) !== undefined,
  run(input): ValidationFinding[] {
    const taken = takenWay(input);
    if (!taken) return [];
    const { ref } = taken;
    const { host, namespace, gateway } = input.intent;
    const isNear = ref.namespace === namespace;
    return [
      {
        ...ofKind(CHANGE_CODES.wayOutTaken),
        ref,
        field: 'gateway',
        cause: `The egress gateway in ${text(
          fields(gateway).namespace,
        )} lets ${host} out already, by Gateway ${named(
          ref,
        )}, and has one way out for a host.`,
        fix: isNear
          ? `Change the egress that Gateway ${named(
              ref,
            )} belongs to, or remove it first.`
          : `Set gateway.shared: ${namespace} then calls by that way out, with its TLS settings. With other settings, take another egress gateway.`,
      },
    ];
  },
};

/** What the rules of the mesh say of a second way out beside that. */
const SAID_TOO: ReadonlySet<string> = new Set(['IST0109', 'IST0145', 'MW0163']);

/**
 * Whether a finding of the mesh says no more than that the way out is taken.
 *
 * @internal
 */
export function toldByWayOut(
  input: LiveInput,
): (finding: Pick<ValidationFinding, 'code'>) => boolean {
  const isTaken = takenWay(input) !== undefined;
  return ({ code }) => isTaken && SAID_TOO.has(code);
}
