import {
  CertificateAuthority,
  makeKeyPair,
  privateKeyPem,
} from '@meshwright/sandbox';
import { createPemReader } from './createPemReader';

const notBefore = new Date('2026-01-01T00:00:00Z');
const notAfter = new Date('2026-04-01T00:00:00Z');

describe('createPemReader', () => {
  let root: CertificateAuthority;
  let intermediate: string;
  let leaf: string;
  let key: string;
  let otherKey: string;

  beforeAll(async () => {
    root = await CertificateAuthority.create('root', notBefore, notAfter);
    const middle = await makeKeyPair('ECDSA');
    intermediate = await root.sign(middle.publicKey, {
      commonName: 'middle',
      isCA: true,
      notBefore,
      notAfter,
    });
    const signer = await CertificateAuthority.fromPem(
      intermediate,
      privateKeyPem(middle),
    );
    const keys = await makeKeyPair('ECDSA');
    key = privateKeyPem(keys);
    otherKey = privateKeyPem(await makeKeyPair('ECDSA'));
    leaf = await signer.sign(keys.publicKey, {
      commonName: 'shop.example.com',
      dnsNames: ['shop.example.com', '*.shop.example.com'],
      notBefore,
      notAfter,
    });
  });

  it('reads the facts of every certificate in its order', () => {
    const { certificates, unreadable, chained } = createPemReader().read(
      leaf + intermediate + root.pem,
    );
    expect(unreadable).toBe(0);
    expect(chained).toBe(true);
    expect(certificates).toEqual([
      {
        subject: 'CN=shop.example.com',
        issuer: 'CN=middle',
        serialNumber: expect.stringMatching(/^[0-9a-f]+$/),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        notBefore: '2026-01-01T00:00:00.000Z',
        notAfter: '2026-04-01T00:00:00.000Z',
        dnsNames: ['shop.example.com', '*.shop.example.com'],
        isCa: false,
      },
      expect.objectContaining({ subject: 'CN=middle', isCa: true }),
      expect.objectContaining({
        subject: 'O=Meshwright sandbox, CN=root',
        issuer: 'O=Meshwright sandbox, CN=root',
        isCa: true,
      }),
    ]);
  });

  it('tells a chain from a heap', () => {
    const { read } = createPemReader();
    expect(read(intermediate + leaf).chained).toBe(false);
    expect(read(leaf + root.pem).chained).toBe(false);
    expect(read(leaf).chained).toBe(true);
  });

  it('answers the same object for the same text', () => {
    const reader = createPemReader();
    expect(reader.read(root.pem)).toBe(reader.read(`${root.pem}`));
  });

  it.each([
    ['nothing', '', 0, 0],
    ['no PEM', 'hello', 0, 1],
    [
      'a damaged block',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      0,
      1,
    ],
  ])('does not throw on %s', (_, text, certificates, unreadable) => {
    const contents = createPemReader().read(text);
    expect(contents.certificates).toHaveLength(certificates);
    expect(contents.unreadable).toBe(unreadable);
  });

  it('keeps nothing of a key', () => {
    const reader = createPemReader();
    const contents = reader.read(key + leaf);
    expect(contents.unreadable).toBe(1);
    expect(contents.certificates).toHaveLength(1);
    const [, body] = key.split('\n');
    expect(JSON.stringify(contents)).not.toContain(body);
  });

  it('says whether a key fits', () => {
    const { keyMatches } = createPemReader();
    expect(keyMatches(leaf + intermediate, key)).toBe(true);
    expect(keyMatches(leaf, otherKey)).toBe(false);
    expect(keyMatches(leaf, 'no key')).toBeUndefined();
    expect(keyMatches('no certificate', key)).toBeUndefined();
  });
});
