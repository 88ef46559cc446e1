import { ServerResponse } from 'node:http';

/** An answer in full, before any of it is sent. @internal */
export interface HttpAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** @internal */
export function sendAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const body = answer.body ?? '';
  response.writeHead(answer.status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...answer.headers,
    ...(answer.status === 204
      ? {}
      : { 'Content-Length': String(Buffer.byteLength(body)) }),
  });
  response.end(answer.status === 204 ? undefined : body);
}
