import type { ValidationFinding } from '../api/validation';
import { type ManifestObject, manifestRef } from '../build/manifest';
import type { MeshIndex } from '../index/MeshIndex';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import { overlayObjects } from './overlayObjects';
import type { RepositoryState } from './repositoryState';

/** What is merged is there before a change that is not. */
const EARLIER_MS = 1000;

interface LayerOptions {
  now: Date;
  clusterDomain?: string;
  /** Whether the objects of its kind in the cluster are known. */
  isRead(ref: ObjectRef): boolean;
}

/**
 * The cluster as the repository will make it: its definitions over the live
 * objects. What is not live yet is younger than all that is, and older than
 * the change.
 *
 * @internal
 */
export class RepositoryLayer {
  readonly index: MeshIndex;
  readonly #paths = new Map<string, string>();
  /** What files define, also of kinds that no cluster is read for. */
  readonly definitions: readonly ManifestObject[];
  readonly #live: MeshIndex;
  readonly #isRead: LayerOptions['isRead'];

  constructor(
    live: MeshIndex,
    { objects }: Pick<RepositoryState, 'objects'>,
    { now, clusterDomain, isRead }: LayerOptions,
  ) {
    this.#live = live;
    this.definitions = objects.map(({ object }) => object);
    this.#isRead = isRead;
    for (const { path, object } of objects) {
      this.#paths.set(stringifyObjectRef(manifestRef(object)), path);
    }
    this.index = live.overlaid(
      overlayObjects(
        live,
        objects.map(({ object }) => object),
        { now: new Date(now.getTime() - EARLIER_MS), clusterDomain },
      ),
    );
  }

  /** The file that defines an object. */
  pathOf(ref: ObjectRef): string | undefined {
    return this.#paths.get(stringifyObjectRef(ref));
  }

  /**
   * Whether an object is merged and not in the cluster yet; not told where
   * that could not be read.
   */
  comes(ref: ObjectRef): boolean {
    return this.#isNews(ref) && this.#isRead(ref);
  }

  /** The file of an object that nobody has seen in the cluster. */
  newPathOf(ref: ObjectRef): string | undefined {
    return this.#isNews(ref) ? this.pathOf(ref) : undefined;
  }

  #isNews(ref: ObjectRef): boolean {
    return this.pathOf(ref) !== undefined && !this.#live.find(ref);
  }

  /** The finding with the file of the object that it is about. */
  locate(finding: ValidationFinding): ValidationFinding {
    const { ref, cause } = finding;
    const path = finding.path ?? (ref && this.pathOf(ref));
    if (!ref || path === undefined) return finding;
    const isTold = this.newPathOf(ref) !== path || cause.includes(path);
    const state = this.comes(ref) ? ' and not yet in the cluster' : '';
    return {
      ...finding,
      path,
      ...(!isTold && {
        cause: `${cause} ${ref.kind} ${ref.name} is in ${path}, which is merged${state}.`,
      }),
    };
  }
}
