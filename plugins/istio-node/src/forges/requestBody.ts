/** A body that is sent as it is. @internal */
export class EncodedBody {
  constructor(readonly contentType: string, readonly bytes: Buffer) {}
}

/** What is sent for a body: JSON, unless it is encoded already. @internal */
export function encodeBody(body: unknown) {
  if (body === undefined) return {};
  return body instanceof EncodedBody
    ? { headers: { 'content-type': body.contentType }, body: body.bytes }
    : {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
}
