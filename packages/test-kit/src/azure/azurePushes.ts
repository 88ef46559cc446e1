import {
  type AzureAnswer,
  AzureException,
  type AzureState,
  type Body,
  checkFields,
  invalid,
} from './AzureState';

const NOTHING = '0'.repeat(40);

interface Change {
  changeType: string;
  item: { path: string };
  newContent?: { content: string; contentType: string };
}

function assertPolicy({ protectedPrefix }: AzureState, name: string): void {
  if (!protectedPrefix) return;
  if (name.startsWith(`refs/heads/${protectedPrefix}`)) {
    throw new AzureException(
      403,
      'GitRefUpdateRejectedByPolicyException',
      'TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.',
    );
  }
}

function stale(name: string): AzureException {
  return new AzureException(
    409,
    'GitReferenceStaleException',
    `TF401028: The reference '${name}' has already been updated by another client, so you cannot update it. Please try again.`,
  );
}

function contentOf({ newContent }: Change): string {
  checkFields(newContent ?? {}, ['content', 'contentType']);
  const { content = '', contentType } = newContent ?? {};
  if (contentType === 'base64encoded') {
    return Buffer.from(content, 'base64').toString('utf8');
  }
  if (contentType !== 'rawtext') throw invalid('contentType');
  return content;
}

function apply(files: Map<string, string>, change: Change): void {
  checkFields(change, ['changeType', 'item'], ['newContent']);
  checkFields(change.item, ['path']);
  const { changeType } = change;
  const path = change.item.path.replace(/^\//, '');
  const exists = files.has(path);
  if (!['add', 'edit', 'delete'].includes(changeType)) {
    throw invalid('changeType');
  }
  if (changeType === 'add' && exists) {
    throw invalid(
      `The path '/${path}' specified in the add operation already exists.`,
    );
  }
  if (changeType !== 'add' && !exists) {
    throw invalid(`TF402459: The path '/${path}' does not exist at commit.`);
  }
  if (changeType === 'delete') files.delete(path);
  else files.set(path, contentOf(change));
}

/** `POST pushes`: one ref, one commit on top of what it is at. */
export function push(state: AzureState, body: Body): AzureAnswer {
  checkFields(body, ['refUpdates', 'commits']);
  // Checked below.
  const [ref] = body.refUpdates as Array<{ name: string; oldObjectId: string }>;
  const [asked] = body.commits as Array<{ comment: string; changes: Change[] }>;
  checkFields(ref, ['name', 'oldObjectId']);
  checkFields(asked, ['comment', 'changes']);
  if (!asked.comment || asked.changes.length === 0) throw invalid('commits');
  const { git } = state;
  const { name, oldObjectId } = ref;
  if (!/^refs\/heads\/./.test(name)) throw invalid(`TF401025: '${name}'`);
  assertPolicy(state, name);
  const branch = name.slice('refs/heads/'.length);
  const now = git.branches.get(branch);
  // A branch that is not there yet begins at the old object.
  if (now !== undefined && now !== oldObjectId) throw stale(name);
  const start = git.commits.get(oldObjectId);
  if (!start && oldObjectId !== NOTHING) throw invalid('TF401023');
  const tree = new Map(start?.tree);
  for (const change of asked.changes) apply(tree, change);
  const parents = start ? [start.sha] : [];
  const commit = git.add(parents, tree, asked.comment, 'meshwright');
  git.branches.set(branch, commit.sha);
  return {
    status: 201,
    body: {
      pushId: git.commits.size,
      commits: [{ commitId: commit.sha, comment: asked.comment }],
      refUpdates: [{ name, oldObjectId, newObjectId: commit.sha }],
    },
  };
}

/** `POST refs`: refused updates are told in an answer that is 200. */
export function updateRefs(state: AzureState, body: unknown): AzureAnswer {
  if (!Array.isArray(body)) throw invalid('refUpdates');
  const { git } = state;
  const value = body.map(update => {
    checkFields(update, ['name', 'oldObjectId', 'newObjectId']);
    const { name, oldObjectId, newObjectId } = update;
    const branch = String(name).slice('refs/heads/'.length);
    const isPolicy =
      state.protectedPrefix && branch.startsWith(state.protectedPrefix);
    const isCurrent = git.branches.get(branch) === oldObjectId;
    const refused = isPolicy ? 'rejectedByPolicy' : 'staleOldObjectId';
    const success = isCurrent && !isPolicy;
    if (success) git.branches.set(branch, String(newObjectId));
    const updateStatus = success ? 'succeeded' : refused;
    return { name, oldObjectId, newObjectId, success, updateStatus };
  });
  return { status: 200, body: { count: value.length, value } };
}

/** `GET refs`: the filter is the beginning of a name. */
export function listRefs(
  state: AzureState,
  search: URLSearchParams,
): AzureAnswer {
  const known = ['filter', '$top', 'api-version'];
  checkFields(Object.fromEntries(search), [], known);
  const top = Number(search.get('$top') ?? state.git.branches.size);
  if (top > 1000) throw invalid('$top');
  const value = [...state.git.branches]
    .map(([branch, objectId]) => ({ name: `refs/heads/${branch}`, objectId }))
    .filter(({ name }) => name.startsWith(`refs/${search.get('filter') ?? ''}`))
    .slice(0, top);
  return { status: 200, body: { count: value.length, value } };
}

/** `POST merges`: the answer comes later. */
export function createMerge(state: AzureState, body: Body): AzureAnswer {
  checkFields(body, ['parents', 'comment']);
  const parents = body.parents as string[];
  if (parents.length !== 2) throw invalid('parents');
  for (const sha of parents) {
    if (!state.git.commits.has(sha)) throw invalid(`TF401023: ${sha}`);
  }
  const comment = String(body.comment);
  state.merges.push({ parents, comment, asked: false });
  return {
    status: 200,
    body: { mergeOperationId: state.merges.length, status: 'queued' },
  };
}

/** `GET merges/ID`. */
export function readMerge(state: AzureState, id: string): AzureAnswer {
  const merge = state.merges[Number(id) - 1];
  const operation = { mergeOperationId: Number(id) };
  if (!merge.asked) {
    merge.asked = true;
    return { status: 200, body: { ...operation, status: 'inProgress' } };
  }
  const { git } = state;
  const [ours, theirs] = merge.parents;
  const tree = git.mergeTrees(ours, theirs);
  const commit =
    tree && git.add(merge.parents, tree, merge.comment, 'meshwright');
  return {
    status: 200,
    body: {
      ...operation,
      status: commit ? 'completed' : 'failed',
      detailedStatus: commit
        ? { mergeCommitId: commit.sha }
        : { failureMessage: 'Conflicts' },
    },
  };
}

/** `GET commits/ID/mergebases`. */
export function mergeBases(
  { git }: AzureState,
  head: string,
  other: string | null,
): AzureAnswer {
  if (!other) throw invalid('otherCommitId');
  const found = git.mergeBase(head, other);
  const value = found ? [{ commitId: found.sha }] : [];
  return { status: 200, body: { count: value.length, value } };
}
