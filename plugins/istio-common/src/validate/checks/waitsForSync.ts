import { gatewayRef } from '../../assess/findings/gatewayReferences';
import { resolveGatewayName } from '../../assess/exposure/resolveGatewayName';
import { manifestRef } from '../../build/manifest';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import { fields, list, text, texts } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { named } from '../ingressCheck';
import { wantedIssuers } from '../wantedIssuers';
import { wantedNamespaces } from '../wantedNamespaces';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** The Gateways, of either API, that routes of the change are bound to. */
function gatewaysOf({ objects }: ChangeInput): ObjectRef[] {
  return objects.flatMap(object => {
    const { group, namespace = '' } = manifestRef(object);
    if (object.kind === 'VirtualService') {
      return texts(fields(object.spec).gateways).map(name =>
        gatewayRef(resolveGatewayName(name, namespace)),
      );
    }
    if (group !== GATEWAY_API) return [];
    return list(fields(object.spec).parentRefs).map(parent => ({
      ...{ group: GATEWAY_API, kind: 'Gateway' },
      namespace: text(fields(parent).namespace) ?? namespace,
      name: text(fields(parent).name) ?? '',
    }));
  });
}

function servicesOf({ kind, intent }: ChangeInput): ObjectRef[] {
  const name = text(fields(intent.service).name);
  const namespace = text(intent.namespace);
  return kind === 'ingress' && name && namespace
    ? [{ group: '', kind: 'Service', namespace, name }]
    : [];
}

/** What the change rests on. */
function wantedObjects(input: ChangeInput): ObjectRef[] {
  const all: ObjectRef[] = [
    ...wantedNamespaces(input).map(name => ({
      ...{ group: '', kind: 'Namespace', name },
    })),
    ...wantedIssuers(input).map(({ namespace, issuer }) => ({
      ...issuer,
      ...(issuer.kind === 'Issuer' && { namespace }),
    })),
    ...gatewaysOf(input),
    ...servicesOf(input),
  ];
  return [...new Map(all.map(ref => [stringifyObjectRef(ref), ref])).values()];
}

function coming(input: LiveInput): Array<{ ref: ObjectRef; path: string }> {
  const { files, view } = input;
  return wantedObjects(input).flatMap(ref => {
    const path = files?.comes(ref) ? files.pathOf(ref) : undefined;
    return path && !view.writes(ref) ? [{ ref, path }] : [];
  });
}

/**
 * What the change rests on is in the cluster, and not only merged: until it is
 * synced the change waits for it.
 *
 * @internal
 */
export const waitsForSync: LiveChangeCheck = {
  id: 'waits-for-sync',
  title: 'what the change waits for',
  needs: [],
  concerns: input =>
    input.withFiles === true && wantedObjects(input).length > 0,
  run: input =>
    coming(input).map(({ ref, path }) => ({
      ...ofKind(CHANGE_CODES.waitsForSync),
      ...{ ref, path },
      cause: `${ref.kind} ${named(ref)} is not in ${
        input.cluster
      } yet: it comes with ${path}, which is merged.`,
      fix: 'See that it is synced: until then what depends on it waits.',
    })),
};
