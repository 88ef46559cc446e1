import { recordAnswers } from '@meshwright/test-kit';
import { exposedLines, gatewayFacts } from '../../testing/gatewayFacts';
import {
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const HOST = 'web.example.com';
const MESH = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawService(),
  rawIssuer(),
  rawCertificate(),
];

function server(number: number, tls?: Json, host = HOST, protocol = 'HTTP') {
  return {
    port: { number, name: `${protocol}-${number}`.toLowerCase(), protocol },
    hosts: [host],
    ...(tls && { tls }),
  };
}

const REDIRECT = { httpsRedirect: true };
const HTTPS = { mode: 'SIMPLE', credentialName: 'web-tls' };

/** A route to what is there, and one to what is not. */
const GOOD = rawRoute(HOST, 'cart', { gateways: ['web'] });
const BAD = rawRoute(HOST, 'gone', { gateways: ['web'] });

function lines(...raw: unknown[]) {
  const facts = gatewayFacts([...MESH, ...raw]);
  answer(facts);
  return exposedLines(facts);
}

describe('servers that redirect to HTTPS', () => {
  it('answer by themselves, whatever their routes lead to', () => {
    const both = [server(80, REDIRECT), server(443, HTTPS, HOST, 'HTTPS')];
    expect(lines(rawGateway(both), GOOD)).toEqual([
      `${HOST} shop/web:80 exposed`,
      `${HOST} shop/web:443 exposed`,
    ]);
    expect(lines(rawGateway(both), BAD)).toEqual([
      `${HOST} shop/web:80 exposed`,
      `${HOST} shop/web:443 broken`,
    ]);
  });

  it('take along the host of another server on the port, and no other host', () => {
    const plain = rawGateway([server(80)], { name: 'plain' });
    const bound = rawRoute(HOST, 'gone', { gateways: ['plain', 'web'] });
    const wide = rawGateway([server(80, REDIRECT, '*.example.com')]);
    expect(lines(plain, wide, bound)).toEqual([
      `${HOST} shop/plain:80 exposed`,
      `${HOST} shop/web:80 exposed`,
    ]);
    const other = rawGateway([server(80, REDIRECT, 'other.example.com')]);
    expect(lines(plain, other, bound)).toEqual([`${HOST} shop/plain:80 broken`]);
  });

  it('need no route', () => {
    expect(lines(rawGateway([server(80, REDIRECT)]))).toEqual([]);
    expect(lines(rawGateway([server(80)]))).toEqual([
      `${HOST} shop/web:80 broken`,
    ]);
  });

  it('need pods', () => {
    const away = rawGateway([server(80, REDIRECT)], { selector: { a: 'b' } });
    expect(lines(away, GOOD)).toEqual([`${HOST} shop/web:80 broken`]);
  });

  it('mean nothing to a client that came by HTTPS', () => {
    const odd = rawGateway([
      server(443, { ...HTTPS, ...REDIRECT }, HOST, 'HTTPS'),
    ]);
    expect(lines(odd, BAD)).toEqual([`${HOST} shop/web:443 broken`]);
    expect(lines(odd)).toEqual([`${HOST} shop/web:443 broken`]);
    expect(lines(odd, GOOD)).toEqual([`${HOST} shop/web:443 exposed`]);
  });
});
