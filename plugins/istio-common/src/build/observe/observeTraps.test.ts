import { parse } from 'yaml';
import { GRAFANA_DASHBOARD_UIDS } from '../../grafana/dashboardUids';
import { intentProblems } from '../intentProblems';
import { buildObserve } from './buildObserve';
import { observeIntentSchema } from './observeIntent';

const base = { cluster: 'eu-1' };

const built = (change: object) =>
  buildObserve(observeIntentSchema.parse({ ...base, ...change }));

function problemsOf(change: object): string {
  const result = observeIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? ''
    : intentProblems(result.error)
        .map(one => `${one.field} ${one.message}`)
        .join('\n');
}

function fileOf(change: object, path: string): string {
  const file = built(change).files?.find(one => one.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.content;
}

const splunk = { host: 'splunk.example.com', token: { secret: 'hec' } };
const merge = [
  { kind: 'Deployment', namespace: 'shop', name: 'cart', port: 9102 },
];

describe('the traps of observing (manifests.md §1, 26 to 28)', () => {
  it('26: merges by annotation on the pods, and reads the agent, not the proxy', () => {
    expect(
      parse(
        fileOf(
          { metrics: { merge } },
          'observe/merge-shop-deployment-cart.patch.yaml',
        ),
      ).spec.template.metadata.annotations,
    ).toEqual({
      'prometheus.istio.io/merge-metrics': 'true',
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9102',
      'prometheus.io/path': '/metrics',
    });
    const monitors = JSON.stringify(built({ metrics: {} }).objects);
    expect(monitors).toContain('$1:15020');
    expect(
      JSON.stringify(built({ metrics: { dataPlane: 'envoy' } }).objects),
    ).not.toContain('15020');
  });

  it('26: reads no istiod twice through the Service of a tag', () => {
    const [istiod] = built({ metrics: {} }).objects;
    expect(istiod.spec?.selector).toEqual({
      matchLabels: { istio: 'pilot' },
      matchExpressions: [{ key: 'istio.io/tag', operator: 'DoesNotExist' }],
    });
  });

  it('26: federates sums that were recorded, over HTTPS, and no raw series', () => {
    const change = { metrics: { federation: { host: 'prom.example.com' } } };
    const [job] = parse(fileOf(change, 'observe/federation-eu-1.scrape.yaml'));
    expect(job).toMatchObject({
      honor_labels: true,
      metrics_path: '/federate',
      scheme: 'https',
    });
    expect(JSON.stringify(job.params)).not.toContain('istio_requests');
    expect(built(change).objects.map(({ kind }) => kind)).toContain(
      'PrometheusRule',
    );
  });

  it('27: dashboards by their ids', () => {
    const ids = built({ dashboards: { by: 'operator' } }).objects.map(
      ({ spec }) => spec?.grafanaCom,
    );
    expect(ids).toEqual([
      { id: 7639 },
      { id: 7636 },
      { id: 7630 },
      { id: 7645 },
    ]);
  });

  it('27: dashboards where links of entities look for them', () => {
    const uids = built({ dashboards: { by: 'operator' } }).objects.map(
      ({ metadata, spec }) => [metadata.name, spec?.uid],
    );
    expect(Object.fromEntries(uids)).toEqual({
      'istio-mesh': GRAFANA_DASHBOARD_UIDS.mesh,
      'istio-service': GRAFANA_DASHBOARD_UIDS.service,
      'istio-workload': GRAFANA_DASHBOARD_UIDS.workload,
      'istio-control-plane': GRAFANA_DASHBOARD_UIDS['control-plane'],
    });
  });

  it('27: the file of providers has the one name that the chart looks for', () => {
    const revisions = {
      mesh: 300,
      service: 300,
      workload: 300,
      'control-plane': 300,
    };
    const { dashboardProviders, dashboards } = parse(
      fileOf(
        { dashboards: { by: 'helm', revisions } },
        'observe/grafana.values.yaml',
      ),
    );
    const { providers } = dashboardProviders['dashboardproviders.yaml'];
    expect(providers.map(({ name }: { name: string }) => name)).toEqual(
      Object.keys(dashboards),
    );
  });

  it('27: the chart of Grafana is never left to its first revision', () => {
    expect(problemsOf({ dashboards: { by: 'helm' } })).toMatch(
      /^dashboards\.revisions\.mesh is missing/,
    );
  });

  it('28: logs by the Telemetry API, one without a selector a namespace', () => {
    const [mesh] = built({
      accessLogs: { scope: 'mesh', namespace: 'istio-system' },
    }).objects;
    expect(mesh).toMatchObject({
      apiVersion: 'telemetry.istio.io/v1',
      metadata: { name: 'mesh-default', namespace: 'istio-system' },
    });
  });

  it('28: Fluent Bit reads the CRI format, checks TLS and takes the token from a Secret', () => {
    const text = fileOf({ splunk }, 'observe/fluent-bit.values.yaml');
    const { config, env } = parse(text);
    expect(config.inputs).toContain('multiline.parser cri');
    // Without the last one any certificate of the authority gets the token.
    expect(config.outputs).toMatch(
      /TLS On\n +TLS\.Verify On\n +TLS\.Verify_Hostname On\n/,
    );
    expect(config.outputs).toContain('Splunk_Token ${SPLUNK_HEC_TOKEN}');
    expect(env).toEqual([
      {
        name: 'SPLUNK_HEC_TOKEN',
        valueFrom: { secretKeyRef: { name: 'hec', key: 'token' } },
      },
    ]);
  });

  it('28: an air gap has the image of Fluent Bit in its list, and nothing else is pulled', () => {
    const registry = {
      hub: 'harbor.example.com/logging',
      version: '4.0.3',
      pullSecret: 'harbor',
    };
    const change = { splunk: { ...splunk, registry } };
    const values = parse(fileOf(change, 'observe/fluent-bit.values.yaml'));
    expect(values).toMatchObject({
      image: {
        repository: 'harbor.example.com/logging/fluent-bit',
        tag: '4.0.3',
      },
      imagePullSecrets: [{ name: 'harbor' }],
      testFramework: { enabled: false },
    });
    expect(fileOf(change, 'observe/copy-images.sh')).toContain(
      "'docker://cr.fluentbit.io/fluent/fluent-bit:4.0.3' 'docker://harbor.example.com/logging/fluent-bit:4.0.3'",
    );
    expect(built(change).effects.join(' ')).toContain('observe/copy-images.sh');
    const digest = `sha256:${'1'.repeat(64)}`;
    const pinned = { splunk: { ...splunk, registry: { ...registry, digest } } };
    expect(
      parse(fileOf(pinned, 'observe/fluent-bit.values.yaml')).image.digest,
    ).toBe(digest);
    expect(fileOf(pinned, 'observe/copy-images.sh')).toContain(
      `fluent/fluent-bit@${digest}'`,
    );
  });

  it('27: the chart of Grafana brings an image that downloads, which an air gap lacks', () => {
    const revisions = {
      mesh: 300,
      service: 300,
      workload: 300,
      'control-plane': 300,
    };
    expect(
      built({ dashboards: { by: 'helm', revisions } }).effects.join(' '),
    ).toContain('downloadDashboardsImage');
  });

  it.each([
    [{}, /^intent asks for nothing/],
    [
      {
        splunk: {
          ...splunk,
          registry: { hub: 'harbor.example.com/x', version: '3.0.9' },
        },
      },
      /^splunk\.registry\.version is older than 3\.1/,
    ],
    [
      { splunk: { ...splunk, host: 'x.example.com\n    TLS.Verify Off' } },
      /^splunk\.host /,
    ],
    [
      { splunk: { ...splunk, token: { secret: 'hec', value: 'abc' } } },
      /^splunk\.token\.value is not a field/,
    ],
    [
      { accessLogs: { scope: 'workload', namespace: 'shop' } },
      /^accessLogs\.workload is missing/,
    ],
    [
      {
        accessLogs: {
          scope: 'mesh',
          namespace: 'istio-system',
          filter: 'true\n- x',
        },
      },
      /^accessLogs\.filter has a control character/,
    ],
    ...['default', 'mesh-default'].map((name): [object, RegExp] => [
      {
        accessLogs: {
          ...{ scope: 'workload', namespace: 'shop' },
          workload: { name, labels: { app: 'x' } },
        },
      },
      /^accessLogs\.workload\.name is the name of the policy of the whole namespace/,
    ]),
    [{ metrics: { interval: '0s' } }, /^metrics\.interval is not an interval/],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change)).toMatch(expected);
  });
});
