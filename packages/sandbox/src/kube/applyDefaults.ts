import { isRecord, type KubeInput } from './KubeObject';
import type { ResourceType } from './ResourceType';

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields => (isRecord(value) ? value : {});

function records(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function withDefaults(value: unknown, defaults: Fields): Fields {
  return { ...defaults, ...fields(value) };
}

/** Hands out cluster IPs by name, so that the same scenario gets the same ones. */
function clusterIp(name: string): string {
  let hash = 0;
  for (const character of name) {
    hash = (hash * 31 + character.charCodeAt(0)) % 65_000;
  }
  return `10.96.${Math.floor(hash / 250)}.${(hash % 250) + 1}`;
}

function namespaceDefaults(object: KubeInput): KubeInput {
  const name = object.metadata?.name;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...object.metadata?.labels,
        ...(name && { 'kubernetes.io/metadata.name': name }),
      },
    },
    spec: withDefaults(object.spec, { finalizers: ['kubernetes'] }),
    status: object.status ?? { phase: 'Active' },
  };
}

function serviceDefaults(object: KubeInput): KubeInput {
  const spec = fields(object.spec);
  const name = `${object.metadata?.namespace}/${object.metadata?.name}`;
  const address = spec.clusterIP ?? clusterIp(name);
  const ip =
    spec.type === 'ExternalName'
      ? {}
      : {
          clusterIP: address,
          clusterIPs: [address],
          internalTrafficPolicy: 'Cluster',
          ipFamilies: ['IPv4'],
          ipFamilyPolicy: 'SingleStack',
        };
  return {
    ...object,
    spec: {
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ...ip,
      ...spec,
      ports: records(spec.ports).map(port => ({
        protocol: 'TCP',
        targetPort: port.port,
        ...port,
      })),
    },
    status: object.status ?? { loadBalancer: {} },
  };
}

function containers(value: unknown): Fields[] {
  return records(value).map(container => ({
    imagePullPolicy: /:(?!latest)[^/]+$/.test(String(container.image))
      ? 'IfNotPresent'
      : 'Always',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...container,
  }));
}

function podSpecDefaults(value: unknown): Fields {
  const spec = fields(value);
  const init = records(spec.initContainers);
  return {
    ...podDefaultsBesideContainers(spec),
    ...(spec.containers !== undefined && {
      containers: containers(spec.containers),
    }),
    ...(init.length > 0 && { initContainers: containers(init) }),
  };
}

function podDefaultsBesideContainers(spec: Fields): Fields {
  return withDefaults(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
  });
}

function podDefaults(object: KubeInput): KubeInput {
  return {
    ...object,
    spec: {
      serviceAccountName: 'default',
      enableServiceLinks: true,
      ...podSpecDefaults(object.spec),
    },
    status: object.status ?? { phase: 'Pending', qosClass: 'BestEffort' },
  };
}

function workloadDefaults(object: KubeInput, own: Fields): KubeInput {
  const spec = withDefaults(object.spec, own);
  const template = fields(spec.template);
  return {
    ...object,
    spec: {
      ...spec,
      template: { ...template, spec: podSpecDefaults(template.spec) },
    },
  };
}

const DEPLOYMENT = {
  replicas: 1,
  revisionHistoryLimit: 10,
  progressDeadlineSeconds: 600,
  strategy: {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
  },
};

/** What the API server fills in for the fields that the sandbox works with. @internal */
export function applyDefaults(
  type: ResourceType,
  object: KubeInput,
): KubeInput {
  if (type.custom) return object;
  const defaulted = fieldDefaults(type, object);
  return type.status && defaulted.status === undefined
    ? { ...defaulted, status: {} }
    : defaulted;
}

function fieldDefaults(type: ResourceType, object: KubeInput): KubeInput {
  switch (type.plural) {
    case 'namespaces':
      return namespaceDefaults(object);
    case 'services':
      return serviceDefaults(object);
    case 'pods':
      return podDefaults(object);
    case 'deployments':
      return workloadDefaults(object, DEPLOYMENT);
    case 'replicasets':
      return workloadDefaults(object, { replicas: 1 });
    case 'statefulsets':
      return workloadDefaults(object, {
        replicas: 1,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
      });
    case 'daemonsets':
      return workloadDefaults(object, {
        updateStrategy: { type: 'RollingUpdate' },
      });
    case 'secrets':
      return secretDefaults(object);
    default:
      return object;
  }
}

/** `stringData` is written into `data` and never read back. */
function secretDefaults({ stringData, ...object }: KubeInput): KubeInput {
  const encoded = Object.entries(fields(stringData)).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  const data = { ...fields(object.data), ...Object.fromEntries(encoded) };
  return {
    type: 'Opaque',
    ...object,
    ...(Object.keys(data).length > 0 && { data }),
  };
}
