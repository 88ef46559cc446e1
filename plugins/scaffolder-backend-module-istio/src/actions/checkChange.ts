import { InputError } from '@backstage/errors';
import {
  type ExposureZone,
  type RepositoryState,
  validateIntent,
  type ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type {
  Answer,
  CallOptions,
  IstioBackend,
} from '../backend/IstioBackend';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import { mergeResults } from './mergeResults';

/** What the change alone can tell, and the files of the repository. */
function ownResult(
  {
    kind,
    intent,
    objects,
    removes,
    entityRef,
    changeId,
    remove,
  }: WorkspaceChange,
  zones: readonly ExposureZone[],
  repository: RepositoryState | undefined,
  now: Date,
): ValidationResult {
  return validateIntent(kind, intent, objects, {
    ...{ zones, now, remove },
    ...(entityRef && { entityRef }),
    ...(removes && !remove && { removes: removes.objects }),
    ...(repository && { repository }),
    change: changeId,
  });
}

const WHY = {
  forbidden: 'you lack a right',
  refused: 'the Istio backend refuses the question',
  silent: 'the Istio backend did not answer',
} as const;

const NO_FILES = 'The other files of the repository were not looked at';

/**
 * What the backend says; without the files where it refuses them: a file of
 * another team is no reason to stop a change.
 */
async function askBackend(
  change: WorkspaceChange,
  backend: IstioBackend,
  call: CallOptions,
  repository: RepositoryState | undefined,
): Promise<Answer<ValidationResult>> {
  if (!repository) return backend.validate(change, call);
  const answer = await backend.validate({ ...change, repository }, call);
  if (answer.state !== 'refused') return answer;
  const second = await backend.validate(change, call);
  if (second.state !== 'answered') return second;
  const reason = `${NO_FILES}: ${WHY.refused} with them (${answer.reason})`;
  const { value } = second;
  return {
    state: 'answered',
    value: { ...value, unverified: [...value.unverified, reason] },
  };
}

/**
 * The files were read with the token of the operator: what they say is for
 * those only who may read the mesh, as the zones are.
 */
function filesFor(
  live: Answer<unknown>,
  zones: Answer<unknown>,
  repository: RepositoryState | undefined,
): RepositoryState | undefined {
  const isForbidden = [live, zones].some(({ state }) => state === 'forbidden');
  const isAllowed = zones.state === 'answered' || live.state === 'silent';
  if (!repository || (isAllowed && !isForbidden)) return repository;
  return { objects: [], unverified: [`${NO_FILES} (${WHY.forbidden})`] };
}

/**
 * The backend judges the intent against the live index; the definitions are
 * judged here, because a step may have edited them since. Without the backend
 * only the change itself and the files of the repository can be judged.
 *
 * @internal
 */
export async function checkChange(
  change: WorkspaceChange,
  deps: { backend: IstioBackend; now: () => Date },
  call: CallOptions,
  repository: RepositoryState | undefined,
): Promise<ValidationResult> {
  const { kind, place } = change;
  const zones = await deps.backend.zones(call);
  const live = await askBackend(change, deps.backend, call, repository);
  // A cluster may be gone, and its definitions are to go too.
  if (live.state === 'refused' && !change.remove) {
    throw new InputError(
      `The Istio backend refuses the intent: ${live.reason}`,
    );
  }
  const isAnswered = live.state === 'answered';
  const files = filesFor(live, zones, repository);
  const own = ownResult(
    change,
    zones.state === 'answered' ? zones.value : [],
    // With the cluster before it the backend knows better.
    isAnswered ? undefined : files,
    deps.now(),
  );
  // Zones that could not be read must not look like zones that forbid.
  const known = zones.state === 'answered' ? own : withoutZones(own);
  if (isAnswered) {
    // What the cluster and the zones say was asked of the backend.
    return mergeResults({ ...known, passed: 0, unverified: [] }, live.value);
  }
  const reason = `${WHY[live.state]} (${live.reason})`;
  const unverified = [
    `Nothing was checked against cluster ${place.cluster}: ${reason}`,
    ...(files?.unverified ?? []),
  ];
  return zones.state === 'answered' || kind !== 'ingress' || change.remove
    ? { ...own, unverified }
    : {
        ...known,
        unverified: [...unverified, 'The zone of the host was not checked'],
      };
}

/** Without what would be said if there were no zones. */
function withoutZones(own: ValidationResult): ValidationResult {
  const findings = own.findings.filter(({ code }) => code !== 'MW-HOST-ZONE');
  return { ...own, findings };
}
