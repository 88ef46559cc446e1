import { hostsOverlap, isWildcard } from '../assess/hosts';
import {
  type Fields,
  fields,
  list,
  stringMap,
  text,
  texts,
} from '../trim/fields';
import {
  type OneSided,
  metaOf,
  specOf,
  find,
  ofKind,
  labelsOfNamespace,
  hasEnded,
  gatewayPods,
  isRevisionOnly,
  hasRivalEntries,
  isPlainHttp,
  serviceHosts,
  injectsByDefault,
  isServiceEntryHost,
  isUnselective,
  isDefined,
  onlyOverlap,
  isUndisputed,
  isInjectedByRevision,
  proxyImages,
} from './caseObjects';

/** A difference that is meant, with the proof that it is right. */
export interface FindingException {
  readonly code: string;
  readonly side: 'ours' | 'theirs';
  readonly why: string;
  applies(found: OneSided): boolean;
}

const SERVER_IS_VERIFIED =
  'with a credential the authority comes from its Secret, and with subjectAltNames alone it is one that the system trusts (pilot/pkg/networking/core/cluster_tls.go)';

function isVerified(policy: Fields): boolean {
  const { credentialName, subjectAltNames } = fields(policy.tls);
  return (
    text(credentialName) !== undefined || texts(subjectAltNames).length > 0
  );
}

/**
 * Every difference from istioctl that is meant. The rules say the same beside
 * their code; here it is checked that a difference is just that one.
 */
