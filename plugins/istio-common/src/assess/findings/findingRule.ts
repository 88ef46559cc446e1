import type { WorkloadStatus } from '../../api/facts';
import type { FindingKindName } from '../../findings/catalogue';
import type { ObjectRef } from '../../model/identity';
import type { MeshObjectType } from '../../model/meshObject';
import type { ObjectBase } from '../../model/objectMeta';
import type { AssessScope } from '../AssessScope';
import type { ExposureResult } from '../exposure/assessExposures';

/** What rules look at. */
export interface RuleInput {
  scope: AssessScope;
  exposure: ExposureResult;
  workloads: readonly WorkloadStatus[];
}

/** A finding before severity, documentation and muting are filled in. */
export interface RawFinding {
  kind: FindingKindName;
  /** The object at fault; its annotations may mute the finding. */
  object: Pick<ObjectBase<string>, 'ref' | 'annotations'>;
  related?: ObjectRef[];
  /** A few words; those of the kind when absent. */
  title?: string;
  cause: string;
  fix: string;
}

/** One rule. It is skipped while a type that it reads could not be read. */
export interface FindingRule {
  name: string;
  raises: readonly FindingKindName[];
  reads: ReadonlyArray<readonly [resource: string, type: MeshObjectType]>;
  find(input: RuleInput): Iterable<RawFinding>;
}

/** How an object is named in a sentence: `Gateway shop/web`. */
export function nameOf(ref: ObjectRef): string {
  return ref.namespace
    ? `${ref.kind} ${ref.namespace}/${ref.name}`
    : `${ref.kind} ${ref.name}`;
}
