import { X509Certificate } from 'node:crypto';
import { applyDefinitions, definitionsOf } from './applyDefinitions';
import { says, Stage } from './certificates/Stage';

jest.setTimeout(180_000);

describe('an issuer with a root of its own', () => {
  let stage: Stage;

  const issuerOf = (name: string, more: object) =>
    definitionsOf('issuer', {
      cluster: 'lab',
      namespace: stage.namespace,
      name,
      ...more,
    });

  const untilReady = (kind: string, name: string) =>
    stage.until(
      kind,
      object =>
        object.metadata.name === name &&
        says(object, 'Ready').startsWith('True'),
    );

  /** The certificates in a Secret: its own, and its CA. */
  const secretOf = async (name: string) => {
    const secret = await stage.get('Secret', name);
    // A Secret of the API server.
    const { data } = secret as unknown as { data: Record<string, string> };
    const read = (key: string) =>
      new X509Certificate(Buffer.from(data[key], 'base64'));
    return { own: read('tls.crt'), ca: read('ca.crt') };
  };

  const certificate = (name: string, issuer: string) =>
    definitionsOf('certificate', {
      cluster: 'lab',
      namespace: stage.namespace,
      name,
      dnsNames: [`${name}.example.com`],
      issuer: { kind: 'Issuer', name: issuer },
    });

  beforeAll(async () => {
    stage = await Stage.open('root', '');
    const root = { type: 'selfSigned', selfSigned: { commonName: 'Lab root' } };
    await applyDefinitions(issuerOf('lab', root).objects);
  });
  afterAll(() => stage?.close());

  it('signs, and everything it signed has that root', async () => {
    await untilReady('Issuer', 'lab');
    await applyDefinitions(certificate('web', 'lab').objects);
    await untilReady('Certificate', 'web');
    const { own, ca } = await secretOf('web');
    const root = await secretOf('lab-root-ca');
    expect(ca.fingerprint256).toBe(root.own.fingerprint256);
    expect(own.verify(root.own.publicKey)).toBe(true);
    expect([root.own.ca, root.own.subject]).toEqual([true, 'CN=Lab root']);
  });

  it('is one that an issuer of type ca signs with too, by the name of its Secret', async () => {
    const ca = { type: 'ca', ca: { secretName: 'lab-root-ca' } };
    await applyDefinitions(issuerOf('again', ca).objects);
    await untilReady('Issuer', 'again');
    await applyDefinitions(certificate('api', 'again').objects);
    await untilReady('Certificate', 'api');
    const { own } = await secretOf('api');
    expect(own.issuer).toBe('CN=Lab root');
  });
});
