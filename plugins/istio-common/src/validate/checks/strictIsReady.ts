import type { PortMtlsStatus, WorkloadStatus } from '../../api/facts';
import type { ValidationFinding } from '../../api/validation';
import { ownReasons } from '../../assess/mtls/ownReasons';
import { clientReasons } from '../../assess/mtls/clientReasons';
import { plainClients } from '../../assess/mtls/plainClients';
import { workloadViews } from '../../assess/workloadStatuses';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';

/** A workload and the ports of it whose mode the change alters in one way. */
interface AlteredPorts {
  ref: ObjectRef;
  ports: number[];
}

/** So many are told one by one. */
const TOLD = 20;

type Mode = PortMtlsStatus['mode'];

/** Ports that come to have one of the modes, and had another before. */
function alteredPorts(
  { view }: LiveInput,
  becomes: (before: Mode, after: Mode) => boolean,
): AlteredPorts[] {
  const before = new Map(
    view.before
      .memo(workloadViews, undefined)
      .map(one => [stringifyObjectRef(one.ref), one]),
  );
  return view.after.memo(workloadViews, undefined).flatMap(after => {
    const old = before.get(stringifyObjectRef(after.ref));
    const ports = portsThat(old, after, becomes);
    return ports.length > 0 ? [{ ref: after.ref, ports }] : [];
  });
}

function portsThat(
  before: WorkloadStatus | undefined,
  after: WorkloadStatus,
  becomes: (before: Mode, after: Mode) => boolean,
): number[] {
  const old = new Map(before?.mtls.map(({ port, mode }) => [port, mode]));
  return after.mtls.flatMap(({ port, mode }) => {
    const was = old.get(port);
    return was !== undefined && was !== mode && becomes(was, mode)
      ? [port]
      : [];
  });
}

function portWords(ports: readonly number[]): string {
  // 0 stands for every port of a pod that declares none.
  return ports.includes(0)
    ? 'every port'
    : `port ${[...ports].sort((a, b) => a - b).join(', ')}`;
}

function workloadWords(altered: readonly AlteredPorts[]): string {
  const first = altered
    .slice(0, 3)
    .map(({ ref, ports }) => `${named(ref)} ${portWords(ports)}`);
  const rest = altered.length - first.length;
  return `${first.join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function refName(ref: ObjectRef): string {
  return `${ref.kind} ${named(ref)}`;
}

/**
 * What breaks stops the change until it is accepted. Of a removal, and of a
 * change that is about something else, it is told.
 */
function severityOf({ kind, intent, remove }: LiveInput) {
  return kind === 'mtls' && !remove && intent.breaks !== 'accept'
    ? ('error' as const)
    : ('warning' as const);
}

/** The way on for those who know: a box of the form, a field of the intent. */
const ACCEPT = 'accept it (breaks: accept)';

/** Probes, scrapes, headless Services and labels of the workloads themselves. */
function ownBreaks(
  input: LiveInput,
  altered: readonly AlteredPorts[],
): ValidationFinding[] {
  const scope = input.view.after;
  const severity = severityOf(input);
  const found = new Map<string, ValidationFinding>();
  for (const { ref, ports } of altered) {
    const group = scope.workload(ref);
    if (!group) continue;
    const services = scope.servicesOf(group);
    for (const port of ports) {
      for (const one of ownReasons(scope, group, services, port)) {
        // Rules have a finding of their own, MW0002.
        if (one.ref.kind === 'DestinationRule') continue;
        found.set(`${stringifyObjectRef(one.ref)} ${one.reason}`, {
          ...ofKind(CHANGE_CODES.strictShutsOut),
          severity,
          ref: one.ref,
          cause: `${refName(one.ref)}: ${one.reason}, and ${named(
            ref,
          )} would take mesh mTLS only on port ${port}.`,
          fix: `Correct that first, or except port ${port}; to let it break, ${ACCEPT}.`,
        });
      }
    }
  }
  return [...found.values()];
}

function clientBreaks(
  input: LiveInput,
  altered: readonly AlteredPorts[],
): ValidationFinding[] {
  const clients = plainClients(input.view.after);
  return clientReasons(clients).map(({ ref, reason }) => ({
    ...ofKind(CHANGE_CODES.strictShutsOut),
    severity: severityOf(input),
    ref,
    field: 'mode',
    cause: `${refName(ref)} would be turned away if it calls ${workloadWords(
      altered,
    )}: ${reason}.`,
    fix: `Stay PERMISSIVE until ${ref.name} is in the mesh, or except the ports that it calls; where it calls none of them, ${ACCEPT}.`,
  }));
}

function withoutAutoMtls({ view }: LiveInput): ValidationFinding[] {
  const { autoMtls } = view.after.settingsOf(undefined);
  if (autoMtls) return [];
  return [
    {
      ...ofKind(CHANGE_CODES.strictShutsOut),
      severity: 'error',
      field: 'mode',
      cause:
        'enableAutoMtls is false in the mesh configuration, so that clients without a DestinationRule send plain text and would be turned away.',
      fix: 'Set enableAutoMtls to true first.',
    },
  ];
}

function downgrades(input: LiveInput): ValidationFinding[] {
  const altered = alteredPorts(
    input,
    (before, after) =>
      before === 'STRICT' && (after === 'PERMISSIVE' || after === 'DISABLE'),
  );
  if (altered.length === 0) return [];
  return [
    {
      ...ofKind(CHANGE_CODES.plainTextAgain),
      ref: altered[0].ref,
      field: 'mode',
      cause: `Plain text would be accepted where it is refused today: ${workloadWords(
        altered,
      )}.`,
      fix: 'Keep them STRICT, unless this is a step back on purpose.',
    },
  ];
}

function capped(
  found: ValidationFinding[],
  input: LiveInput,
): ValidationFinding[] {
  if (found.length <= TOLD) return found;
  const rest = found.length - TOLD;
  return [
    ...found.slice(0, TOLD),
    {
      ...ofKind(CHANGE_CODES.strictShutsOut),
      severity: severityOf(input),
      cause: `${rest} more would break at STRICT.`,
      fix: 'Begin with one namespace or one workload.',
    },
  ];
}

/**
 * What breaks when ports become STRICT, said before it happens: clients without
 * a proxy, probes, scrapes, headless Services, by static analysis. It stops a
 * change to STRICT until somebody accepts it. And what is opened that is closed
 * today.
 *
 * @internal
 */
export const strictIsReady: LiveChangeCheck = {
  id: 'strict-is-ready',
  title: 'what breaks at STRICT',
  needs: ['pods', 'services', 'peerauthentications.security.istio.io'],
  onRemoval: true,
  concerns: ({ objects, removes = [] }) =>
    [...objects, ...removes].some(({ kind }) => kind === 'PeerAuthentication'),
  run(input) {
    const closed = alteredPorts(input, (_, after) => after === 'STRICT');
    const breaks =
      closed.length === 0
        ? []
        : [
            ...withoutAutoMtls(input),
            ...ownBreaks(input, closed),
            ...clientBreaks(input, closed),
          ];
    return [...capped(breaks, input), ...downgrades(input)];
  },
  unverified(input) {
    const closed = alteredPorts(input, (_, after) => after === 'STRICT');
    return closed.length > 0
      ? [
          'Who calls whom is not in the Kubernetes API: what breaks at STRICT is a static analysis',
        ]
      : [];
  },
};
