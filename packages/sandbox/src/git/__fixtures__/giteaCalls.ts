/** Values that one answer gives and a later call needs. */
export type Known = Record<string, string>;

/** One step of the conversation that the forge and Gitea must answer alike. */
export interface GiteaCall {
  name: string;
  method: string;
  path: (known: Known) => string;
  body?: (known: Known) => unknown;
  /** Who calls; the account that may write when absent. */
  as?: 'nobody' | 'reader' | 'impostor';
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- an answer that is missing what is kept fails the test
  keep?: (answer: { body: any }) => Known;
  /** Whether Gitea needs time first: it looks for conflicts, and follows branches, in the background. */
  settled?: boolean;
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

const AUTHOR = { name: 'Ana Ruiz', email: 'ana@example.com' };
const DATES = {
  author: '2026-01-05T09:00:00Z',
  committer: '2026-01-05T09:00:00Z',
};

const by = {
  author: AUTHOR,
  committer: AUTHOR,
};

/** What the repository holds before the first call. */
export const SEED = {
  message: 'The platform as it is today',
  author: { name: 'Platform team', email: 'platform@example.com' },
  dates: DATES,
  files: {
    'README.md': '# GitOps\n',
    'clusters/eu-1/kustomization.yaml': 'resources:\n  - shop\n',
    'clusters/eu-1/shop/kustomization.yaml': 'resources: []\n',
  },
};

function get(name: string, path: string, more: Partial<GiteaCall> = {}) {
  return { name, method: 'GET', path: () => path, ...more };
}

function send(
  name: string,
  method: string,
  path: string,
  body: GiteaCall['body'],
  more: Partial<GiteaCall> = {},
) {
  return { name, method, path: () => path, body, ...more };
}

const file = (operation: string, path: string, text: string, sha?: string) => ({
  operation,
  path,
  content: base64(text),
  ...(sha ? { sha } : {}),
});

const README = 'b7d55ae5ff1ff6ff0e1e0bf0f2ac0c9bc6ef0000';

const READS: GiteaCall[] = [
  get('the repository', ''),
  get('the repository, for nobody', '', { as: 'nobody' }),
  get('the repository, with a wrong token', '', { as: 'impostor' }),
  get('the branches', '/branches'),
  get('one branch', '/branches/main', {
    keep: ({ body }) => ({ main: body.commit.id }),
  }),
  get('a branch that is missing', '/branches/none'),
  get('a folder', '/contents/clusters/eu-1'),
  get('the root folder', '/contents?ref=main'),
  get('a file', '/contents/README.md?ref=main', {
    keep: ({ body }) => ({ readme: body.sha }),
  }),
  get('a file that is missing', '/contents/none.yaml'),
  get('a file at a ref that is missing', '/contents/README.md?ref=none'),
  get('a file as bytes', '/raw/README.md?ref=main'),
  get('bytes that are missing', '/raw/none.md'),
  {
    ...get('a file at a commit', ''),
    path: ({ main }) => `/contents/README.md?ref=${main}`,
  },
  get(
    'several files',
    `/file-contents?ref=main&body=${encodeURIComponent(
      '{"files":["README.md","none.yaml"]}',
    )}`,
  ),
  get('several files of nothing', '/file-contents?ref=main&body=x'),
  send('several files by a body', 'POST', '/file-contents?ref=main', () => ({
    files: ['clusters/eu-1/kustomization.yaml'],
  })),
  get('a tree', '/git/trees/main'),
  get('a whole tree', '/git/trees/main?recursive=true'),
  get('a page of a tree', '/git/trees/main?recursive=true&per_page=2&page=2'),
  get('a tree that is missing', '/git/trees/none'),
  { ...get('a blob', ''), path: ({ readme }) => `/git/blobs/${readme}` },
  get('a blob that is missing', `/git/blobs/${README}`),
  { ...get('a commit', ''), path: ({ main }) => `/git/commits/${main}` },
  get('a commit by its branch', '/git/commits/main'),
  get('a commit that is missing', '/git/commits/none'),
  get('a commit with a hostile name', '/git/commits/a..b'),
  get('the commits', '/commits?sha=main'),
  get('the commits of a path', '/commits?path=README.md'),
  get('the commits of no path', '/commits?path=none'),
  get('the commits of no branch', '/commits?sha=none'),
  get('a ref', '/git/refs/heads/main'),
  get('a ref that is missing', '/git/refs/heads/none'),
];

const CHANGES: GiteaCall[] = [
  send('a change on a new branch', 'POST', '/contents', ({ readme }) => ({
    ...by,
    branch: 'main',
    new_branch: 'change/one',
    message: 'Expose the cart',
    files: [
      file('create', 'clusters/eu-1/shop/cart.yaml', 'kind: Gateway\n'),
      file('update', 'README.md', '# GitOps\n\nMore.\n', readme),
      file('delete', 'clusters/eu-1/shop/kustomization.yaml', ''),
    ],
  })),
  send('the same branch again', 'POST', '/contents', () => ({
    ...by,
    branch: 'main',
    new_branch: 'change/one',
    message: 'again',
    files: [file('create', 'a.yaml', 'a: 1\n')],
  })),
  send('from a branch that is missing', 'POST', '/contents', () => ({
    branch: 'none',
    new_branch: 'change/two',
    files: [file('create', 'a.yaml', 'a: 1\n')],
  })),
  send('a file that exists', 'POST', '/contents', () => ({
    branch: 'change/one',
    files: [file('create', 'README.md', 'x')],
  })),
  send('an update with an old sha', 'POST', '/contents', ({ readme }) => ({
    branch: 'change/one',
    files: [file('update', 'README.md', 'x', readme)],
  })),
  send('an update of a missing file', 'POST', '/contents', ({ readme }) => ({
    branch: 'change/one',
    files: [file('update', 'none.yaml', 'x', readme)],
  })),
  send('a delete of a missing file', 'POST', '/contents', ({ readme }) => ({
    branch: 'change/one',
    files: [file('delete', 'none.yaml', '', readme)],
  })),
  send('a file below a file', 'POST', '/contents', () => ({
    branch: 'change/one',
    files: [file('create', 'README.md/x.yaml', 'x')],
  })),
  send('a file over a folder', 'POST', '/contents', () => ({
    branch: 'change/one',
    files: [file('create', 'clusters/eu-1', 'x')],
  })),
  send("a file in git's folder", 'POST', '/contents', () => ({
    branch: 'change/one',
    files: [file('create', 'a/.GIT/config', 'x')],
  })),
  send('content that is no base64', 'POST', '/contents', () => ({
    branch: 'change/one',
    files: [{ operation: 'create', path: 'a.yaml', content: '%%%' }],
  })),
  send('no files', 'POST', '/contents', () => ({ branch: 'change/one' })),
  send('a branch with a hostile name', 'POST', '/contents', () => ({
    branch: 'main',
    new_branch: 'a..b',
    files: [file('create', 'a.yaml', 'a: 1\n')],
  })),
  send(
    'a change by a reader',
    'POST',
    '/contents',
    () => ({
      branch: 'main',
      new_branch: 'change/three',
      files: [file('create', 'a.yaml', 'a: 1\n')],
    }),
    { as: 'reader' },
  ),
  send(
    'a change by nobody',
    'POST',
    '/contents',
    () => ({ branch: 'main', files: [] }),
    { as: 'nobody' },
  ),
  send('a change without a sha', 'POST', '/contents', () => ({
    ...by,
    branch: 'change/one',
    message: 'No sha',
    files: [file('update', 'README.md', '# GitOps\n\nStill more.\n')],
  })),
  send('an upload over a file', 'POST', '/contents', () => ({
    ...by,
    branch: 'change/one',
    message: 'Upload',
    files: [file('upload', 'README.md', '# GitOps\n\nEven more.\n')],
  })),
  send('one file made', 'POST', '/contents/one.yaml', () => ({
    ...by,
    branch: 'change/one',
    message: 'One',
    content: base64('one: 1\n'),
  })),
  {
    ...get('that file', '/contents/one.yaml?ref=change/one'),
    keep: ({ body }) => ({ one: body.sha }),
  },
  send('one file updated', 'PUT', '/contents/one.yaml', ({ one }) => ({
    ...by,
    branch: 'change/one',
    message: 'Two',
    sha: one,
    content: base64('one: 2\n'),
  })),
  {
    ...get('it again', '/contents/one.yaml?ref=change/one'),
    keep: ({ body }) => ({ one: body.sha }),
  },
  send('one file deleted', 'DELETE', '/contents/one.yaml', ({ one }) => ({
    ...by,
    branch: 'change/one',
    message: 'Gone',
    sha: one,
  })),
  send('a delete without a sha', 'DELETE', '/contents/README.md', () => ({
    branch: 'change/one',
  })),
  get('a branch with a slash', '/branches/change/one'),
  get('a branch with an encoded slash', '/branches/change%2Fone'),
  get('a comparison', '/compare/main...change/one'),
  get('a comparison with nothing', '/compare/main...none'),
];

const BRANCHES: GiteaCall[] = [
  send('a new branch', 'POST', '/branches', () => ({
    new_branch_name: 'side',
    old_ref_name: 'main',
  })),
  send('the same again', 'POST', '/branches', () => ({
    new_branch_name: 'side',
    old_ref_name: 'main',
  })),
  send('one below it', 'POST', '/branches', () => ({
    new_branch_name: 'side/below',
    old_ref_name: 'main',
  })),
  send('one without a name', 'POST', '/branches', () => ({})),
  send('one with a hostile name', 'POST', '/branches', () => ({
    new_branch_name: 'x.lock',
  })),
  send('from an old branch that is missing', 'POST', '/branches', () => ({
    new_branch_name: 'side2',
    old_branch_name: 'none',
  })),
  send(
    'one by a reader',
    'POST',
    '/branches',
    () => ({ new_branch_name: 'side3' }),
    { as: 'reader' },
  ),
  send('a branch taken away', 'DELETE', '/branches/side', undefined),
  send('the same again, gone', 'DELETE', '/branches/side', undefined),
  send('the default branch', 'DELETE', '/branches/main', undefined),
];

const pull =
  (head: string, title: string, body = 'Because.') =>
  () => ({
    head,
    base: 'main',
    title,
    body,
  });

const PULLS: GiteaCall[] = [
  get('no pull requests', '/pulls?state=open'),
  send('a pull request', 'POST', '/pulls', pull('change/one', 'Expose it')),
  send('the same again', 'POST', '/pulls', pull('change/one', 'Expose it')),
  send('from a missing branch', 'POST', '/pulls', pull('none', 'x')),
  send('from itself', 'POST', '/pulls', pull('main', 'x')),
  send('without a title', 'POST', '/pulls', pull('change/one', '')),
  send('by nobody', 'POST', '/pulls', pull('change/one', 'x'), {
    as: 'nobody',
  }),
  get('it', '/pulls/1', { keep: ({ body }) => ({ head: body.head.sha }) }),
  get('one that is missing', '/pulls/99'),
  get('the open ones', '/pulls?state=open&limit=10'),
  get('the open ones of another base', '/pulls?state=open&base_branch=none'),
  get('it by its branches', '/pulls/main/change%2Fone'),
  get('none by its branches', '/pulls/main/none'),
  get('its commits', '/pulls/1/commits'),
  get('its files', '/pulls/1/files'),
  get('whether it is merged', '/pulls/1/merge'),
  send('its text changed', 'PATCH', '/pulls/1', () => ({
    title: 'Expose the cart',
    body: 'Because of the shop.',
  })),
  send('its text changed by a reader', 'PATCH', '/pulls/1', () => ({}), {
    as: 'reader',
  }),
  send('a text that somebody changed', 'PATCH', '/pulls/1', () => ({
    body: 'Too late.',
    content_version: 0,
  })),
  send('a state that is unknown', 'PATCH', '/pulls/1', () => ({
    state: 'odd',
  })),
  send('a review asked for', 'POST', '/pulls/1/requested_reviewers', () => ({
    reviewers: ['sam.okafor'],
  })),
  send('the same again', 'POST', '/pulls/1/requested_reviewers', () => ({
    reviewers: ['sam.okafor'],
  })),
  send('a review by nobody', 'POST', '/pulls/1/requested_reviewers', () => ({
    reviewers: ['nobody.known'],
  })),
  send('a review by no team', 'POST', '/pulls/1/requested_reviewers', () => ({
    team_reviewers: ['none'],
  })),
  get('the reviews', '/pulls/1/reviews'),
  get('it, with a reviewer', '/pulls/1'),
  send(
    'an update of what is up to date',
    'POST',
    '/pulls/1/update',
    () => ({}),
  ),
  send('main moves on', 'POST', '/contents', () => ({
    ...by,
    branch: 'main',
    message: 'Meanwhile',
    files: [file('create', 'meanwhile.yaml', 'a: 1\n')],
  })),
  send('an update by a reader', 'POST', '/pulls/1/update', () => ({}), {
    as: 'reader',
  }),
  send('an update', 'POST', '/pulls/1/update?style=merge', () => ({})),
  {
    ...get('it, updated', '/pulls/1'),
    settled: true,
    keep: ({ body }) => ({ head: body.head.sha }),
  },
  send('a label', 'POST', '/labels', () => ({
    name: 'mesh',
    color: '#00aabb',
  })),
  send('a label without a colour', 'POST', '/labels', () => ({ name: 'x' })),
  send('a label set', 'POST', '/issues/1/labels', () => ({ labels: ['mesh'] })),
  send('a label that is missing', 'POST', '/issues/1/labels', () => ({
    labels: ['none'],
  })),
  get('its labels', '/issues/1/labels'),
  send('it closed', 'PATCH', '/pulls/1', () => ({ state: 'closed' })),
  send('it merged while closed', 'POST', '/pulls/1/merge', () => ({
    do: 'merge',
  })),
  send('it opened again', 'PATCH', '/pulls/1', () => ({ state: 'open' })),
  { ...get('it, ready', '/pulls/1'), settled: true },
  send('a merge without a style', 'POST', '/pulls/1/merge', () => ({})),
  send('a merge with an odd style', 'POST', '/pulls/1/merge', () => ({
    do: 'odd',
  })),
  send('a merge of another head', 'POST', '/pulls/1/merge', () => ({
    do: 'merge',
    head_commit_id: README,
  })),
  send(
    'a merge by a reader',
    'POST',
    '/pulls/1/merge',
    () => ({ do: 'merge' }),
    { as: 'reader' },
  ),
  {
    ...send('it merged', 'POST', '/pulls/1/merge', ({ head }) => ({
      Do: 'merge',
      head_commit_id: head,
    })),
    settled: true,
  },
  send('it merged again', 'POST', '/pulls/1/merge', () => ({ do: 'merge' })),
  get('whether it is merged now', '/pulls/1/merge'),
  get('it, merged', '/pulls/1'),
  get('its commits, merged', '/pulls/1/commits'),
  send('it opened after the merge', 'PATCH', '/pulls/1', () => ({
    state: 'open',
  })),
  get('the settled ones', '/pulls?state=closed'),
];

const CONFLICT: GiteaCall[] = [
  send('a change from the old main', 'POST', '/contents', () => ({
    ...by,
    branch: 'main',
    new_branch: 'change/conflict',
    message: 'Ours',
    files: [file('upload', 'README.md', '# Ours\n')],
  })),
  send('a pull request of it', 'POST', '/pulls', pull('change/conflict', 'C')),
  send('main changed as well', 'POST', '/contents', () => ({
    ...by,
    branch: 'main',
    message: 'Theirs',
    files: [file('upload', 'README.md', '# Theirs\n')],
  })),
  { ...get('it, in conflict', '/pulls/2'), settled: true },
  send('an update with a conflict', 'POST', '/pulls/2/update', () => ({})),
  { ...get('it, still in conflict', '/pulls/2'), settled: true },
  send('a merge with a conflict', 'POST', '/pulls/2/merge', () => ({
    do: 'squash',
  })),
  send(
    'its branch taken away',
    'DELETE',
    '/branches/change/conflict',
    undefined,
  ),
  { ...get('it, closed by that', '/pulls/2'), settled: true },
];

/** The whole conversation, in order. */
export const GITEA_CALLS: GiteaCall[] = [
  ...READS,
  ...CHANGES,
  ...BRANCHES,
  ...PULLS,
  ...CONFLICT,
].map((entry, index) => ({ ...entry, name: `${index + 1} ${entry.name}` }));
