import {
  credentialNames,
  credentialSecret,
} from '../../assess/exposure/credentials';
import type { MeshIndex } from '../../index/MeshIndex';
import type { CertificateObject } from '../../model/certificateObjects';
import type { ObjectRef } from '../../model/identity';
import type {
  DestinationRuleObject,
  GatewayObject,
  GatewayServer,
} from '../../model/networkingObjects';
import { isSubset } from '../../model/selectorMatches';
import { useRule } from './useRule';

/** Where cert-manager looks for the Secrets of ClusterIssuers by default. */
const CLUSTER_RESOURCES = 'cert-manager';

interface SecretName {
  namespace: string;
  name: string;
}

function sameSecret(ref: ObjectRef, { namespace, name }: SecretName): boolean {
  return ref.namespace === namespace && ref.name === name;
}

/** The ending by which istiod knows that a CA alone is meant, and under which it looks first. */
const CA_ENDING = /-cacert$/;

/** Secrets that the CA of clients may be taken from, where it has a name of its own. */
function clientCaNames({ tls }: GatewayServer): string[] {
  const name = tls?.caCertCredentialName;
  if (name === undefined || name.startsWith('configmap://')) return [];
  return [name, name.replace(CA_ENDING, '')];
}

/** Istio reads a credential where the gateway pods are. */
function serves(
  { selector, servers }: GatewayObject,
  secret: SecretName,
  index: MeshIndex,
): boolean {
  const names = servers.flatMap(server => [
    ...credentialNames(server),
    ...clientCaNames(server),
  ]);
  // Few Gateways name it, and only for those the pods are looked through.
  if (
    !names.some(name =>
      sameSecret(credentialSecret(name, secret.namespace), secret),
    )
  ) {
    return false;
  }
  // Also where the name says the namespace itself.
  const pods = index.inNamespace('pod', secret.namespace);
  for (const pod of pods) if (isSubset(selector, pod.labels)) return true;
  return false;
}

function clientCredentials({
  trafficPolicy,
  subsets,
}: DestinationRuleObject): string[] {
  const policies = [
    trafficPolicy,
    ...subsets.map(subset => subset.trafficPolicy),
  ];
  return policies.flatMap(policy => [
    ...(policy?.tls?.credentialName ? [policy.tls.credentialName] : []),
    ...(policy?.portLevel ?? []).flatMap(
      ({ tls }) => tls?.credentialName ?? [],
    ),
  ]);
}

/** Those that present the Secret to clients: they read it themselves. */
function presenters(secret: SecretName, index: MeshIndex): ObjectRef[] {
  const gateways = [...index.all('gateway')].filter(one =>
    serves(one, secret, index),
  );
  const kubernetes = [...index.all('kubernetes-gateway')].filter(
    ({ ref, listeners }) =>
      listeners.some(({ certificates }) =>
        certificates.some(
          ({ name, namespace = ref.namespace }) =>
            name === secret.name && namespace === secret.namespace,
        ),
      ),
  );
  const ingresses = [...index.inNamespace('ingress', secret.namespace)].filter(
    ({ tls }) => tls.some(({ secretName }) => secretName === secret.name),
  );
  const issuers = [...index.all('issuer')].filter(
    ({ ref, caSecret }) =>
      caSecret === secret.name &&
      (ref.namespace ?? CLUSTER_RESOURCES) === secret.namespace,
  );
  return [...gateways, ...kubernetes, ...ingresses, ...issuers].map(
    ({ ref }) => ref,
  );
}

/**
 * Rules whose clients present the Secret. Without a selector it is read beside
 * the gateways that take the rule, whichever these are.
 */
function clients(secret: SecretName, index: MeshIndex): ObjectRef[] {
  return [...index.all('destinationrule')]
    .filter(
      rule =>
        clientCredentials(rule).includes(secret.name) &&
        (!rule.workloadSelector || rule.ref.namespace === secret.namespace),
    )
    .map(({ ref }) => ref);
}

/** Whether another Certificate writes the Secret on. */
function isKept({ ref, secretName }: CertificateObject, index: MeshIndex) {
  return [...index.inNamespace('certificate', ref.namespace ?? '')].some(
    other => other.secretName === secretName,
  );
}

/**
 * What serves the Secret of a Certificate. The Secret stays, and nobody renews
 * what is in it. Source: cert-manager, --enable-certificate-owner-ref (off by
 * default); pilot/pkg/model/credentials/resource.go.
 *
 * @internal
 */
export const certificateUses = useRule({
  type: 'certificate',
  reads: [
    'gateways.networking.istio.io',
    'gateways.gateway.networking.k8s.io',
    'ingresses.networking.k8s.io',
    'destinationrules.networking.istio.io',
    'pods',
  ],
  usesOf(gone, { after: { index } }) {
    if (isKept(gone, index)) return [];
    const namespace = gone.ref.namespace ?? '';
    const secret = { namespace, name: gone.secretName };
    const when = gone.notAfter ? ` on ${gone.notAfter.slice(0, 10)}` : '';
    const harm = `Secret ${namespace}/${gone.secretName} is no longer renewed, and TLS fails there when it runs out${when}`;
    const fix = 'Give these another certificate first.';
    return [
      { users: presenters(secret, index), harm, fix, severity: 'error' },
      { users: clients(secret, index), harm, fix, severity: 'warning' },
    ];
  },
});
