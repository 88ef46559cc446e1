import type { ReactNode } from 'react';
import { renderHook } from '@testing-library/react';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { errorApiRef, translationApiRef } from '@backstage/frontend-plugin-api';
import type { PortMtlsStatus } from '@meshwright/backstage-plugin-istio-common';
import { ref } from '../../dev/build/refs';
import { strictPort, workload } from '../../dev/build/workloads';
import { checkout } from '../../dev/scenarios/checkout';
import { reports } from '../../dev/scenarios/empty';
import { useEntityStrictStep } from './useEntityStrictStep';
import { useOnboardStep } from './useOnboardStep';
import { useStrictStep } from './useStrictStep';

function wrapper({ children }: { children: ReactNode }) {
  return (
    <TestApiProvider
      apis={[
        [translationApiRef, mockApis.translation()],
        [errorApiRef, mockApis.error()],
      ]}
    >
      {children}
    </TestApiProvider>
  );
}

const CART = workload('eu-1', ref('Deployment', 'shop/cart'), 2);
const OPEN: PortMtlsStatus = {
  ...strictPort(8080, 'http'),
  mode: 'PERMISSIVE',
  tone: 'warning',
};

describe('useStrictStep', () => {
  function stepOf(port: PortMtlsStatus, owner = CART) {
    const { result } = renderHook(
      () => useStrictStep('component:default/cart'),
      { wrapper },
    );
    return result.current(owner, port);
  }

  it('fills the template in with the workload', () =>
    expect(stepOf(OPEN)).toEqual({
      title: 'Enforce mTLS',
      detail:
        'No client that is known sends plain text to shop/cart, so STRICT breaks none of them.',
      template: {
        entityRef: 'template:default/enforce-mtls',
        formData: {
          scope: 'workload',
          entityRef: 'component:default/cart',
          workload: { cluster: 'eu-1', namespace: 'shop', workload: 'cart' },
          mode: 'STRICT',
        },
      },
    }));

  it('names what has to be corrected first', () => {
    const reasons = [
      { ref: ref('Deployment', 'batch/export'), reason: 'no proxy (1 pod)' },
    ];
    expect(
      stepOf({ ...OPEN, strict: { breaks: 'yes', reasons } })?.detail,
    ).toMatch(/^First batch\/export: no proxy \(1 pod\)\./);
  });

  it('does not promise what is not known', () =>
    expect(
      stepOf({ ...OPEN, strict: { breaks: 'unknown', reasons: [] } })?.detail,
    ).toMatch(/cannot be told in full/));

  it('names no workload in the form for a pod without an owner', () => {
    const pod = workload('eu-1', ref('Pod', 'shop/debug'), 1);
    expect(stepOf(OPEN, pod)?.template?.formData).toMatchObject({
      workload: { cluster: 'eu-1', namespace: 'shop' },
    });
  });

  it.each<[string, Partial<PortMtlsStatus>]>([
    ['is strict', { mode: 'STRICT' }],
    ['no proxy handles', { mode: 'plaintext' }],
    ['the proxy never sees', { mode: 'bypassed' }],
    ['belongs to a gateway', { source: 'gateway' }],
  ])('has no step for a port that %s', (_, change) =>
    expect(stepOf({ ...OPEN, ...change })).toBeUndefined(),
  );
});

describe('useEntityStrictStep', () => {
  it('takes the worst port, and of the workloads only those that are meant', () => {
    const { status } = checkout;
    const all = renderHook(() => useEntityStrictStep(status), { wrapper });
    expect(all.result.current?.template?.formData).toMatchObject({
      workload: { workload: 'checkout' },
    });
    const none = renderHook(() => useEntityStrictStep(status, () => false), {
      wrapper,
    });
    expect(none.result.current).toBeUndefined();
  });

  it('has none while nothing was read', () =>
    expect(
      renderHook(() => useEntityStrictStep(undefined), { wrapper }).result
        .current,
    ).toBeUndefined());
});

describe('useOnboardStep', () => {
  const [outside] = reports.status?.workloads ?? [];
  function onboard(given: typeof outside | undefined) {
    const { result } = renderHook(() => useOnboardStep(), { wrapper });
    return result.current(given);
  }

  it('brings the namespace in', () =>
    expect(onboard(outside)).toMatchObject({
      title: 'Onboard reporting',
      template: {
        entityRef: 'template:default/onboard-namespace',
        formData: { target: { cluster: 'eu-1', namespace: 'reporting' } },
      },
    }));

  it('has none for pods that opt out of a namespace that is in', () => {
    const [reason] = outside.revision.why.considered;
    const considered = [{ ...reason, says: 'istio.io/rev=prod' }];
    const why = { ...outside.revision.why, considered };
    expect(
      onboard({ ...outside, revision: { ...outside.revision, why } }),
    ).toBeUndefined();
  });

  it('keeps what the backend says', () => {
    const action = { title: 'Relabel trials', detail: 'Set the label.' };
    expect(
      onboard({ ...outside, revision: { ...outside.revision, action } }),
    ).toBe(action);
  });

  it('has none while nothing was read', () =>
    expect(onboard(undefined)).toBeUndefined());
});
