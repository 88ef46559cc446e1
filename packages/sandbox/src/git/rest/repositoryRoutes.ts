import { ForgeError } from '../ForgeError';
import { listRefs } from '../repository/refs';
import { RepositoryRequest, RestRequest, Route } from './RestRequest';
import { apiUrl, escapePath } from './addresses';
import { toApiRepository } from './toApiRepository';
import { toApiUser } from './toApiUser';

/** What the forge is, who calls, and which repositories there are. @internal */
export const forgeRoutes: Route<RestRequest>[] = [
  {
    method: 'GET',
    path: '/version',
    need: 'nothing',
    handle: async () => ({ status: 200, body: { version: '1.26.0' } }),
  },
  {
    method: 'GET',
    path: '/settings/api',
    need: 'nothing',
    handle: async () => ({
      status: 200,
      body: {
        max_response_items: 50,
        default_paging_num: 30,
        default_git_trees_per_page: 1000,
        default_max_blob_size: 10485760,
        default_max_response_size: 104857600,
      },
    }),
  },
  {
    method: 'GET',
    path: '/user',
    need: 'token',
    handle: async ({ context, caller }) => ({
      status: 200,
      body: toApiUser(context, caller?.name ?? '', true),
    }),
  },
  {
    method: 'GET',
    path: '/user/repos',
    need: 'token',
    handle: async ({ context, caller }) => ({
      status: 200,
      body: context.repositories.map(repository =>
        toApiRepository(context, repository, caller),
      ),
    }),
  },
  {
    method: 'GET',
    path: '/users/:name',
    need: 'nothing',
    handle: async ({ context, params }) => {
      const known = [
        ...context.accounts.map(({ name }) => name),
        ...context.repositories.map(({ settings }) => settings.owner),
      ];
      if (!known.includes(params.name)) {
        throw ForgeError.notFound(
          'GetUserByName',
          'user redirect does not exist',
        );
      }
      return { status: 200, body: toApiUser(context, params.name) };
    },
  },
];

/** @internal */
export const repositoryRoutes: Route<RepositoryRequest>[] = [
  {
    method: 'GET',
    path: '',
    need: 'read',
    handle: async ({ context, repository, caller }) => ({
      status: 200,
      body: toApiRepository(context, repository, caller),
    }),
  },
  {
    method: 'GET',
    path: '/git/refs',
    need: 'read',
    handle: request => refs(request, ''),
  },
  {
    method: 'GET',
    path: '/git/refs/*',
    need: 'read',
    handle: request => refs(request, request.params['*']),
  },
];

async function refs(request: RepositoryRequest, filter: string) {
  const { context, repository } = request;
  const api = apiUrl(context, repository);
  const all = await listRefs(repository.gitDir, 'refs/');
  const found = all
    .filter(({ name }) => name.startsWith(`refs/${filter}`))
    .map(({ name, sha, type }) => ({
      ref: name,
      url: `${api}/git/${escapePath(name)}`,
      object: { type, sha, url: `${api}/git/${type}s/${sha}` },
    }));
  if (found.length === 0) throw ForgeError.notFound();
  const exact = found.length === 1 && found[0].ref === filter;
  return { status: 200, body: exact ? found[0] : found };
}
