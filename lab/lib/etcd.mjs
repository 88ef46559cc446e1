import { join } from 'node:path';
import { binary } from './binaries.mjs';
import { freePorts } from './freePorts.mjs';
import { waitFor } from './waitFor.mjs';

/** Starts etcd. Its data needs to outlive nothing, so it never waits for the disk. */
export async function startEtcd({ supervisor, runFolder }) {
  const [client, peer] = await freePorts(2);
  const url = `http://127.0.0.1:${client}`;
  const peerUrl = `http://127.0.0.1:${peer}`;
  supervisor.start('etcd', binary('etcd'), [
    `--data-dir=${join(runFolder, 'etcd')}`,
    '--unsafe-no-fsync',
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
    '--log-level=warn',
  ]);
  await waitFor(
    'etcd',
    async signal => (await fetch(`${url}/health`, { signal })).ok,
  );
  return { url };
}