export const FINDING_EXCEPTIONS: readonly FindingException[] = [
  {
    code: 'IST0101',
    side: 'theirs',
    why: 'Secrets are not read, so that a missing credential cannot be told',
    applies: ({ words }) => words.startsWith('Referenced credentialName'),
  },
  {
    code: 'IST0101',
    side: 'theirs',
    why: 'the rule of a host outside of the cluster is found by the host; istioctl looks in the namespace of the VirtualService only (pilot/pkg/model/push_context.go, destinationRule)',
    applies: found =>
      found.words.includes('subset in destinationrule') && isDefined(found),
  },
  {
    code: 'IST0101',
    side: 'ours',
    why: 'a pod that has ended serves no Gateway',
    applies: found => gatewayPods(found).every(hasEnded),
  },
  {
    code: 'IST0162',
    side: 'theirs',
    why: 'a pod that has ended serves no Gateway, which IST0101 says',
    applies: found => gatewayPods(found).every(hasEnded),
  },
  {
    code: 'IST0132',
    side: 'theirs',
    why: 'that the Gateway is missing is said once, with IST0101',
    applies: ({ words, objects }) => {
      const gateway = / in Gateway (\S+)\.$/.exec(words)?.[1];
      return !find(objects, `Gateway ${gateway}`);
    },
  },
  {
    code: 'IST0132',
    side: 'ours',
    why: 'each host that the Gateway does not take is lost to its callers, not only all of them (pilot/pkg/model/gateway.go)',
    applies: ({ object, objects }) =>
      texts(specOf(find(objects, object)).hosts).length > 1,
  },
  {
    code: 'IST0102',
    side: 'theirs',
    why: 'pods of the namespace have proxies by their own labels: there is nothing to enable',
    applies: ({ object, objects }) =>
      proxyImages(objects, object.split(' ')[1]).length > 0,
  },
  {
    code: 'IST0103',
    side: 'ours',
    why: 'istioctl does not know namespaces that are labelled istio.io/rev only',
    applies: found => {
      const labels = labelsOfNamespace(found);
      return labels['istio.io/rev'] !== undefined && !labels['istio-injection'];
    },
  },
  {
    code: 'IST0103',
    side: 'theirs',
    why: 'a pod that has ended, or whose traffic ztunnel takes, needs no proxy',
    applies: ({ object, objects }) => {
      const pod = find(objects, object);
      const annotations = stringMap(metaOf(pod).annotations);
      return (
        hasEnded(pod) ||
        annotations?.['ambient.istio.io/redirection'] === 'enabled'
      );
    },
  },
  {
    code: 'IST0158',
    side: 'theirs',
    why: 'a variant of the image is another choice, not another version',
    applies: ({ object, objects }) =>
      proxyImages(objects, object.split(' ')[1]).some(image =>
        image.endsWith('-distroless'),
      ),
  },
  {
    code: 'IST0174',
    side: 'theirs',
    why: 'a wildcard rule is for every host under it (pilot/pkg/model/config.go, MostSpecificHostMatch)',
    applies: ({ object, objects }) => {
      const host = text(specOf(find(objects, object)).host) ?? '';
      return (
        isWildcard(host) &&
        serviceHosts(objects).some(own => hostsOverlap(host, own))
      );
    },
  },
  {
    code: 'IST0173',
    side: 'theirs',
    why: 'subsets of a ServiceEntry or of a Service without a selector choose among its endpoints, not among pods; labels of nodes and networks are not read',
    applies: found =>
      isServiceEntryHost(found) ||
      isUnselective(found) ||
      list(specOf(find(found.objects, found.object)).subsets).some(subset =>
        Object.keys(fields(fields(subset).labels)).some(key =>
          key.startsWith('topology.'),
        ),
      ),
  },
  {
    code: 'IST0173',
    side: 'ours',
    why: 'a subset chooses among the pods of its Service, not among all of the cluster (pilot/pkg/serviceregistry)',
    applies: found => !isServiceEntryHost(found),
  },
  {
    code: 'IST0128',
    side: 'theirs',
    why: SERVER_IS_VERIFIED,
    applies: ({ object, objects }) =>
      isVerified(fields(specOf(find(objects, object)).trafficPolicy)),
  },
  {
    code: 'IST0129',
    side: 'theirs',
    why: SERVER_IS_VERIFIED,
    applies: ({ object, objects }) =>
      list(
        fields(specOf(find(objects, object)).trafficPolicy).portLevelSettings,
      ).some(setting => isVerified(fields(setting))),
  },
  {
    code: 'IST0138',
    side: 'ours',
    why: 'istioctl names the Gateway with the wider selector only; the other one serves the same pods',
    applies: () => true,
  },
  {
    code: 'IST0145',
    side: 'theirs',
    why: 'only the younger Gateway loses the host (pilot/pkg/model/gateway.go, mergeGateways; exposure.jsonl); hosts for different namespaces, and Gateways without pods, do not meet',
    applies: found => isUndisputed(found) || isPlainHttp(found),
  },
  {
    code: 'IST0145',
    side: 'ours',
    why: 'servers of other protocols on one port, and two servers of one Gateway, drop one another as well (pilot/pkg/model/gateway.go, mergeGateways; exposure.jsonl)',
    applies: () => true,
  },
  ...(['ours', 'theirs'] as const).flatMap(side =>
    ['IST0112', 'IST0101'].map(code => ({
      code,
      side,
      why: 'of several ServiceEntries for a host istioctl takes one by chance',
      applies: hasRivalEntries,
    })),
  ),
  ...['IST0116', 'IST0137'].map(code => ({
    code,
    side: 'ours' as const,
    why: 'istioctl does not know namespaces that are labelled istio.io/rev only',
    applies: isRevisionOnly,
  })),
  {
    code: 'IST0162',
    side: 'ours',
    why: 'a Service without a selector is for no pod, and a pod that has ended serves no Gateway; istioctl counts both',
    applies: found =>
      gatewayPods(found).some(hasEnded) ||
      ofKind(found.objects, 'Service').some(
        raw => !stringMap(specOf(raw).selector),
      ),
  },
  {
    code: 'IST0148',
    side: 'theirs',
    why: 'the setting of another revision clings to istioctl for the namespaces that it looks at afterwards',
    applies: ({ objects }) => !injectsByDefault(objects),
  },
  {
    code: 'IST0102',
    side: 'ours',
    why: 'the setting of another revision clings to istioctl for the namespaces that it looks at afterwards',
    applies: ({ objects }) => !injectsByDefault(objects),
  },
  {
    code: 'IST0109',
    side: 'theirs',
    why: 'of a wildcard and a host under it the more specific one wins (pilot/pkg/model/config.go, MostSpecificHostMatch)',
    applies: onlyOverlap,
  },
  {
    code: 'IST0146',
    side: 'theirs',
    why: 'of a running cluster istioctl sees the injectors of revision default only (pilot/pkg/config/kube/crdclient/client.go, inRevision); that of another one takes the pods',
    applies: found =>
      found.object.startsWith('Deployment ') && isInjectedByRevision(found),
  },
];
