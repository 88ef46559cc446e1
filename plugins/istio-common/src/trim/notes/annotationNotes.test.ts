import { annotationNotes } from './annotationNotes';

function notes(
  kind: string,
  annotations: Record<string, unknown>,
  labels = {},
) {
  return annotationNotes(kind, { metadata: { annotations, labels } }).map(
    ({ name }) => name,
  );
}

describe('annotationNotes', () => {
  it.each([
    ['Pod', 'sidecar.istio.io/injekt', 'x', ['unknown-annotation']],
    ['Deployment', 'sidecar.istio.io/proxyCPU', '1', ['misplaced-annotation']],
    ['Pod', 'sidecar.istio.io/proxyCPU', '100m', []],
    ['Pod', 'sidecar.istio.io/proxyCPU', '1.5Gi', []],
    ['Pod', 'sidecar.istio.io/proxyCPU', 'much', ['invalid-annotation']],
    ['Pod', 'status.sidecar.istio.io/port', '65535', []],
    ['Pod', 'status.sidecar.istio.io/port', '65536', ['invalid-annotation']],
    ['Pod', 'traffic.sidecar.istio.io/includeInboundPorts', '*', []],
    ['Pod', 'traffic.sidecar.istio.io/includeInboundPorts', ' ', []],
    [
      'Pod',
      'traffic.sidecar.istio.io/excludeInboundPorts',
      '*',
      ['invalid-annotation'],
    ],
    [
      'Pod',
      'traffic.sidecar.istio.io/excludeOutboundIPRanges',
      '10.0.0.0/8,::1/128,fd00::1.2.3.4/96',
      [],
    ],
    [
      'Pod',
      'traffic.sidecar.istio.io/excludeOutboundIPRanges',
      '10.0.0.0/33',
      ['invalid-annotation'],
    ],
    [
      'Pod',
      'traffic.sidecar.istio.io/excludeOutboundIPRanges',
      '1:2:3:4:5:6:7/64',
      ['invalid-annotation'],
    ],
    ['Pod', 'sidecar.istio.io/status', '{}', []],
    ['Namespace', 'galley.istio.io/analyze-suppress', '*', []],
    ['Pod', 'example.com/istio.io', 'x', []],
  ])('%s: %s "%s": %j', (kind, annotation, value, expected) => {
    expect(notes(kind, { [annotation]: value })).toEqual(expected);
  });

  it('forgives the deprecated annotation beside its label', () => {
    const key = 'sidecar.istio.io/inject';
    expect(notes('Pod', { [key]: 'true' })).toEqual(['deprecated-annotation']);
    expect(notes('Pod', { [key]: 'true' }, { [key]: 'true' })).toEqual([]);
  });

  it('takes bad metadata for none', () => {
    for (const raw of [
      null,
      1,
      { metadata: [] },
      { metadata: { annotations: 'x' } },
    ]) {
      expect(annotationNotes('Pod', raw)).toEqual([]);
    }
    expect(notes('Pod', { [`${'x'.repeat(1e6)}.istio.io/a`]: 'x' })).toEqual(
      [],
    );
  });
});
