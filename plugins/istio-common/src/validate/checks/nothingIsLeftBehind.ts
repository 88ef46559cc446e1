import type { ValidationFinding } from '../../api/validation';
import { ANNOTATIONS } from '../../build/annotateChange';
import { definitionsFileName } from '../../build/intentPlace';
import { intentKindOf } from '../../build/intents';
import { type ManifestObject, manifestRef } from '../../build/manifest';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { MeshObject, MeshObjectType } from '../../model/meshObject';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { formerChange } from '../formerChange';
import { named } from '../ingressCheck';

/** What an intent writes beside a namespace of its own, with its resource key. */
const WRITTEN: ReadonlyArray<[MeshObjectType, string]> = [
  ['certificate', 'certificates.cert-manager.io'],
  ['gateway', 'gateways.networking.istio.io'],
  ['virtualservice', 'virtualservices.networking.istio.io'],
  ['destinationrule', 'destinationrules.networking.istio.io'],
  ['serviceentry', 'serviceentries.networking.istio.io'],
  ['peerauthentication', 'peerauthentications.security.istio.io'],
  ['requestauthentication', 'requestauthentications.security.istio.io'],
  ['authorizationpolicy', 'authorizationpolicies.security.istio.io'],
  ['kubernetes-gateway', 'gateways.gateway.networking.k8s.io'],
  ['httproute', 'httproutes.gateway.networking.k8s.io'],
  ['referencegrant', 'referencegrants.gateway.networking.k8s.io'],
  ['networkpolicy', 'networkpolicies.networking.k8s.io'],
  ['telemetry', 'telemetries.telemetry.istio.io'],
  ['bundle', 'bundles.trust.cert-manager.io'],
];

/** So many are named one by one. */
const SHOWN = 10;

function placeOf(namespace: string | undefined): string {
  return namespace ?? '';
}

/** The folders whose files the change writes anew: what is former there goes. */
function reached(objects: readonly ManifestObject[]): ReadonlySet<string> {
  return new Set(objects.map(one => placeOf(manifestRef(one).namespace)));
}

/** An object, and the id that its change had where that is another now. */
interface Left {
  ref: ObjectRef;
  former?: string;
}

/** What the same change made earlier, in places that it does not reach now. */
function leftBehind(input: LiveInput): Left[] {
  const { index, change, objects, removes = [] } = input;
  const kept = new Set(
    [...objects, ...removes].map(one => stringifyObjectRef(manifestRef(one))),
  );
  const places = reached(objects);
  const former = formerChange(input);
  const leftOf = ({ ref, annotations }: MeshObject): Left[] => {
    if (kept.has(stringifyObjectRef(ref))) return [];
    const id = annotations?.[ANNOTATIONS.change];
    if (former !== undefined && id === former) return [{ ref, former }];
    return id === change && !places.has(placeOf(ref.namespace))
      ? [{ ref }]
      : [];
  };
  return WRITTEN.flatMap(([type]) =>
    ([...index.all(type)] as MeshObject[]).flatMap(leftOf),
  );
}

function fileOf({ kind, intent }: ChangeInput): string {
  const result = intentKindOf(kind)?.build(intent);
  return result && 'place' in result
    ? definitionsFileName(kind, result.place)
    : 'the file of this change';
}

function folderOf({ cluster }: ChangeInput, { namespace }: ObjectRef): string {
  return namespace === undefined
    ? `the folder of cluster ${cluster}`
    : `the folder of namespace ${namespace}`;
}

function unreached(ref: ObjectRef, input: LiveInput): ValidationFinding {
  return {
    ...ofKind(CHANGE_CODES.leftBehind),
    ref,
    cause: `${ref.kind} ${named(
      ref,
    )} was written by an earlier run of this change and is no part of it any more. It stays, for the change has nothing else ${
      ref.namespace ? `in namespace ${ref.namespace}` : 'there'
    }.`,
    fix: `Take it out of ${fileOf(input)} in ${folderOf(
      input,
      ref,
    )}, in a pull request of its own.`,
  };
}

/** Of a change that has another id now: its objects are out of reach, wherever they are. */
function renamed(ref: ObjectRef, former: string): ValidationFinding {
  return {
    ...ofKind(CHANGE_CODES.leftBehind),
    ref,
    cause: `${ref.kind} ${named(
      ref,
    )} was written by an earlier run of this, when the change was called ${former}. It stays beside what this run writes.`,
    fix: 'Remove it by the template that removes definitions, by its name without the namespace.',
  };
}

/**
 * A second run with another intent takes away what the first wrote into the
 * same files. What stands in the folder of a namespace that the change has
 * nothing in any more is out of its reach, and stays at work.
 *
 * @internal
 */
export const nothingIsLeftBehind: LiveChangeCheck = {
  id: 'nothing-is-left-behind',
  title: 'definitions of an earlier run that the change does not reach',
  needs: [],
  alsoReads: WRITTEN.map(([, resource]) => resource),
  byFiles: true,
  concerns: ({ kind, change }) =>
    change !== undefined && intentKindOf(kind)?.isWhole === true,
  run(input): ValidationFinding[] {
    return leftBehind(input)
      .slice(0, SHOWN)
      .map(({ ref, former }) =>
        former === undefined ? unreached(ref, input) : renamed(ref, former),
      );
  },
};
