import type { IngressObject } from '../../model/gatewayApiObjects';
import type { AssessScope } from '../AssessScope';
import { hostCovers, serviceHost } from '../hosts';
import type { ServiceDirectory } from '../ServiceDirectory';
import { secretRef } from './credentials';
import { type ExposureDraft, urlOf } from './exposureDraft';
import { TargetCollector } from './routeTargets';

/** Whose pods serve an Ingress is the matter of its controller. */
const NO_WORKLOADS: ExposureDraft['servedBy'] = [];

function titleOf({ path, pathType }: IngressObject['rules'][number]): string {
  if (pathType === undefined && path === '/') return 'any other request';
  return pathType === 'Exact' ? `exact ${path}` : `prefix ${path}`;
}

function draftOf(
  directory: ServiceDirectory,
  ingress: IngressObject,
  host: string,
): ExposureDraft {
  const namespace = ingress.ref.namespace ?? '';
  const collector = new TargetCollector(directory);
  for (const rule of ingress.rules) {
    if ((rule.host ?? '*') !== host) continue;
    const target = serviceHost({ namespace, name: rule.service });
    const port = Number(rule.port);
    collector.addHost(
      ingress.ref,
      titleOf(rule),
      target,
      Number.isInteger(port) ? port : undefined,
    );
  }
  const tls = ingress.tls.find(
    ({ hosts }) =>
      // Without hosts the certificate is for all of them.
      hosts.length === 0 || hosts.some(name => hostCovers(name, host)),
  );
  const port = tls ? 443 : 80;
  return {
    host,
    url: urlOf(host, port, tls ? 'https' : 'http'),
    api: 'ingress',
    gateway: ingress.ref,
    server: {
      port,
      protocol: tls ? 'HTTPS' : 'HTTP',
      ...(tls && { tlsMode: 'SIMPLE' }),
      ...(tls?.secretName && { credentialName: tls.secretName }),
    },
    servedBy: NO_WORKLOADS,
    secrets: tls?.secretName ? [secretRef(namespace, tls.secretName)] : [],
    ...collector.targets(),
  };
}

/** Hosts of Ingresses. Whose pods serve them is the ingress controller's matter. */
export function ingressExposures(
  scope: AssessScope,
  directory: ServiceDirectory,
): ExposureDraft[] {
  return [...scope.index.all('ingress')].flatMap(ingress => {
    const hosts = new Set(ingress.rules.map(({ host }) => host ?? '*'));
    return [...hosts].map(host => draftOf(directory, ingress, host));
  });
}
