/* eslint-disable no-script-url */
import { safeHref } from './safeHref';

describe('safeHref', () => {
  it.each(['https://shop.example.com/a?b=c', 'http://10.0.0.1:8080/'])(
    'lets %s pass',
    address => expect(safeHref(address)).toBe(address),
  );

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'JaVaScRiPt://example.com/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'tls://shop.example.com',
    '//example.com',
    '/relative',
    '',
    undefined,
  ])('makes no link of %p', address =>
    expect(safeHref(address)).toBeUndefined(),
  );
});
