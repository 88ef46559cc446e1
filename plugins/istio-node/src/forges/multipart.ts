import { randomUUID } from 'node:crypto';
import { EncodedBody } from './requestBody';

/** One field of a form; with a `fileName` its content is that of a file. @internal */
export interface FormPart {
  name: string;
  content: string;
  fileName?: string;
}

/** As browsers do (HTML, "multipart form data"): nothing ends the quotes early. */
function quoted(text: string): string {
  return `"${text
    .replace(/"/g, '%22')
    .replace(/\r/g, '%0D')
    .replace(/\n/g, '%0A')}"`;
}

/**
 * A form as `multipart/form-data` (RFC 7578). `FormData` would turn the ends
 * of lines in texts into CRLF.
 *
 * @internal
 */
export function multipart(parts: readonly FormPart[]): EncodedBody {
  // Nobody who writes a file can know it.
  const boundary = `meshwright-${randomUUID()}`;
  const chunks = parts.flatMap(({ name, content, fileName }) => {
    const file = fileName === undefined ? '' : `; filename=${quoted(fileName)}`;
    const type =
      fileName === undefined
        ? ''
        : 'Content-Type: application/octet-stream\r\n';
    return [
      `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(
        name,
      )}${file}\r\n${type}\r\n`,
      content,
      '\r\n',
    ];
  });
  return new EncodedBody(
    `multipart/form-data; boundary=${boundary}`,
    Buffer.from([...chunks, `--${boundary}--\r\n`].join(''), 'utf8'),
  );
}
