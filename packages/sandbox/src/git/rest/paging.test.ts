import { pageAnswer, readPage } from './paging';
import { RestRequest } from './RestRequest';

describe('paging', () => {
  function ask(query: string): RestRequest {
    const url = 'http://localhost:1';
    return {
      context: {
        url,
        accounts: [],
        repositories: [],
        httpBackend: '',
        reviewer: '',
        log: () => {},
      },
      params: {},
      url: new URL(`${url}/api/v1/pulls${query}`),
      body: {},
      caller: undefined,
    };
  }

  it.each([
    ['', { page: 1, limit: 30, skip: 0 }],
    ['?page=3&limit=10', { page: 3, limit: 10, skip: 20 }],
    ['?page=0&limit=500', { page: 1, limit: 50, skip: 0 }],
    ['?page=x&limit=-1', { page: 1, limit: 30, skip: 0 }],
  ])('reads %j as Gitea does', (query, page) => {
    expect(readPage(ask(query))).toEqual(page);
  });

  it('says where the other pages are, and keeps the question', () => {
    const request = ask('?page=2&limit=10&state=open');
    const { headers } = pageAnswer(request, readPage(request), 35, []);
    expect(headers).toMatchObject({
      'X-Total-Count': '35',
      'X-HasMore': 'true',
      'X-PageCount': '4',
    });
    const at = (page: number) =>
      `<http://localhost:1/api/v1/pulls?page=${page}&limit=10&state=open>`;
    expect(headers?.Link).toBe(
      [
        `${at(3)}; rel="next"`,
        `${at(4)}; rel="last"`,
        `${at(1)}; rel="first"`,
        `${at(1)}; rel="prev"`,
      ].join(','),
    );
  });
});
