import { createMockDirectory } from '@backstage/backend-test-utils';
import type { ClusterSpec } from '../config/ClusterSpec';
import { nativeImport } from '@meshwright/test-kit';
import { resolveConnection } from './resolveConnection';
import type { LoadKubernetesClient } from './resolveKubeconfig';

const BASE: ClusterSpec = {
  name: 'eu-1',
  url: 'https://eu-1.example.com/k8s',
  auth: { type: 'none' },
  skipTLSVerify: false,
};

const loadClient: LoadKubernetesClient = async () =>
  (await nativeImport('@kubernetes/client-node')) as Awaited<
    // What Node imports under this name has this type.
    ReturnType<LoadKubernetesClient>
  >;

const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: first
clusters:
  - name: first
    cluster: { server: https://first.example.com }
  - name: second
    cluster: { server: https://second.example.com, insecure-skip-tls-verify: true }
users:
  - name: one
    user: { token: one }
  - name: ana
    user: { username: ana, password: secret }
contexts:
  - name: first
    context: { cluster: first, user: one }
  - name: second
    context: { cluster: second, user: ana }
`;

describe('resolveConnection', () => {
  const directory = createMockDirectory();

  it('sends the configured token to the configured address', async () => {
    const connection = await resolveConnection({
      ...BASE,
      auth: { type: 'token', token: 'abc' },
      caData: Buffer.from('CA').toString('base64'),
    });
    expect(connection.server.href).toBe('https://eu-1.example.com/k8s');
    expect(connection.headers).toEqual({ authorization: 'Bearer abc' });
    expect(connection.tls).toEqual({
      ca: Buffer.from('CA'),
      rejectUnauthorized: true,
    });
  });

  it('reads a token that rotates in its file', async () => {
    directory.setContent({ token: 'first\n', 'ca.crt': 'CA' });
    const spec: ClusterSpec = {
      ...BASE,
      auth: { type: 'tokenFile', path: directory.resolve('token') },
      caFile: directory.resolve('ca.crt'),
      skipTLSVerify: true,
    };
    const first = await resolveConnection(spec);
    expect(first.headers).toEqual({ authorization: 'Bearer first' });
    expect(first.tls).toEqual({
      ca: Buffer.from('CA'),
      rejectUnauthorized: false,
    });
    directory.setContent({ token: 'second', 'ca.crt': 'CA' });
    const second = await resolveConnection(spec);
    expect(second.headers).toEqual({ authorization: 'Bearer second' });
  });

  it('says why it cannot sign in', async () => {
    await expect(
      resolveConnection({
        ...BASE,
        auth: { type: 'unsupported', reason: 'no way in' },
      }),
    ).rejects.toMatchObject({ kind: 'unauthenticated', message: 'no way in' });

    directory.setContent({ token: '' });
    await expect(
      resolveConnection({
        ...BASE,
        auth: { type: 'tokenFile', path: directory.resolve('token') },
      }),
    ).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('resolveConnection of a kubeconfig', () => {
  const directory = createMockDirectory();

  it('takes address and credential from its context', async () => {
    directory.setContent({ config: KUBECONFIG });
    const path = directory.resolve('config');
    const current = await resolveConnection(
      {
        ...BASE,
        url: undefined,
        auth: { type: 'kubeconfig', path },
      },
      loadClient,
    );
    expect(current.server.href).toBe('https://first.example.com/');
    expect(current.headers).toEqual({ authorization: 'Bearer one' });
    expect(current.tls.rejectUnauthorized).toBe(true);

    const other = await resolveConnection(
      {
        ...BASE,
        url: undefined,
        auth: { type: 'kubeconfig', path, context: 'second' },
      },
      loadClient,
    );
    expect(other.server.href).toBe('https://second.example.com/');
    expect(other.headers).toEqual({
      authorization: `Basic ${Buffer.from('ana:secret').toString('base64')}`,
    });
    expect(other.tls.rejectUnauthorized).toBe(false);

    await expect(
      resolveConnection(
        {
          ...BASE,
          url: undefined,
          auth: { type: 'kubeconfig', path, context: 'third' },
        },
        loadClient,
      ),
    ).rejects.toThrow("the kubeconfig has no cluster for context 'third'");
  });
});
