import {
  allow,
  commitAnswer,
  resolveRef,
  type ServerAnswer,
  type ServerCall,
  type ServerState,
} from './serverState';

/** `GET /commits/{id}/merge-base`. */
export function mergeBase(
  state: ServerState,
  { path, query }: ServerCall,
): ServerAnswer {
  allow(query, 'otherCommitId');
  const other = query.get('otherCommitId') ?? '';
  const found = state.git.mergeBase(
    resolveRef(state, path[1]).sha,
    resolveRef(state, other).sha,
  );
  return found ? { status: 200, body: commitAnswer(found) } : { status: 204 };
}
