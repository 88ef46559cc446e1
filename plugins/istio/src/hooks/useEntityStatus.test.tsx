import type { ReactNode } from 'react';
import { act, renderHook, waitFor } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { MockIstioApi } from '../../dev/MockIstioApi';
import { cart } from '../../dev/scenarios/cart';
import { checkout } from '../../dev/scenarios/checkout';
import { istioApiRef } from '../api/IstioApi';
import { POLL_MS, SAFETY_POLL_MS, useEntityStatus } from './useEntityStatus';

class CountingApi extends MockIstioApi {
  calls = 0;
  fail = false;

  async getEntityStatus(entityRef: string): Promise<EntityStatus> {
    this.calls += 1;
    if (this.fail) throw new Error('backend is away');
    return super.getEntityStatus(entityRef);
  }
}

class FakeSignals implements SignalApi {
  #send: (message: JsonObject) => void = () => {};

  subscribe<T extends JsonObject>(
    _channel: string,
    onMessage: (message: T) => void,
  ) {
    // The test sends what the channel carries.
    this.#send = message => onMessage(message as T);
    return { unsubscribe: () => {} };
  }

  send(message: JsonObject) {
    act(() => this.#send(message));
  }
}

function setup(options: { signals?: FakeSignals; name?: string } = {}) {
  const api = new CountingApi([cart, checkout]);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [istioApiRef, api],
        ...(options.signals
          ? [
              [signalApiRef, options.signals] as [
                typeof signalApiRef,
                SignalApi,
              ],
            ]
          : []),
      ]}
    >
      {children}
    </TestApiProvider>
  );
  const entityRef = `component:default/${options.name ?? 'cart'}`;
  const hook = renderHook(ref => useEntityStatus(ref), {
    wrapper,
    initialProps: entityRef,
  });
  return { api, hook, entityRef };
}

async function pass(ms: number) {
  await act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });
}

describe('useEntityStatus', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('fetches again when a signal names the entity, and only then', async () => {
    const signals = new FakeSignals();
    const { api, entityRef } = setup({ signals });
    await pass(0);
    expect(api.calls).toBe(1);
    signals.send({ type: 'entity-changed', entityRefs: ['component:x/y'] });
    await pass(0);
    expect(api.calls).toBe(1);
    signals.send({ type: 'entity-changed', entityRefs: [entityRef] });
    await pass(0);
    expect(api.calls).toBe(2);
    signals.send({ type: 'entity-changed', clusters: ['eu-1'] });
    await pass(0);
    expect(api.calls).toBe(3);
  });

  it('polls when there are no signals', async () => {
    const { api } = setup();
    await pass(POLL_MS);
    expect(api.calls).toBe(2);
  });

  it('asks rarely while signals are connected and nothing is on its way', async () => {
    const { api } = setup({ signals: new FakeSignals() });
    await pass(POLL_MS * 3);
    expect(api.calls).toBe(1);
    await pass(SAFETY_POLL_MS);
    expect(api.calls).toBe(2);
  });

  it('polls in spite of signals while a change is on its way', async () => {
    const { api } = setup({ signals: new FakeSignals(), name: 'checkout' });
    await pass(0);
    await pass(POLL_MS);
    expect(api.calls).toBe(2);
  });

  it('keeps the last rows when a later read fails', async () => {
    const { api, hook } = setup();
    await pass(0);
    api.fail = true;
    await pass(POLL_MS);
    expect(hook.result.current.error?.message).toBe('backend is away');
    expect(hook.result.current.status).toEqual(cart.status);
    api.fail = false;
    await pass(POLL_MS);
    expect(hook.result.current.error).toBeUndefined();
  });

  it('notices that the first answer is late', async () => {
    const { hook } = setup({ name: 'nobody-answers' });
    await pass(2_900);
    expect(hook.result.current.slow).toBe(false);
    await pass(200);
    expect(hook.result.current).toMatchObject({ slow: true, loading: true });
  });

  it('does not show one entity under the name of another', async () => {
    const { hook } = setup();
    await pass(0);
    hook.rerender('component:default/checkout');
    expect(hook.result.current.status).toBeUndefined();
    await pass(0);
    expect(hook.result.current.status).toEqual(checkout.status);
  });

  it('reads the clusters again and then the entity', async () => {
    const { api, hook } = setup();
    await pass(0);
    await act(() => hook.result.current.refreshClusters(['eu-1', 'eu-2']));
    expect(api.refreshed).toEqual(['eu-1', 'eu-2']);
    await pass(0);
    await waitFor(() => expect(api.calls).toBe(2));
  });
});
