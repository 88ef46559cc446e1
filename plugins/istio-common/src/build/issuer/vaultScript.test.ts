import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { vaultScript } from './vaultScript';
import type { VaultWrites } from './vaultWrites';

const SERVER = 'https://vault.example.com';

/** A `vault` that notes how it was called: words, input and surroundings. */
const STUB = `#!/bin/sh
call="$CALLS/$(ls "$CALLS" | wc -l)"
mkdir "$call"
for word in "$@"; do printf '%s\\0' "$word"; done > "$call/words"
cat > "$call/input"
printf '%s\\0%s' "$VAULT_ADDR" "\${VAULT_NAMESPACE:-}" > "$call/environment"
exit "\${STUB_EXIT:-0}"
`;

const folder = mkdtempSync(join(tmpdir(), 'meshwright-vault-script-'));
const stub = join(folder, 'vault');
writeFileSync(stub, STUB);
chmodSync(stub, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string, environment: Record<string, string> = {}) {
  const calls = mkdtempSync(join(folder, 'calls-'));
  const work = join(calls, '../work');
  mkdirSync(work, { recursive: true });
  const { status, stderr } = spawnSync('/bin/sh', ['-s'], {
    input: script,
    cwd: work,
    env: { PATH: `${folder}:/usr/bin:/bin`, CALLS: calls, ...environment },
    encoding: 'utf8',
  });
  const read = (call: string, file: string) =>
    readFileSync(join(calls, call, file), 'utf8');
  return {
    status,
    stderr,
    left: readdirSync(work),
    calls: readdirSync(calls)
      .sort()
      .map(call => ({
        words: read(call, 'words').split('\0').slice(0, -1),
        input: JSON.parse(read(call, 'input')),
        environment: read(call, 'environment').split('\0'),
      })),
  };
}

function writes(text: string): VaultWrites {
  return {
    policy: { name: text, path: text, capabilities: ['create', text] },
    pkiRole: {
      backend: text,
      name: text,
      settings: { allowed_domains: [text, text], require_cn: false, ttl: 60 },
    },
    authRole: { backend: text, name: text, settings: { audience: text } },
  };
}

const HOSTILE = [
  "'; touch broken; '",
  '$(touch broken)',
  '`touch broken`',
  '"; touch broken; "',
  '\nEND\ntouch broken\n',
  'END',
  '@/etc/passwd',
  "\\'",
  '${IFS}',
  '!!',
  '*',
  '',
];

describe('the Vault script', () => {
  const expectCalls = (text: string) => {
    const result = run(vaultScript(writes(text), { server: SERVER }));
    const { policy, pkiRole, authRole } = writes(text);
    expect(result).toEqual({
      status: 0,
      stderr: '',
      left: [],
      calls: [
        {
          words: ['policy', 'write', text, '-'],
          input: {
            path: { [policy.path]: { capabilities: policy.capabilities } },
          },
          environment: [SERVER, ''],
        },
        {
          words: ['write', `${text}/roles/${text}`, '-'],
          input: pkiRole.settings,
          environment: [SERVER, ''],
        },
        {
          words: ['write', `auth/${text}/role/${text}`, '-'],
          input: authRole.settings,
          environment: [SERVER, ''],
        },
      ],
    });
  };

  it.each(HOSTILE)('passes %j as it is', text => expectCalls(text));

  it('passes any text as it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          // NUL is the one character that no argument of a program can have.
          fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\0')),
          fc
            .array(fc.constantFrom("'", '"', '\\', '$', '`', '\n', 'END', '-'))
            .map(parts => parts.join('')),
        ),
        text => expectCalls(text),
      ),
      { numRuns: 60 },
    );
  });

  it('takes another address of Vault, and its namespace, from around it', () => {
    const script = vaultScript(writes('x'), {
      server: "https://a'b",
      vaultNamespace: "team's",
    });
    const seen = (environment: Record<string, string>) =>
      run(script, environment).calls.map(call => call.environment);
    expect(new Set(seen({}).map(String))).toEqual(
      new Set(["https://a'b,team's"]),
    );
    expect(seen({ VAULT_ADDR: 'https://from-outside' })[0]).toEqual([
      'https://from-outside',
      "team's",
    ]);
  });

  it('does the same again, and stops at the first command that fails', () => {
    const script = vaultScript(writes('x'), { server: SERVER });
    expect(run(script)).toEqual(run(script));
    const failed = run(script, { STUB_EXIT: '2' });
    expect([failed.status, failed.calls.length]).toEqual([2, 1]);
  });
});
