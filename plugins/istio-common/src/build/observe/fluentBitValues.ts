import type { BuiltFile } from '../BuiltDefinitions';
import { copyImagesScript } from '../install/meshImages';
import { valuesText } from '../install/notedValues';
import type { LogShipping } from './logShippingField';

const TOKEN = 'SPLUNK_HEC_TOKEN';
const IMAGE = 'fluent-bit';
const AUTHORITY = '/etc/splunk-authority';

type Section = [title: string, fields: Array<[string, string]>];

/** The classic form of Fluent Bit: a section, and its fields below. */
function print([title, fields]: Section): string {
  return `[${title}]\n${fields
    .map(([key, value]) => `    ${key} ${value}\n`)
    .join('')}`;
}

// containerd and CRI-O write the CRI format: a parser for that of Docker would
// leave every line whole and unread.
const INPUT: Section = [
  'INPUT',
  [
    ['Name', 'tail'],
    ['Tag', 'istio.*'],
    ['Path', '/var/log/containers/*_istio-proxy-*.log'],
    ['multiline.parser', 'cri'],
    ['Mem_Buf_Limit', '20MB'],
    ['Skip_Long_Lines', 'On'],
    ['DB', '/var/log/fluent-bit-istio.db'],
  ],
];

const FILTER: Section = [
  'FILTER',
  [
    ['Name', 'kubernetes'],
    ['Match', 'istio.*'],
    ['Kube_Tag_Prefix', 'istio.var.log.containers.'],
    ['Merge_Log', 'On'],
    ['Keep_Log', 'Off'],
  ],
];

function output({ host, port, index, authority }: LogShipping): Section {
  return [
    'OUTPUT',
    [
      ['Name', 'splunk'],
      ['Match', 'istio.*'],
      ['Host', host],
      ['Port', String(port)],
      // From the environment, and there from a Secret.
      ['Splunk_Token', `\${${TOKEN}}`],
      ...(index ? [['Event_Index', index] as [string, string]] : []),
      ['Event_Sourcetype', 'istio:proxy'],
      ['TLS', 'On'],
      ['TLS.Verify', 'On'],
      // Off by default: any certificate of the authority would get the token.
      ['TLS.Verify_Hostname', 'On'],
      ...(authority
        ? [['TLS.CA_File', `${AUTHORITY}/${authority.key}`] as [string, string]]
        : []),
      ['Retry_Limit', '10'],
    ],
  ];
}

function mounts({ authority }: LogShipping): object {
  if (!authority) return {};
  return {
    extraVolumes: [
      { name: 'splunk-authority', configMap: { name: authority.configMap } },
    ],
    extraVolumeMounts: [
      { name: 'splunk-authority', mountPath: AUTHORITY, readOnly: true },
    ],
  };
}

/**
 * The image out of a registry of one's own. The chart joins repository, tag
 * and digest. Source: fluent/helm-charts charts/fluent-bit/templates/_helpers.tpl,
 * fluent-bit.image.
 */
function image({ registry }: LogShipping): object {
  if (!registry) return {};
  const { hub, version, digest, pullSecret } = registry;
  return {
    image: {
      repository: `${hub}/${IMAGE}`,
      tag: version,
      ...(digest && { digest }),
    },
    ...(pullSecret && { imagePullSecrets: [{ name: pullSecret }] }),
    // Its pod has an image of its own, which was not copied.
    testFramework: { enabled: false },
  };
}

function copies({ registry }: LogShipping): BuiltFile[] {
  if (!registry) return [];
  const { hub, source, version, digest } = registry;
  const from = `${source}/${IMAGE}`;
  const copy = {
    image: IMAGE,
    from: digest ? `${from}@${digest}` : `${from}:${version}`,
    to: `${hub}/${IMAGE}:${version}`,
    pinned: digest !== undefined,
  };
  return [
    { path: 'observe/copy-images.sh', content: copyImagesScript([copy]) },
  ];
}

/**
 * Values of the chart fluent-bit that send the logs of every proxy to Splunk.
 * Source: docs.fluentbit.io/manual/pipeline/outputs/splunk,
 * docs.fluentbit.io/manual/pipeline/inputs/tail (multiline parser `cri`) and
 * docs.fluentbit.io/manual/administration/transport-security
 * (`tls.verify_hostname`, off by default; fluent/fluent-bit#8966 made it for
 * 3.1, and an older Fluent Bit does not start with a key that it does not know:
 * src/flb_output.c, flb_output_plugin_property_check).
 *
 * @internal
 */
export function fluentBitFiles(shipping: LogShipping | undefined): BuiltFile[] {
  if (!shipping) return [];
  const { secret, key } = shipping.token;
  const values = {
    ...image(shipping),
    env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: secret, key } } }],
    ...mounts(shipping),
    config: {
      inputs: print(INPUT),
      filters: print(FILTER),
      outputs: print(output(shipping)),
    },
  };
  return [
    valuesText('observe/fluent-bit.values.yaml', { values }),
    ...copies(shipping),
  ];
}
