import { ForgeError } from '../ForgeError';
import { ForgeRepository } from '../ForgeRepository';
import { HttpAnswer } from '../http/HttpAnswer';
import { readBody } from '../http/readBody';
import { editPull } from '../pulls/editPull';
import { mergePull } from '../pulls/mergePull';
import { PullRecord } from '../pulls/PullRecord';
import { matchPath } from '../rest/matchPath';
import { pullPage } from './pullPage';
import type { Visit } from './servePages';
import { pullOf, repositoryOf } from './showPage';

const ACTION = '/:owner/:repo/pulls/:index/:action';

/**
 * Does what a button says, and leads back to the pull request; where it cannot
 * be done, the same page says why.
 *
 * @internal
 */
export async function clickPull(visit: Visit): Promise<HttpAnswer> {
  const { context, guard, request, url } = visit;
  const params = matchPath(ACTION, url.pathname);
  if (!params) throw ForgeError.notFound();
  const form = new URLSearchParams((await readBody(request)).toString('utf8'));
  guard.checkForm(context, request, form);
  const repository = repositoryOf(context, params);
  const pull = pullOf(repository, params.index);
  try {
    await act(visit, repository, pull, params.action, form);
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status === 404) throw error;
    const csrf = guard.token(guard.session(request).id);
    return {
      status: 409,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: await pullPage({
        context,
        repository,
        pull: pullOf(repository, params.index),
        csrf,
        refusal: inWords(error),
      }),
    };
  }
  const location = `/${repository.fullName}/pulls/${pull.number}`;
  return { status: 303, headers: { Location: location } };
}

async function act(
  { context }: Visit,
  repository: ForgeRepository,
  pull: PullRecord,
  action: string,
  form: URLSearchParams,
): Promise<void> {
  if (action === 'merge') {
    await mergePull(repository, {
      number: pull.number,
      style: 'merge',
      by: { name: context.reviewer },
      url: `${context.url}/${repository.fullName}/pulls/${pull.number}`,
      // What was pushed since the page was drawn has not been looked at.
      expectedHead: form.get('head') ?? undefined,
    });
  } else if (action === 'close') {
    await editPull(repository, pull.number, { state: 'closed' });
  } else {
    throw ForgeError.notFound();
  }
}

const WORDS: Record<string, string> = {
  'head out of date':
    'New commits were pushed since you opened this page: look at them first.',
  'merge push out of date':
    'The base branch moved at the same moment: try again.',
  'The PR is already merged': 'Somebody merged it already.',
  'Please try again later': 'It conflicts with its base branch now.',
};

function inWords({ message }: ForgeError): string {
  return WORDS[message] ?? message;
}
