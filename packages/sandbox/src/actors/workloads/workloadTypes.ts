import { BUILTIN_RESOURCES } from '../../kube/builtinResources';
import type { ResourceType } from '../../kube/ResourceType';

function builtin(plural: string): ResourceType {
  const type = BUILTIN_RESOURCES.find(known => known.plural === plural);
  if (!type) throw new Error(`No built-in resource ${plural}`);
  return type;
}

/** The built-in types that the actors work with. @internal */
export const PODS = builtin('pods');
/** @internal */
export const REPLICA_SETS = builtin('replicasets');
/** @internal */
export const DEPLOYMENTS = builtin('deployments');
/** @internal */
export const STATEFUL_SETS = builtin('statefulsets');
/** @internal */
export const DAEMON_SETS = builtin('daemonsets');
/** @internal */
export const NODES = builtin('nodes');
/** @internal */
export const SERVICES = builtin('services');
/** @internal */
export const SECRETS = builtin('secrets');
/** @internal */
export const CONFIG_MAPS = builtin('configmaps');
/** @internal */
export const SERVICE_ACCOUNTS = builtin('serviceaccounts');
