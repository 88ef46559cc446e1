import { byRef } from '../../model/byCreation';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { flat } from '../../model/flat';
import { resolveHost, serviceHost } from '../hosts';
import { scopesOf } from './serviceEntryProtocols';

const EVERYWHERE = '*';

/** What answers to a host. */
export type HostOwner = ServiceObject | ServiceEntryObject;

/** Whose host it is, by who sees it. */
interface HostTable {
  /** By `namespace host`, or `* host` for one that all see. */
  readonly exact: ReadonlyMap<string, HostOwner>;
  /** Wildcards: who sees them, their suffix, whose they are. */
  readonly wildcards: ReadonlyArray<
    readonly [scope: string, suffix: string, owner: HostOwner]
  >;
}

/** The annotation is a list of namespaces, `.` and `*`. */
function scopesOfService({ ref, annotations }: ServiceObject) {
  const exportTo = annotations?.['networking.istio.io/exportTo'];
  if (!exportTo) return [EVERYWHERE];
  return exportTo
    .split(',')
    .map(one => one.trim())
    .map(one => (one === '.' ? ref.namespace ?? '' : one));
}

function hostTable({ index }: AssessScope): HostTable {
  const exact = new Map<string, HostOwner>();
  const wildcards: Array<readonly [string, string, HostOwner]> = [];
  for (const entry of [...index.all('serviceentry')].sort(byRef)) {
    for (const scope of scopesOf(entry.exportTo, entry.ref.namespace)) {
      for (const name of entry.hosts) {
        const host = resolveHost(name, entry.ref);
        exact.set(flat(`${scope} ${host}`), entry);
        if (host.startsWith('*')) wildcards.push([scope, host.slice(1), entry]);
      }
    }
  }
  for (const service of index.all('service')) {
    for (const scope of scopesOfService(service)) {
      exact.set(flat(`${scope} ${serviceHost(service.ref)}`), service);
    }
  }
  return { exact, wildcards };
}

/** Who asks for a host: an object of a namespace, and who sees that object. */
export interface HostQuestion {
  readonly namespace: string;
  readonly exportTo: readonly string[];
  readonly host: string;
}

function askTable(
  { exact, wildcards }: HostTable,
  { namespace, exportTo, host }: HostQuestion,
): HostOwner | undefined {
  const full = resolveHost(host, { namespace });
  const scopes = (exportTo.length > 0 ? exportTo : ['.']).map(one =>
    one === '.' ? namespace : one,
  );
  for (const scope of [EVERYWHERE, ...scopes]) {
    const owner = exact.get(`${scope} ${full}`);
    if (owner) return owner;
  }
  const bare = host.startsWith('*') ? host.slice(1) : host;
  return wildcards.find(
    ([scope, suffix]) =>
      (scope === EVERYWHERE || scope === namespace) && bare.endsWith(suffix),
  )?.[2];
}

function answer(scope: AssessScope, key: string): HostOwner | undefined {
  const [namespace, exportTo, host] = key.split('\n');
  return askTable(scope.memo(hostTable, undefined), {
    namespace,
    exportTo: exportTo === '' ? [] : exportTo.split(' '),
    host,
  });
}

/**
 * The Service or ServiceEntry behind a host that the clients of an object see;
 * undefined when there is none.
 * Source: pkg/config/analysis/analyzers/util/service_lookup.go,
 * GetDestinationHost.
 */
export function ownerOfHost(
  scope: AssessScope,
  { namespace, exportTo, host }: HostQuestion,
): HostOwner | undefined {
  return scope.memo(answer, [namespace, exportTo.join(' '), host].join('\n'));
}

/** Whether some Service or ServiceEntry lies under a wildcard host. */
export function coversAny(scope: AssessScope, wildcard: string): boolean {
  const suffix = wildcard.slice(1);
  for (const key of scope.memo(hostTable, undefined).exact.keys()) {
    if (key.endsWith(suffix)) return true;
  }
  return false;
}
