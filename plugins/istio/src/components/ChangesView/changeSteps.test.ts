import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';
import { changeSteps } from './changeSteps';

function states(stage: ChangeStatus['stage'], tone: ChangeStatus['tone']) {
  return changeSteps({
    id: 'x',
    entityRef: 'component:default/cart',
    title: 'x',
    pullRequest: { number: 1, url: 'https://example.com/1', state: 'open' },
    proposedAt: '2026-11-22T10:00:00Z',
    stage,
    tone,
    detail: '',
    objects: [],
  }).map(step => step.state);
}

describe('changeSteps', () => {
  it.each<[ChangeStatus['stage'], ChangeStatus['tone'], string]>([
    ['proposed', 'info', 'done waits later later'],
    ['merged', 'info', 'done done waits later'],
    ['synced', 'info', 'done done done waits'],
    ['synced', 'warning', 'done done done failed'],
    ['effective', 'ok', 'done done done done'],
    ['closed', 'neutral', 'done stopped later later'],
  ])('stands at %s (%s) as %s', (stage, tone, expected) => {
    expect(states(stage, tone).join(' ')).toBe(expected);
  });
});
