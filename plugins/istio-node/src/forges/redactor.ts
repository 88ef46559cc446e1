/**
 * Replaces secrets in a text, also in the forms in which a server may send
 * them back: base64 and percent-encoded.
 *
 * @internal
 */
export function redactor(
  secrets: ReadonlyArray<string | undefined>,
): (text: string) => string {
  const forms = secrets
    .filter((secret): secret is string => Boolean(secret))
    .flatMap(secret => {
      const base64 = Buffer.from(secret).toString('base64');
      return [
        secret,
        base64,
        base64.replace(/=+$/, ''),
        Buffer.from(secret).toString('base64url'),
        encodeURIComponent(secret),
        // As a password without a user, in an authorization header.
        Buffer.from(`:${secret}`).toString('base64').replace(/=+$/, ''),
      ];
    })
    // Longer forms first: one may contain another.
    .sort((a, b) => b.length - a.length);
  return text =>
    forms.reduce((result, form) => result.split(form).join('[redacted]'), text);
}
