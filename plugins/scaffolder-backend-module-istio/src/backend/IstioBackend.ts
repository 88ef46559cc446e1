import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  ExposureZone,
  ObjectRef,
  RepositoryState,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';

/**
 * What came of asking the `istio` backend plugin. That it does not answer, or
 * not to this user, is data: what depends on it is then unverified.
 *
 * - `forbidden`: the initiator of the task lacks a right
 * - `refused`: the backend says that the request itself is wrong
 * - `silent`: no answer, or a broken one
 *
 * @internal
 */
export type Answer<T> =
  | { state: 'answered'; value: T }
  | { state: 'forbidden' | 'refused' | 'silent'; reason: string };

/** In whose name the backend is asked, and when to give up. @internal */
export interface CallOptions {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** An intent and whose it is: objects of another entity or change are not overwritten. @internal */
export interface ProposedIntent {
  /** Name of the intent, `ingress`. */
  kind: string;
  intent: JsonObject;
  /** Absent where the change is for a whole cluster or mesh. */
  entityRef?: string;
  changeId?: string;
  /** The definitions are taken out. */
  remove?: boolean;
  /** What the repository defines beside them. */
  repository?: RepositoryState;
}

/** A proposed change, as the backend follows it. @internal */
export interface ChangeRegistration {
  id: string;
  entityRef: string;
  template: string;
  title: string;
  /** Absent where nothing of the change will be in a cluster. */
  cluster?: string;
  repoUrl: string;
  pullRequest: { number: number; url: string };
  objects: ObjectRef[];
  intentHash: string;
  host?: string;
}

/** A proposed intent, kept so that a form can take it back. @internal */
export interface KeptIntent {
  kind: string;
  intent: JsonObject;
  template: string;
  /** Absent where the change is for a whole cluster or mesh. */
  entityRef?: string;
}

/** What the actions ask of the `istio` backend plugin. @internal */
export interface IstioBackend {
  zones(options: CallOptions): Promise<Answer<ExposureZone[]>>;
  validate(
    proposed: ProposedIntent,
    options: CallOptions,
  ): Promise<Answer<ValidationResult>>;
  registerChange(
    change: ChangeRegistration,
    options: CallOptions,
  ): Promise<Answer<void>>;
  keepIntent(intent: KeptIntent, options: CallOptions): Promise<Answer<void>>;
}
