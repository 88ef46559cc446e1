import { waitFor } from './waitFor.mjs';

/** Waits until every Deployment of the namespaces has all its replicas, updated and ready. */
export async function waitForDeployments(api, namespaces, options) {
  await waitFor(
    `the Deployments in ${namespaces.join(', ')}`,
    async signal => {
      const lists = await Promise.all(
        namespaces.map(each =>
          api.get(`/apis/apps/v1/namespaces/${each}/deployments`, { signal }),
        ),
      );
      return lists.every(
        list => list.items.length > 0 && list.items.every(isRolledOut),
      );
    },
    options,
  );
}

function isRolledOut({ metadata, spec, status = {} }) {
  return (
    status.observedGeneration === metadata.generation &&
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.readyReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas
  );
}
