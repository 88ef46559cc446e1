import { failureOfError } from './failureOfError';
import { failureOfStatus } from './failureOfStatus';
import { KubeFailure } from './KubeFailure';

describe('failureOfStatus', () => {
  it.each([
    [401, {}, 'unauthenticated'],
    [403, { message: 'pods is forbidden' }, 'forbidden'],
    [404, undefined, 'absent'],
    [410, { reason: 'Expired' }, 'gone'],
    [429, {}, 'throttled'],
    [500, { reason: 'InternalError' }, 'degraded'],
    [500, { reason: 'StoreReadError' }, 'gone'],
    [503, undefined, 'degraded'],
    [504, { message: 'Timeout: Too large resource version: 9' }, 'gone'],
    [
      504,
      { details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } },
      'gone',
    ],
    [504, { message: 'gateway timeout' }, 'degraded'],
    [302, undefined, 'degraded'],
  ])('sorts %p %p as %p', (status, body, kind) => {
    expect(failureOfStatus({ status, body }, 0).kind).toBe(kind);
  });
});

describe('failureOfError', () => {
  it('says what the network means', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 1.2.3.4:1'), {
      code: 'ECONNREFUSED',
    });
    expect(failureOfError(error)).toMatchObject({
      kind: 'unreachable',
      message: 'connection refused',
    });
  });

  it.each([['text'], [undefined], [new Error('boom')]])(
    'never throws, not even for %p',
    thrown => {
      expect(failureOfError(thrown).kind).toBe('unreachable');
    },
  );
});

describe('KubeFailure', () => {
  it('keeps a hostile message to one harmless line', () => {
    const { message } = new KubeFailure(
      'degraded',
      `a\nb\u001b[31mc\u202Ed${'x'.repeat(10_000)}`,
    );
    expect(message).toMatch(/^a b \[31mc d?x+…$/u);
    expect(message.length).toBeLessThan(600);
  });
});
