import type {
  KubernetesGatewayObject,
  StatusProblem,
} from '../model/gatewayApiObjects';
import { type Fields, compact, fields, list, numeral, text } from './fields';
import { conditionsOf, objectBase } from './objectBase';
import { trimSelector } from './trimSelector';
import { trimWaypoint } from './trimWaypoint';
import type { WatchedResource } from './watchedResources';

const MESSAGE_LIMIT = 300;

/** Conditions of a good state that must be true, and of a bad one that must not. */
const GOOD: ReadonlySet<string> = new Set([
  'Accepted',
  'Programmed',
  'ResolvedRefs',
]);
const BAD: ReadonlySet<string> = new Set(['Conflicted', 'PartiallyInvalid']);

/** The conditions that are not as they should be; absent when there is none. */
export function statusProblems(
  conditions: unknown,
): StatusProblem[] | undefined {
  const found = conditionsOf({ status: { conditions } })
    .filter(
      ({ type, status }) =>
        (GOOD.has(type) && status === 'False') ||
        (BAD.has(type) && status === 'True'),
    )
    .map(({ type, reason = '', message = '' }) => ({
      type,
      reason,
      message: message.slice(0, MESSAGE_LIMIT),
    }));
  return found.length > 0 ? found : undefined;
}

/** Source: pkg/config/constants/constants.go, ListenerModeOption. */
const LISTENER_MODE = 'gateway.istio.io/listener-protocol';

type Listener = KubernetesGatewayObject['listeners'][number];

function allowedRoutes(raw: unknown): Pick<Listener, 'allowed' | 'kinds'> {
  const { namespaces, kinds } = fields(raw);
  const { from, selector } = fields(namespaces);
  const names = list(kinds).flatMap(kind => text(fields(kind).kind) ?? []);
  const open = text(from);
  return {
    ...(open && {
      allowed: compact({ from: open, selector: trimSelector(selector) }),
    }),
    ...(Array.isArray(kinds) && kinds.length > 0 && { kinds: names }),
  };
}

function listener(
  raw: Fields,
  status: ReadonlyMap<string, unknown>,
): Listener[] {
  const port = numeral(raw.port);
  if (port === undefined) return [];
  const tls = fields(raw.tls);
  const name = text(raw.name) ?? '';
  return [
    compact({
      name,
      hostname: text(raw.hostname),
      port,
      protocol: text(raw.protocol) ?? '',
      tlsMode: raw.tls ? text(tls.mode) ?? 'Terminate' : undefined,
      autoPassthrough:
        fields(tls.options)[LISTENER_MODE] === 'auto-passthrough'
          ? (true as const)
          : undefined,
      certificates: list(tls.certificateRefs)
        .map(fields)
        .flatMap(reference => {
          const secret = text(reference.name);
          return secret
            ? [compact({ name: secret, namespace: text(reference.namespace) })]
            : [];
        }),
      ...allowedRoutes(raw.allowedRoutes),
      problems: statusProblems(status.get(name)),
    }),
  ];
}

/** A Gateway of gateway.networking.k8s.io. */
export function trimKubernetesGateway(
  resource: WatchedResource,
  raw: unknown,
): KubernetesGatewayObject | undefined {
  const base = objectBase('kubernetes-gateway', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const status = fields(fields(raw).status);
  const ofListener = new Map(
    list(status.listeners)
      .map(fields)
      .map(one => [text(one.name) ?? '', one.conditions]),
  );
  const addresses = list(spec.addresses)
    .map(fields)
    .filter(({ type }) => type === 'Hostname')
    .flatMap(({ value }) => text(value) ?? []);
  return compact({
    ...base,
    className: text(spec.gatewayClassName),
    listeners: list(spec.listeners)
      .map(fields)
      .flatMap(one => listener(one, ofListener)),
    hasAddress: list(status.addresses).length > 0,
    addresses: addresses.length > 0 ? addresses : undefined,
    problems: statusProblems(status.conditions),
    waypoint: trimWaypoint(raw),
  });
}

/** Which objects of a namespace others may refer to. */
export function trimReferenceGrant(resource: WatchedResource, raw: unknown) {
  const base = objectBase('referencegrant', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  return {
    ...base,
    from: list(spec.from)
      .map(fields)
      .flatMap(one => {
        const [kind, namespace] = [text(one.kind), text(one.namespace)];
        return kind && namespace
          ? [{ group: text(one.group) ?? '', kind, namespace }]
          : [];
      }),
    to: list(spec.to)
      .map(fields)
      .flatMap(one => {
        const kind = text(one.kind);
        return kind
          ? [
              compact({
                group: text(one.group) ?? '',
                kind,
                name: text(one.name),
              }),
            ]
          : [];
      }),
  };
}
