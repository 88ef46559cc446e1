import type { JsonObject } from '@backstage/types';
import type { ValidationFinding } from '../api/validation';
import type { ManifestObject } from '../build/manifest';
import type { FindingKind } from '../findings/findingKind';
import type { MeshIndex } from '../index/MeshIndex';
import type { ExposureZone } from '../model/zones';
import type { ChangeView } from './ChangeView';
import type { RepositoryLayer } from './RepositoryLayer';
import type { OtherCluster } from './validationContext';

/** What a check reads of a change. @internal */
export interface ChangeInput {
  /** Name of the intent, `egress`. */
  kind: string;
  /** The intent with its defaults filled in. */
  intent: JsonObject;
  cluster: string;
  /** What is written; nothing where definitions are taken out. */
  objects: readonly ManifestObject[];
  /** What is taken away. */
  removes?: readonly ManifestObject[];
  /** Whether the intent as a whole is taken back. */
  remove?: boolean;
  /** Whether files of the repository were read. */
  withFiles?: boolean;
  zones: readonly ExposureZone[];
  entityRef?: string;
  change?: string;
}

/** What a check reads that looks at the cluster too. @internal */
export interface LiveInput extends ChangeInput {
  /** The cluster, with what the repository will bring into it. */
  index: MeshIndex;
  /** What the repository defines, where it was read. */
  files?: RepositoryLayer;
  /** The cluster before the change and after it. */
  view: ChangeView;
  elsewhere: readonly OtherCluster[];
}

interface Check<TInput> {
  id: string;
  /** What is verified, as in "… was not checked". */
  title: string;
  /** Absent: every change. */
  concerns?(input: ChangeInput): boolean;
  run(input: TInput): ValidationFinding[];
  /** What it cannot know, and why, though it ran. */
  unverified?(input: TInput): string[];
}

/** A check that reads the change alone. @internal */
export type OfflineChangeCheck = Check<ChangeInput>;

/** A check that reads the cluster too. @internal */
export interface LiveChangeCheck extends Check<LiveInput> {
  /** Resource keys without which it cannot judge. */
  needs: readonly string[] | ((input: ChangeInput) => readonly string[]);
  /** Resource keys of what counts too; a cluster that lacks the type has none. */
  alsoReads?: readonly string[] | ((input: ChangeInput) => readonly string[]);
  /** It judges the removal of an intent too. */
  onRemoval?: boolean;
  /** It can tell by the files of the repository alone, without the cluster. */
  byFiles?: boolean;
}

/** The parts of a finding that its kind says. @internal */
export function ofKind({
  code,
  severity,
  documentation,
}: FindingKind): Pick<
  ValidationFinding,
  'code' | 'severity' | 'documentation'
> {
  return { code, severity, documentation };
}
