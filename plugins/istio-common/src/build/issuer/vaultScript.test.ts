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

/**
 * A `vault` that notes how it was asked to write: words, input and
 * surroundings. What it says when it is asked to read stands in `$THERE`, in a
 * file per word that it was asked by; nothing is there without.
 */
const STUB = `#!/bin/sh
if [ "$1 $2" = 'auth list' ]; then
  if [ -n "\${STUB_DENIES:-}" ]; then exit 2; fi
  printf '%s' "\${MOUNTS:-{\}}"
  exit
fi
for word in "$@"; do
  if [ "$word" = read ]; then
    if [ -n "\${STUB_DENIES:-}" ]; then echo "Code: 403. permission denied" >&2; exit 2; fi
    case "$1 $2" in
      'read auth/eu/'*)
        if [ -z "\${MOUNTS:-}" ]; then
          echo "Code: 404. no handler for route \"$2\". route entry not found." >&2
          exit 2
        fi
        ;;
    esac
    if [ -z "\${THERE:-}" ]; then
      case "$1" in
        policy) echo "No policy named: $3" >&2 ;;
        *) echo "No value found at $2" >&2 ;;
      esac
      exit 2
    fi
    for field in "$@"; do
      case "$field" in -field=*) exec cat "$THERE/\${field#-field=}" ;; esac
    done
    exec cat "$THERE/policy"
  fi
  [ "$word" = policy ] || break
done
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

function run(
  script: string,
  environment: Record<string, string> = {},
  ...words: string[]
) {
  const calls = mkdtempSync(join(folder, 'calls-'));
  const work = join(calls, '../work');
  mkdirSync(work, { recursive: true });
  const { status, stderr } = spawnSync('/bin/sh', ['-s', '--', ...words], {
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
        input: JSON.parse(read(call, 'input') || 'null'),
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

describe('the Vault script, where something is there already', () => {
  const script = vaultScript(writes('x'), { server: SERVER });
  const same: Record<string, string> = {
    policy: '{ "path": { "x": {\n "capabilities": ["create", "x"] } } }\n',
    allowed_domains: '[\n  "x",\n  "x"\n]\n',
    require_cn: 'false\n',
    ttl: '60\n',
    audience: '"x"\n',
  };

  /** Runs it where Vault says that of what is there. */
  function runBeside(change: Record<string, string>, ...words: string[]) {
    const there = mkdtempSync(join(folder, 'there-'));
    for (const [field, text] of Object.entries({ ...same, ...change })) {
      writeFileSync(join(there, field), text);
    }
    return run(script, { THERE: there }, ...words);
  }

  it('leaves it as it is when it reads the same', () => {
    expect(runBeside({})).toMatchObject({ status: 0, stderr: '', calls: [] });
  });

  it.each([
    ['policy', '{"path":{}}', 'policy x: policy is {"path":{}}, would be '],
    [
      'allowed_domains',
      '["x", "y"]',
      'x/roles/x: allowed_domains is ["x","y"], would be ["x","x"]',
    ],
    ['ttl', '3600', 'x/roles/x: ttl is 3600, would be 60'],
    ['audience', '""', 'auth/x/role/x: audience is "", would be "x"'],
  ])('tells another %s, and writes nothing', (field, text, expected) => {
    const { status, stderr, calls } = runBeside({ [field]: text });
    expect([status, calls]).toEqual([3, []]);
    expect(stderr).toContain(expected);
    expect(stderr).toMatch(/Nothing was written\. Give --force/);
    expect(stderr.split('would be')).toHaveLength(2);
  });

  it('replaces all of it when told to', () => {
    const { status, calls } = runBeside({ ttl: '3600' }, '--force');
    expect([status, calls.length]).toEqual([0, 3]);
  });

  it('writes nothing where Vault does not tell what is there', () => {
    const denied = run(script, { STUB_DENIES: '1' });
    expect([denied.status, denied.calls]).toEqual([3, []]);
    expect(denied.stderr).toMatch(/permission denied\n.*nothing was written/);
  });

  it('takes no other word', () => {
    const { status, stderr, calls } = run(script, {}, '--forced');
    expect([status, calls]).toEqual([64, []]);
    expect(stderr).toContain('[--force]');
  });
});

describe('the Vault script, where the auth method is asked for too', () => {
  const method = (mount: string, reviewerToken: boolean): VaultWrites => ({
    ...writes('x'),
    authRole: { ...writes('x').authRole, backend: mount },
    authMethod: {
      mount,
      config: { kubernetes_host: 'https://x', disable_local_ca_jwt: true },
      reviewerToken,
    },
  });
  const script = (reviewerToken = false, mount = 'eu/one') =>
    vaultScript(method(mount, reviewerToken), { server: SERVER });
  const enable = ['auth', 'enable', '-path=eu/one', 'kubernetes'];
  const configure = ['write', 'auth/eu/one/config', '-'];

  it('mounts it first, then configures it', () => {
    const { status, calls } = run(script());
    expect([status, calls.length]).toEqual([0, 5]);
    expect(calls.slice(0, 2)).toMatchObject([
      { words: enable },
      { words: configure, input: { kubernetes_host: 'https://x' } },
    ]);
  });

  it.each([[], ['--force']])('does not mount it twice (%j)', (...words) => {
    const MOUNTS = '{\n  "eu/one/": {\n "type": "kubernetes" } }';
    const { status, calls } = run(script(), { MOUNTS }, ...words);
    expect(status).toBe(0);
    expect(calls.map(call => call.words[1])).not.toContain('enable');
    expect(calls[0].words).toEqual(configure);
  });

  it('takes no other mount for it, nor what a description says', () => {
    for (const MOUNTS of [
      '{ "not-eu/one/": {} }',
      '{ "token/": { "description": "\\"eu/one/\\": {" } }',
    ]) {
      expect(run(script(), { MOUNTS }).calls[0].words).toEqual(enable);
    }
  });

  it('writes nothing where Vault does not tell what is mounted', () => {
    const { status, stderr, calls } = run(
      script(),
      { STUB_DENIES: '1' },
      '--force',
    );
    expect([status, calls]).toEqual([3, []]);
    expect(stderr).toContain('nothing was written');
  });

  it('tells another configuration, and leaves it', () => {
    const there = mkdtempSync(join(folder, 'method-'));
    for (const [field, text] of Object.entries({
      ...{ kubernetes_host: '"https://y"', disable_local_ca_jwt: 'true' },
      ...{ policy: '{"path":{"x":{"capabilities":["create","x"]}}}' },
      ...{ allowed_domains: '["x","x"]', require_cn: 'false', ttl: '60' },
      audience: '"x"',
    })) {
      writeFileSync(join(there, field), text);
    }
    const { status, stderr, calls } = run(script(), {
      ...{ THERE: there, MOUNTS: '{"eu/one/":{}}' },
    });
    expect([status, calls]).toEqual([3, []]);
    expect(stderr).toContain(
      'auth/eu/one/config: kubernetes_host is "https://y", would be "https://x"',
    );
  });

  it('reads the token of a reviewer from a file, and writes nothing without', () => {
    const file = join(folder, 'reviewer');
    writeFileSync(file, 'secret');
    const { calls } = run(script(true), { REVIEWER_JWT_FILE: file });
    // As its name: what is in it is on no command line and in no input.
    expect(calls[1].words).toEqual([
      ...configure,
      `token_reviewer_jwt=@${file}`,
    ]);
    expect(JSON.stringify(calls)).not.toContain('secret');
    const without = run(script(true));
    expect([without.status, without.calls]).toEqual([64, []]);
    expect(without.stderr).toContain('REVIEWER_JWT_FILE');
  });
});
