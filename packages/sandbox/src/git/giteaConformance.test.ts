import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GITEA_CALLS, GiteaCall, Known, SEED } from './__fixtures__/giteaCalls';
import {
  AnswerNormaliser,
  NormalAnswer,
} from './__testUtils__/normaliseAnswer';
import {
  READER,
  TOKEN,
  TestAnswer,
  TestForge,
  base64,
  call,
  startTestForge,
} from './__testUtils__/startTestForge';

// What a real Gitea 1.26.0 answered. To record it again, start one (`yarn lab`)
// and run this file with GITEA_URL and GITEA_TOKEN, an administrator's.
const RECORD = path.join(__dirname, '__fixtures__', 'gitea-1.26.0.json');

const SETTLE_MS = 3000;

interface Target {
  url: string;
  repository: string;
  tokens: Record<'writer' | 'reader' | 'nobody' | 'impostor', string>;
  settle?: () => Promise<void>;
}

async function converse(target: Target): Promise<NormalAnswer[]> {
  const { url, repository, tokens } = target;
  const normaliser = new AnswerNormaliser(url, repository);
  const answers: NormalAnswer[] = [];
  let known: Known = {};
  for (const step of GITEA_CALLS) {
    if (step.settled) await target.settle?.();
    const answer = await call(
      `${url}/api/v1/repos/${repository}${step.path(known)}`,
      step.method,
      step.body?.(known),
      tokens[step.as ?? 'writer'],
    );
    answers.push(normaliser.normalise(step.name, answer));
    known = { ...known, ...keep(step, answer) };
  }
  return answers;
}

function keep(step: GiteaCall, answer: TestAnswer): Known | undefined {
  return answer.status < 300 ? step.keep?.(answer) : undefined;
}

async function record(url: string, token: string): Promise<void> {
  const name = `conformance-${Date.now()}`;
  const admin = (method: string, below: string, body?: unknown) =>
    call(`${url}/api/v1${below}`, method, body, token);
  await admin('POST', '/orgs/platform/repos', {
    name,
    private: true,
    default_branch: 'main',
  });
  await admin('POST', `/repos/platform/${name}/contents`, {
    branch: 'main',
    message: SEED.message,
    author: SEED.author,
    committer: SEED.author,
    dates: SEED.dates,
    files: Object.entries(SEED.files).map(([file, text]) => ({
      operation: 'create',
      path: file,
      content: base64(text),
    })),
  });
  const reader = `reader${Date.now()}`;
  const password = `${reader}-Aa1!`;
  await admin('POST', '/admin/users', {
    username: reader,
    password,
    email: `${reader}@example.com`,
    must_change_password: false,
  });
  await admin('POST', '/admin/users', {
    username: 'sam.okafor',
    password,
    email: 'sam.okafor@example.com',
    must_change_password: false,
  });
  await admin('PUT', `/repos/platform/${name}/collaborators/sam.okafor`, {
    permission: 'write',
  });
  const collaborator = `/repos/platform/${name}/collaborators/${reader}`;
  await admin('PUT', collaborator, { permission: 'read' });
  const created = await fetch(`${url}/api/v1/users/${reader}/tokens`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Basic ${base64(`${reader}:${password}`)}`,
    },
    body: JSON.stringify({ name: 'conformance', scopes: ['all'] }),
  });
  // Gitea's answer to a new token: its text is in sha1.
  const { sha1 } = (await created.json()) as { sha1: string };
  const answers = await converse({
    url,
    repository: `platform/${name}`,
    tokens: { writer: token, reader: sha1, nobody: '', impostor: 'wrong' },
    settle: () => sleep(SETTLE_MS),
  });
  await writeFile(RECORD, `${JSON.stringify(answers, null, 1)}\n`);
}

describe('the forge answers as Gitea 1.26.0 does', () => {
  let forge: TestForge;
  let ours: Map<string, NormalAnswer>;
  let theirs: Map<string, NormalAnswer>;

  beforeAll(async () => {
    const { GITEA_URL, GITEA_TOKEN, CI } = process.env;
    if (GITEA_URL && GITEA_TOKEN && !CI) await record(GITEA_URL, GITEA_TOKEN);
    forge = await startTestForge({
      seed: SEED.files,
      reviewer: 'sam.okafor',
    });
    const answers = await converse({
      url: forge.url,
      repository: 'platform/gitops',
      tokens: {
        writer: TOKEN,
        reader: READER.token,
        nobody: '',
        impostor: 'wrong',
      },
    });
    const recorded: NormalAnswer[] = JSON.parse(await readFile(RECORD, 'utf8'));
    ours = new Map(answers.map(answer => [answer.name, answer]));
    theirs = new Map(recorded.map(answer => [answer.name, answer]));
  }, 300_000);

  afterAll(() => forge?.close());

  it.each(GITEA_CALLS.map(({ name }) => name))('%s', name => {
    expect(ours.get(name)).toEqual(theirs.get(name));
  });
});
