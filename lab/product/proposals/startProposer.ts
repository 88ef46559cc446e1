import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ProposeResult } from '@meshwright/backstage-plugin-istio-node';
import type { Death } from './dieAt';
import type { Target } from './proposal';

/** What a proposer does. */
export interface Order {
  target: Target;
  /** `bring-in` also merges, and proposes again until that works. */
  task: 'propose' | 'bring-in';
  services: string[];
  port?: number;
  dieAt?: Death;
}

/** How a proposer ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  results: ProposeResult[];
  errors: string;
}

/** Starts a process that proposes, and waits for its end. */
export function startProposer(order: Order): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [
      ...[
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      join(__dirname, 'proposer.ts'),
      JSON.stringify(order),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [out, errors] = ['', ''];
  child.stdout.on('data', chunk => (out += chunk));
  child.stderr.on('data', chunk => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const line = out.trim().split('\n').at(-1);
      resolve({
        ...{ code, signal, errors },
        results: line ? JSON.parse(line) : [],
      });
    });
  });
}
