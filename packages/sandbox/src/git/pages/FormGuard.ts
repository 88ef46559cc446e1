import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { ForgeContext } from '../ForgeContext';
import { ForgeError } from '../ForgeError';

const COOKIE = 'meshwright_forge';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The pages need no login, so a click must come from a person on one of them:
 * each form carries a word that belongs to the visitor's cookie, the browser must
 * say that the form came from this origin, and the forge answers to its own name
 * only, so that no other name can be pointed at it.
 *
 * @internal
 */
export class FormGuard {
  readonly #secret = randomBytes(32);

  /** Refuses a request that was sent to another name than the forge's. */
  checkHost(context: ForgeContext, request: IncomingMessage): void {
    const own = new URL(context.url).host;
    const given = request.headers.host ?? '';
    const name = given.replace(/:\d+$/, '');
    if (given !== own && !LOOPBACK.includes(name)) {
      throw new ForgeError(421, `This forge is at ${context.url}.`);
    }
  }

  /** The visitor's session, new where there is none. */
  session(request: IncomingMessage): { id: string; setCookie?: string } {
    const known = readCookie(request);
    if (known) return { id: known };
    const id = randomBytes(24).toString('base64url');
    const setCookie = `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict`;
    return { id, setCookie };
  }

  /** The word for the forms of a session. */
  token(session: string): string {
    return createHmac('sha256', this.#secret).update(session).digest('hex');
  }

  /** Refuses a form that no page of ours sent. */
  checkForm(
    context: ForgeContext,
    request: IncomingMessage,
    form: URLSearchParams,
  ): void {
    const session = readCookie(request);
    const given = Buffer.from(form.get('csrf') ?? '');
    const wanted = Buffer.from(session ? this.token(session) : '-');
    const matches =
      given.length === wanted.length && timingSafeEqual(given, wanted);
    if (!matches || !isSameOrigin(context, request)) {
      throw new ForgeError(
        403,
        'This form is no longer valid: open the pull request again.',
      );
    }
  }
}

function isSameOrigin(context: ForgeContext, request: IncomingMessage) {
  const { origin, host } = request.headers;
  if (!origin) return false;
  const protocol = new URL(context.url).protocol;
  return origin === `${protocol}//${host}`;
}

function readCookie({ headers }: IncomingMessage): string | undefined {
  const match = /(?:^|;\s*)meshwright_forge=([\w-]{32})(?:;|$)/.exec(
    headers.cookie ?? '',
  );
  return match?.[1];
}
