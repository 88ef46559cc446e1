import type { HttpHandler } from 'msw';
import { setupServer } from 'msw/node';

/** Answers what the tests of a file ask of forges; what no handler answers is an error. */
export function serveForges(): { use(handlers: readonly HttpHandler[]): void } {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return { use: handlers => server.use(...handlers) };
}
