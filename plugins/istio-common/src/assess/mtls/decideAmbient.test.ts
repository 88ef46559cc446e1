import { trimAll } from '../../testing/assessRaw';
import { rawPeerAuthentication } from '../../testing/rawObjects';
import { decideAmbient } from './decideAmbient';
import { inboundPolicies } from './inboundPolicies';

const ROOT = { namespace: 'istio-system', name: 'mesh' };
const SELECT = { selector: { matchLabels: { app: 'cart' } } };

function decide(raw: unknown[], port = 8080) {
  const objects = trimAll(raw).flatMap(one =>
    one.type === 'peerauthentication' ? [one] : [],
  );
  const pod = { namespace: 'shop', labels: { app: 'cart' } };
  return decideAmbient(inboundPolicies(objects, pod, 'istio-system'), port);
}

function own(mode: string | undefined, ports: Record<string, string>) {
  return rawPeerAuthentication(
    {
      ...SELECT,
      ...(mode && { mtls: { mode } }),
      portLevelMtls: Object.fromEntries(
        Object.entries(ports).map(([port, value]) => [port, { mode: value }]),
      ),
    },
    { name: 'own' },
  );
}

const MESH = rawPeerAuthentication({ mtls: { mode: 'STRICT' } }, ROOT);
const NAMESPACE = rawPeerAuthentication({ mtls: { mode: 'STRICT' } });
const UNSET = rawPeerAuthentication({});

describe('inbound mTLS by ztunnel', () => {
  const cases: Array<[string, string, unknown[]]> = [
    ['PERMISSIVE', 'nothing', []],
    ['STRICT', 'a STRICT mesh', [MESH]],
    ['STRICT', 'an unset namespace in a STRICT mesh', [MESH, UNSET]],
    [
      'PERMISSIVE',
      'DISABLE in the namespace',
      [MESH, rawPeerAuthentication({ mtls: { mode: 'DISABLE' } })],
    ],
    [
      'PERMISSIVE',
      'STRICT but for the port',
      [own('STRICT', { 8080: 'DISABLE' })],
    ],
    [
      'STRICT',
      'STRICT but for another port',
      [own('STRICT', { 81: 'PERMISSIVE' })],
    ],
    [
      'STRICT',
      'PERMISSIVE but for the port',
      [own('PERMISSIVE', { 8080: 'STRICT' })],
    ],
    ['STRICT', 'unset but for the port', [own(undefined, { 8080: 'STRICT' })]],
    [
      'PERMISSIVE',
      'a PERMISSIVE port below a STRICT namespace',
      [NAMESPACE, own(undefined, { 8080: 'PERMISSIVE' })],
    ],
    [
      'STRICT',
      'a DISABLE port below a STRICT namespace, which excepts nothing',
      [NAMESPACE, own(undefined, { 8080: 'DISABLE' })],
    ],
    [
      'PERMISSIVE',
      'a DISABLE port beside a PERMISSIVE one',
      [NAMESPACE, own(undefined, { 8080: 'DISABLE', 81: 'PERMISSIVE' })],
    ],
    [
      'STRICT',
      'a port that is not named beside a PERMISSIVE one',
      [NAMESPACE, own(undefined, { 81: 'PERMISSIVE' })],
    ],
    [
      'STRICT',
      'an unset port beside a PERMISSIVE one',
      [NAMESPACE, own(undefined, { 8080: 'UNSET', 81: 'PERMISSIVE' })],
    ],
    [
      'PERMISSIVE',
      'a PERMISSIVE port below a STRICT mesh',
      [MESH, own(undefined, { 8080: 'PERMISSIVE' })],
    ],
    [
      'PERMISSIVE',
      'an unset namespace between, which loses the STRICT of every port',
      [MESH, UNSET, own(undefined, { 81: 'PERMISSIVE' })],
    ],
  ];
  it.each(cases)('is %s with %s', (mode, _what, raw) => {
    expect(decide(raw).mode).toBe(mode);
  });
});
