import type { KubeApi, Mutator } from '../../kube/KubeApi';
import { isRecord, type KubeObject } from '../../kube/KubeObject';
import { NAMESPACES } from '../../kube/ResourceRegistry';
import { podSpecOf, templateOf } from '../workloads/Pod';
import { chooseRevision } from './chooseRevision';
import { injectProxy, type InjectedProxy } from './injectProxy';

/** The proxy of a revision: same registry and tag as the `discovery` image of its istiod. @internal */
export function proxyOf(
  istiods: readonly KubeObject[],
  revision: string,
): InjectedProxy | undefined {
  const istiod = istiods.find(
    ({ metadata }) =>
      metadata.labels?.app === 'istiod' &&
      (metadata.labels['istio.io/rev'] ?? 'default') === revision,
  );
  const image = istiod
    ? templateOf(istiod).spec.containers.find(
        ({ name }) => name === 'discovery',
      )?.image
    : undefined;
  return image
    ? { revision, image: image.replace(/\/pilot([:@])/, '/proxyv2$1') }
    : undefined;
}

/**
 * Stands for istiod's injector: every new pod is matched against the cluster's
 * webhook configurations and gets the proxy of the revision that they name.
 *
 * @internal
 */
export function sidecarInjector(api: KubeApi): Mutator {
  return (type, pod, namespace = '') => {
    if (type.group !== '' || type.plural !== 'pods') return pod;
    const webhooks = api.registry.byName(
      'mutatingwebhookconfigurations',
      'admissionregistration.k8s.io',
    );
    const deployments = api.registry.byName('deployments', 'apps');
    if (!webhooks || !deployments) return pod;
    const home = api.store.get(NAMESPACES, undefined, namespace);
    const revision = chooseRevision(api.store.list(webhooks), {
      namespace,
      namespaceLabels: home?.metadata.labels ?? {},
      podLabels: pod.metadata?.labels ?? {},
      podAnnotations: pod.metadata?.annotations ?? {},
      hostNetwork: podSpecOf(pod).hostNetwork === true,
    });
    const proxy = revision && proxyOf(api.store.list(deployments), revision);
    return proxy && isRecord(pod.spec) ? injectProxy(pod, proxy) : pod;
  };
}
