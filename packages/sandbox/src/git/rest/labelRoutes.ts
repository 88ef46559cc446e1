import { ForgeError } from '../ForgeError';
import { editPull } from '../pulls/editPull';
import { LabelRecord, PullRecord } from '../pulls/PullRecord';
import { list, requiredText, text } from './fields';
import { findPull } from './findPull';
import { RepositoryRequest, Route } from './RestRequest';
import { toApiLabel } from './toApiLabel';

/** Gitea: routers/api/v1/repo/label.go and issue_label.go. @internal */
export const labelRoutes: Route<RepositoryRequest>[] = [
  { method: 'GET', path: '/labels', need: 'read', handle: listLabels },
  { method: 'POST', path: '/labels', need: 'write', handle: createLabel },
  {
    method: 'GET',
    path: '/issues/:index/labels',
    need: 'read',
    handle: async request => answer(request, findPull(request)),
  },
  {
    method: 'POST',
    path: '/issues/:index/labels',
    need: 'token',
    handle: request => setLabels(request, findPull(request).labels),
  },
  {
    method: 'PUT',
    path: '/issues/:index/labels',
    need: 'token',
    handle: request => setLabels(request, []),
  },
];

async function listLabels({ context, repository }: RepositoryRequest) {
  const labels = repository.pulls.labels();
  return {
    status: 200,
    headers: { 'X-Total-Count': String(labels.length) },
    body: labels.map(label => toApiLabel(context, repository, label)),
  };
}

async function createLabel({ context, repository, body }: RepositoryRequest) {
  const name = requiredText(body, 'name', 'Name');
  const color = requiredText(body, 'color', 'Color').replace(/^#/, '');
  if (!/^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(color)) {
    throw new ForgeError(422, `bad color code: ${color}`);
  }
  const description = text(body, 'description');
  const label = await repository.pulls.addLabel({ name, color, description });
  return { status: 201, body: toApiLabel(context, repository, label) };
}

async function setLabels(request: RepositoryRequest, kept: number[]) {
  const { repository, body, caller } = request;
  if (caller?.access !== 'write') {
    throw new ForgeError(403, 'write permission is required');
  }
  const asked = list(body, 'labels');
  if (!asked.every(l => typeof l === 'number' || typeof l === 'string')) {
    throw new ForgeError(400, 'a label must be an integer or a string');
  }
  // Names and numbers that no label has are left out in silence, as Gitea does.
  const found = repository.pulls
    .labels()
    .filter(label => asked.includes(label.id) || asked.includes(label.name));
  const labels = [...new Set([...kept, ...found.map(({ id }) => id)])];
  const { number } = findPull(request);
  return answer(request, await editPull(repository, number, { labels }));
}

function answer({ context, repository }: RepositoryRequest, pull: PullRecord) {
  const carries = (label: LabelRecord) => pull.labels.includes(label.id);
  return {
    status: 200,
    body: repository.pulls
      .labels()
      .filter(carries)
      .map(label => toApiLabel(context, repository, label)),
  };
}
