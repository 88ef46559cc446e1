import type {
  ControlPlaneStatus,
  EgressStatus,
  ExposureStatus,
  NextStep,
  StrictReadiness,
} from '@meshwright/backstage-plugin-istio-common';
import { shopWorld } from '../../dev/fleet/shopWorld';
import { egressStep, readinessStep, tokenStep, upgradeStep } from './factSteps';

const STEP: NextStep = { title: 'Do it', detail: 'As told.' };
const { rows } = shopWorld;

function first<T>(found: readonly T[]): T {
  const [row] = found;
  if (!row) throw new Error('The mock world has no such row.');
  return row;
}

describe('readinessStep', () => {
  const row: StrictReadiness = {
    ...first(rows['strict-readiness']),
    cluster: 'eu-1',
    scope: 'namespace',
    namespace: 'shop',
    action: STEP,
  };

  it('leads to the template where nothing would break', () =>
    expect(readinessStep({ ...row, breaks: 'no' })).toEqual({
      ...STEP,
      template: {
        entityRef: 'template:default/enforce-mtls',
        formData: {
          scope: 'namespace',
          target: { cluster: 'eu-1', namespace: 'shop' },
          mode: 'STRICT',
        },
      },
    }));

  it.each(['yes', 'unknown'] as const)(
    'changes nothing when it breaks: %s',
    breaks => expect(readinessStep({ ...row, breaks })).toBe(STEP),
  );

  it('has no step where there is none', () =>
    expect(
      readinessStep({ ...row, breaks: 'no', action: undefined }),
    ).toBeUndefined());
});

describe('upgradeStep', () => {
  const plane: ControlPlaneStatus = {
    ...first(rows['control-planes']),
    cluster: 'eu-2',
    revision: '1-28-6',
    version: '1.28.6',
    ready: true,
    proxies: [{ version: '1.28.6', pods: 2 }],
    support: { state: 'ended', source: 'a table' },
    skew: { state: 'ok', detail: '' },
    action: STEP,
  };

  it.each<[string, Partial<ControlPlaneStatus>]>([
    ['support has ended', {}],
    [
      'proxies are ahead',
      {
        support: { state: 'supported', source: 'a table' },
        skew: { state: 'ahead', detail: '' },
      },
    ],
  ])('leads to the template when %s', (_, change) =>
    expect(upgradeStep({ ...plane, ...change })).toEqual({
      ...STEP,
      template: {
        entityRef: 'template:default/upgrade-mesh',
        formData: {
          cluster: 'eu-2',
          fromVersion: '1.28.6',
          fromRevision: '1-28-6',
        },
      },
    }),
  );

  const command = { ...STEP, command: 'istioctl uninstall' };
  it.each<[string, Partial<ControlPlaneStatus>]>([
    ['it is not ready', { ready: false }],
    ['no proxy uses it', { proxies: [] }],
    ['a command removes it', { action: command }],
    ['old proxies come first', { skew: { state: 'too-far', detail: '' } }],
    ['it is supported', { support: { state: 'supported', source: 'a table' } }],
  ])('changes nothing when %s', (_, change) => {
    const changed = { ...plane, ...change };
    expect(upgradeStep(changed)).toBe(changed.action);
  });

  it('leaves out a version that is not known', () =>
    expect(
      upgradeStep({ ...plane, version: undefined })?.template?.formData,
    ).toEqual({ cluster: 'eu-2', fromRevision: '1-28-6' }));
});

describe('tokenStep', () => {
  const authentication = {
    jwt: 'validated' as const,
    issuers: [],
    tone: 'info' as const,
    why: { summary: '', considered: [] },
    action: STEP,
  };
  const exposure: ExposureStatus = {
    ...first(rows.exposures),
    host: 'cart.shop.example.com',
    authentication,
  };

  it('asks for a token at the host, for the entity where it is known', () => {
    expect(
      tokenStep(exposure, 'component:default/cart')?.template?.formData,
    ).toEqual({
      entityRef: 'component:default/cart',
      hosts: ['cart.shop.example.com'],
    });
    expect(tokenStep(exposure, undefined)?.template?.formData).toEqual({
      hosts: ['cart.shop.example.com'],
    });
  });

  it('keeps the step of a host that turns everything away', () =>
    expect(
      tokenStep(
        { ...exposure, authentication: { ...authentication, jwt: 'required' } },
        undefined,
      ),
    ).toBe(STEP));

  it('keeps a template that is named already', () => {
    const action = {
      ...STEP,
      template: { entityRef: 'template:default/own', formData: {} },
    };
    expect(
      tokenStep(
        { ...exposure, authentication: { ...authentication, action } },
        undefined,
      ),
    ).toBe(action);
  });
});

describe('egressStep', () => {
  const egress: EgressStatus = {
    ...first(rows.egress),
    host: 'api.pay.example.net',
    action: STEP,
  };

  it.each(['broken', 'degraded'] as const)('writes anew what is %s', state =>
    expect(
      egressStep({ ...egress, state }, 'component:default/cart')?.template,
    ).toEqual({
      entityRef: 'template:default/call-out',
      formData: {
        entityRef: 'component:default/cart',
        host: 'api.pay.example.net',
      },
    }),
  );

  it.each<[string, Partial<EgressStatus>]>([
    ['is effective', { state: 'effective' }],
    ['names many hosts', { state: 'broken', host: '*.example.net' }],
  ])('changes nothing of what %s', (_, change) =>
    expect(egressStep({ ...egress, ...change }, undefined)).toBe(STEP),
  );
});
