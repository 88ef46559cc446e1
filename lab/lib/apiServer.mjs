import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary } from './binaries.mjs';
import { freePorts } from './freePorts.mjs';
import { KubeApi } from './KubeApi.mjs';
import { waitFor } from './waitFor.mjs';

/**
 * The users of the token file: all of the cluster, what `reader-rbac.yaml`
 * grants, and nothing at all.
 */
const USERS = [
  { name: 'admin', groups: 'system:masters' },
  { name: 'reader', groups: 'meshwright:readers' },
  { name: 'nobody', groups: '' },
];

/** Starts kube-apiserver with RBAC, static tokens and a certificate of its own making. */
export async function startApiServer({ supervisor, runFolder }, etcd) {
  const [port] = await freePorts(1);
  const url = `https://127.0.0.1:${port}`;
  const tokens = writeTokenFile(join(runFolder, 'tokens.csv'));
  const serviceAccountKey = join(runFolder, 'service-account.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(
    serviceAccountKey,
    privateKey.export({ type: 'pkcs1', format: 'pem' }),
    {
      mode: 0o600,
    },
  );
  const certFolder = join(runFolder, 'apiserver');
  supervisor.start('kube-apiserver', binary('kube-apiserver'), [
    `--etcd-servers=${etcd.url}`,
    `--secure-port=${port}`,
    '--bind-address=127.0.0.1',
    `--cert-dir=${certFolder}`,
    `--service-account-issuer=https://kubernetes.default.svc`,
    `--service-account-key-file=${serviceAccountKey}`,
    `--service-account-signing-key-file=${serviceAccountKey}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    `--token-auth-file=${join(runFolder, 'tokens.csv')}`,
    '--allow-privileged=true',
    '--profiling=false',
  ]);
  const certFile = join(certFolder, 'apiserver.crt');
  const caData = await waitFor('kube-apiserver certificate', () =>
    readCa(certFile),
  );
  const apiServer = {
    url,
    caData,
    adminToken: tokens.admin,
    certFile,
    serviceAccountKey,
  };
  const api = new KubeApi({ url, caData, token: tokens.admin });
  await waitFor(
    'kube-apiserver',
    signal => api.get('/readyz', { text: true, signal }),
    {
      everyMs: 100,
    },
  );
  return { apiServer, tokens, api };
}

function writeTokenFile(path) {
  const tokens = {};
  const lines = USERS.map(({ name, groups }, index) => {
    tokens[name] = randomBytes(24).toString('hex');
    return `${tokens[name]},${name},uid-${index},"${groups}"\n`;
  });
  writeFileSync(path, lines.join(''), { mode: 0o600 });
  return tokens;
}

/** The file holds the serving certificate and then the authority that signed it. */
async function readCa(certFile) {
  try {
    const blocks = readFileSync(certFile, 'utf8').match(
      /-----BEGIN[\s\S]+?-----END .+-----\n?/g,
    );
    return blocks?.length > 1 && Buffer.from(blocks.at(-1)).toString('base64');
  } catch {
    return undefined; // not written yet
  }
}
