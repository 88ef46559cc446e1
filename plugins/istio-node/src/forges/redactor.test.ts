import { redactor } from './redactor';

describe('redactor', () => {
  const secret = 'tok/en+with=odd?chars';
  const redact = redactor([secret, undefined, '']);

  it.each([
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
    `https://user:${secret}@git.example.com`,
  ])('hides %s', text => {
    const result = redact(`before ${text} after`);
    expect(result).toMatch(/^before .*after$/);
    expect(result).toContain('[redacted]');
    expect(result).not.toContain(text);
  });

  it('leaves other text alone', () => {
    expect(redact('nothing here')).toBe('nothing here');
  });
});
