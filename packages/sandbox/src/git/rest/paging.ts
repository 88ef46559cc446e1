import { RestAnswer, RestRequest } from './RestRequest';

const DEFAULT_LIMIT = 30;
const MAX_LIMIT = 50;

/** @internal */
export interface Page {
  page: number;
  limit: number;
  skip: number;
}

/** The page a caller asks for; Gitea's defaults and maximum. @internal */
export function readPage({ url }: RestRequest): Page {
  const page = Math.max(1, Number(url.searchParams.get('page')) || 1);
  const asked = Number(url.searchParams.get('limit')) || DEFAULT_LIMIT;
  const limit = asked < 0 ? DEFAULT_LIMIT : Math.min(asked, MAX_LIMIT);
  return { page, limit, skip: (page - 1) * limit };
}

/** An answer with one page, and where the others are. @internal */
export function pageAnswer(
  request: RestRequest,
  page: Page,
  total: number,
  items: unknown[],
): RestAnswer {
  const last = Math.max(1, Math.ceil(total / page.limit));
  const links: string[] = [];
  const link = (to: number, rel: string) => {
    const url = new URL(request.url.pathname, request.context.url);
    url.search = request.url.search;
    url.searchParams.set('page', String(to));
    links.push(`<${url}>; rel="${rel}"`);
  };
  if (page.page < last) {
    link(page.page + 1, 'next');
    link(last, 'last');
  }
  if (page.page > 1) {
    link(1, 'first');
    link(page.page - 1, 'prev');
  }
  return {
    status: 200,
    headers: {
      'X-Total-Count': String(total),
      'X-Page': String(page.page),
      'X-PerPage': String(page.limit),
      'X-PageCount': String(last),
      'X-HasMore': String(page.page < last),
      ...(links.length > 0 ? { Link: links.join(',') } : {}),
    },
    body: items,
  };
}
