import type { ValidationFinding } from '../../api/validation';
import { manifestRef } from '../../build/manifest';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import { objectTypeOf } from '../../model/objectType';
import { resourceKeysOf } from '../resourceKeysOf';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { named } from '../ingressCheck';
import { USE_RULES, usesIn } from '../uses/allUses';

/** So many users of an object are named. */
const SHOWN = 5;

function goingTypes({ removes = [] }: ChangeInput): Set<string | undefined> {
  return new Set(
    removes
      .map(manifestRef)
      .map(({ group, kind }) => objectTypeOf(group, kind)),
  );
}

/** Resource keys of what goes, as far as anything may use it. */
function goingKeys({ removes = [] }: ChangeInput): string[] {
  const judged = new Set(USE_RULES.map(({ type }) => type));
  return removes.map(manifestRef).flatMap(({ group, kind }) => {
    const type = objectTypeOf(group, kind);
    return type && judged.has(type) ? resourceKeysOf({ group, kind }) : [];
  });
}

/** Users by name, with their files where the cluster did not tell of them. */
function names(users: readonly ObjectRef[], { files }: LiveInput): string {
  const first = [...users]
    .sort((a, b) => (stringifyObjectRef(a) < stringifyObjectRef(b) ? -1 : 1))
    .slice(0, SHOWN)
    .map(ref => {
      const path = files?.newPathOf(ref);
      return `${ref.kind} ${named(ref)}${path ? ` (${path})` : ''}`;
    });
  const more = users.length - first.length;
  return `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function unreadKinds({ removes = [] }: ChangeInput): string[] {
  const kinds = removes
    .map(manifestRef)
    .filter(({ group, kind }) => objectTypeOf(group, kind) === undefined)
    .map(({ kind }) => kind);
  return [...new Set(kinds)];
}

/**
 * Nothing uses what goes: the Gateway of another VirtualService, the issuer of
 * another certificate, the tag of a namespace. Each kind of use is a file in
 * `../uses`.
 *
 * @internal
 */
export const usersRemain: LiveChangeCheck = {
  id: 'users-remain',
  title: 'what still uses the definitions that go',
  needs: [],
  alsoReads(input) {
    const types = goingTypes(input);
    const rules = USE_RULES.filter(({ type }) => types.has(type));
    return [
      // One that is not known to be there has no users either.
      ...new Set([...goingKeys(input), ...rules.flatMap(({ reads }) => reads)]),
    ];
  },
  onRemoval: true,
  byFiles: true,
  concerns: ({ removes = [] }) => removes.length > 0,
  run(input): ValidationFinding[] {
    return usesIn(input.view).map(({ gone, use }) => ({
      ...ofKind(CHANGE_CODES.stillUsed),
      severity: use.severity,
      ref: use.users[0],
      cause: `${gone.ref.kind} ${named(gone.ref)} goes, and ${names(
        use.users,
        input,
      )} would be left: ${use.harm}.`,
      fix: use.fix,
    }));
  },
  unverified(input) {
    const kinds = unreadKinds(input);
    const calls = goingTypes(input).has('serviceentry')
      ? [
          'Which workloads call the hosts that go (that is not in the Kubernetes API)',
        ]
      : [];
    return [
      ...(kinds.length > 0
        ? [
            `Who uses the objects of kind ${kinds.join(
              ', ',
            )} that go (Meshwright does not read them)`,
          ]
        : []),
      ...calls,
    ];
  },
};
