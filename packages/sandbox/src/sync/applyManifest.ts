import { ApiDiscovery } from './ApiDiscovery';
import {
  KubernetesAnswer,
  KubernetesClient,
  refusal,
} from './KubernetesClient';
import { Manifest, ManifestObject, manifestRef } from './Manifest';
import { mergePatchFrom } from './mergePatchFrom';

/** Who the API server remembers as the owner of what we set. @internal */
export const FIELD_MANAGER = 'meshwright-sandbox-sync';

const UNSUPPORTED = 415;

/** @internal */
export interface Applied {
  state: 'applied' | 'unchanged';
  /** What a merge patch has to start from next time; none after server-side apply. */
  lastApplied?: ManifestObject;
}

/**
 * Brings one object to what its file says: by server-side apply, or by create
 * and merge patch where the server does not offer that.
 *
 * @param lastApplied - what the file said when it was last merge-patched
 * @throws an error with the API server's own words
 * @internal
 */
export async function applyManifest(
  client: KubernetesClient,
  discovery: ApiDiscovery,
  manifest: Manifest,
  lastApplied?: ManifestObject,
): Promise<Applied> {
  const { object } = manifest;
  const path = await discovery.path(manifestRef(manifest));
  if (!path) {
    throw new Error(
      `the cluster has no kind ${object.kind} in ${object.apiVersion}: is its definition installed?`,
    );
  }
  const before = await client.get(path);
  if (before.status !== 200 && before.status !== 404) {
    throw new Error(refusal(before));
  }
  const answer = await client.send(
    'PATCH',
    `${path}?fieldManager=${FIELD_MANAGER}&force=true`,
    object,
    'application/apply-patch+yaml',
  );
  if (answer.status !== UNSUPPORTED) {
    return { state: compare(before, expectSuccess(answer)) };
  }
  const patched = await patchOrCreate(
    client,
    path,
    object,
    before,
    lastApplied,
  );
  return {
    state: compare(before, expectSuccess(patched)),
    lastApplied: object,
  };
}

function patchOrCreate(
  client: KubernetesClient,
  path: string,
  object: ManifestObject,
  before: KubernetesAnswer,
  lastApplied: ManifestObject | undefined,
): Promise<KubernetesAnswer> {
  const manager = `fieldManager=${FIELD_MANAGER}`;
  if (before.status === 404) {
    const collection = path.slice(0, path.lastIndexOf('/'));
    return client.send('POST', `${collection}?${manager}`, object);
  }
  return client.send(
    'PATCH',
    `${path}?${manager}`,
    mergePatchFrom(lastApplied ?? {}, object),
    'application/merge-patch+json',
  );
}

function expectSuccess(answer: KubernetesAnswer): KubernetesAnswer {
  if (answer.status === 200 || answer.status === 201) return answer;
  throw new Error(refusal(answer));
}

// An apply that changes nothing leaves the resource version as it is.
function compare(before: KubernetesAnswer, after: KubernetesAnswer) {
  const version = resourceVersion(before);
  return version !== undefined && version === resourceVersion(after)
    ? 'unchanged'
    : 'applied';
}

function resourceVersion({ body }: KubernetesAnswer): string | undefined {
  // An object of the API server; a body of any other shape has no version.
  const { metadata } = (body ?? {}) as {
    metadata?: { resourceVersion?: string };
  };
  return metadata?.resourceVersion;
}
