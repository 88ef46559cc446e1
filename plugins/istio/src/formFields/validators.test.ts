import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import type { IstioApi } from '../api/IstioApi';
import { FakeIstioApi } from './__testUtils__/FakeIstioApi';
import { validate } from './__testUtils__/validate';
import { validateCluster } from './IstioClusterField/validateCluster';
import { validateGateway } from './IstioGatewayField/validateGateway';
import { validateHost } from './IstioHostField/validateHost';
import { validateIssuer } from './IstioIssuerField/validateIssuer';
import { validateNamespace } from './IstioNamespaceField/validateNamespace';
import { validateRevision } from './IstioRevisionField/validateRevision';
import { validateServiceTarget } from './IstioServiceTarget/validateServiceTarget';
import { validateWorkload } from './IstioWorkloadField/validateWorkload';

/** A backend that takes every question and never answers; it notes what is given up. */
function silentApi(givenUp: string[]): IstioApi {
  const never = <T>(name: string, options?: { signal?: AbortSignal }) =>
    new Promise<T>((_, reject) => {
      options?.signal?.addEventListener('abort', () => {
        givenUp.push(name);
        reject(new DOMException('Aborted', 'AbortError'));
      });
    });
  const api: IstioApi = new FakeIstioApi();
  api.getClusters = options => never('clusters', options);
  api.getEntityStatus = (_, options) => never('entity', options);
  api.getExposureZones = options => never('zones', options);
  return api;
}

/** Of each field its value, which the validator of that field takes. */
interface Case {
  field: string;
  validator: CustomFieldValidator<never, never>;
  good: unknown;
  /** What cannot be right whatever there is, and what is said of it. */
  bad: Array<[value: unknown, sentence: RegExp]>;
  form?: JsonObject;
  asked: string[];
}

const place = { cluster: 'eu-1', namespace: 'shop' };
const service = { ...place, service: 'cart', port: 8080 };
const workload = { ...place, workload: 'cart', labels: { app: 'cart' } };
const issuer = { group: 'cert-manager.io', kind: 'Issuer', name: 'vault' };
const gateway = { namespace: 'istio-ingress', selector: { istio: 'x' } };

// The values fit their validators; a list of them has no common type.
const CASES = [
  {
    field: 'IstioClusterField',
    validator: validateCluster,
    good: 'eu-1',
    bad: [['EU 1', /^Cluster: "EU 1" is no such name\. Write at most 63/]],
    asked: ['clusters'],
  },
  {
    field: 'IstioNamespaceField',
    validator: validateNamespace,
    good: place,
    bad: [
      [{ ...place, namespace: 'UPPER CASE!' }, /^Namespace: "UPPER CASE!" is/],
      [{ ...place, namespace: 'a'.repeat(64) }, /^Namespace: "a{40}…" is/],
      [{ ...place, cluster: '-' }, /^Cluster: "-" is no such name/],
    ],
    asked: ['clusters'],
  },
  {
    field: 'IstioWorkloadField',
    validator: validateWorkload,
    good: workload,
    bad: [
      [{ ...workload, workload: 'cart..a' }, /^Workload: "cart\.\.a" is no/],
      [{ ...workload, namespace: 'a.b' }, /^Namespace: "a\.b" is no/],
    ],
    asked: ['clusters'],
  },
  {
    field: 'IstioServiceTarget',
    validator: validateServiceTarget,
    good: service,
    bad: [
      [{ ...service, service: '<b>x</b>' }, /^Service: "<b>x<\/b>" is no/],
      [
        { ...service, port: undefined, typedPort: '99999x7' },
        /^"99999x7" is no port: write a number from 1 to 65535/,
      ],
    ],
    form: { entityRef: 'component:default/cart' },
    asked: ['clusters', 'entity'],
  },
  {
    field: 'IstioGatewayField',
    validator: validateGateway,
    good: gateway,
    bad: [
      [{ typed: 'istio-ingressgateway' }, /^Write namespace\/label=value/],
      [{ ...gateway, namespace: 'A' }, /^Namespace: "A" is no such name/],
    ],
    form: { place },
    asked: ['clusters'],
  },
  {
    field: 'IstioIssuerField',
    validator: validateIssuer,
    good: issuer,
    bad: [
      [{ typed: 'vault' }, /^Write kind\/name, such as ClusterIssuer/],
      [{ ...issuer, name: '-' }, /^Issuer: "-" is no such name/],
    ],
    form: { place },
    asked: ['clusters'],
  },
  {
    field: 'IstioRevisionField',
    validator: validateRevision,
    good: 'prod',
    bad: [['1.30.3', /"1\.30\.3" is no such name/]],
    form: { place },
    asked: ['clusters'],
  },
  {
    field: 'IstioHostField',
    validator: validateHost,
    good: 'cart.shop.example.com',
    bad: [['https://cart', /give the bare host name/]],
    form: { target: service },
    asked: ['zones'],
  },
] as unknown as Case[];

describe.each(CASES)('$field', ({ validator, good, bad, form, asked }) => {
  const ask = (value: unknown, api?: IstioApi) =>
    validate(validator, value as never, { api, formData: form });

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('holds nobody up where the backend does not answer, and stops asking', async () => {
    const givenUp: string[] = [];
    const said = jest.fn();
    const done = ask(good, silentApi(givenUp)).then(said);
    await jest.advanceTimersByTimeAsync(4_999);
    expect(said).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    await done;
    expect(said).toHaveBeenCalledWith([]);
    expect(givenUp.sort()).toEqual(asked);
  });

  it.each(bad)(
    'refuses %j, which no cluster is needed for',
    async (value, sentence) => {
      const api = new FakeIstioApi();
      api.clusters = new Error('502 Bad Gateway');
      api.zones = new Error('502 Bad Gateway');
      for (const known of [api, undefined]) {
        expect(await ask(value, known)).toEqual([
          expect.stringMatching(sentence),
        ]);
      }
    },
  );

  it('takes what could be right where nobody can tell', async () => {
    const api = new FakeIstioApi();
    api.clusters = new Error('502 Bad Gateway');
    api.zones = new Error('502 Bad Gateway');
    expect(await ask(good, api)).toEqual([]);
  });
});
