import { ForgeAccount } from '../Account';
import { authenticate } from './authenticate';

const ACCOUNTS: ForgeAccount[] = [
  { name: 'ana', token: 'ana-token', access: 'write' },
  { name: 'sam', token: 'sam-token', access: 'read' },
];

const basic = (text: string) => Buffer.from(text).toString('base64');

describe('authenticate', () => {
  it.each([
    ['token ana-token'],
    ['Token ana-token'],
    ['Bearer ana-token'],
    [`Basic ${basic('ana:ana-token')}`],
    [`basic ${basic('ana:ana-token')}`],
    [`Basic ${basic('ana-token:')}`],
    [`Basic ${basic('ana-token:x-oauth-basic')}`],
  ])('knows ana by %s', header => {
    expect(authenticate(header, ACCOUNTS)?.name).toBe('ana');
  });

  it('knows nobody without a header', () => {
    expect(authenticate(undefined, ACCOUNTS)).toBeUndefined();
  });

  it.each([
    ['token wrong'],
    ['token'],
    ['Digest ana-token'],
    [`Basic ${basic('ana:sam-token')}`],
    [`Basic ${basic('ana:')}`],
    [`Basic ${basic(':')}`],
    [`Basic ${basic('no colon')}`],
    ['Basic %%%'],
  ])('refuses %s', header => {
    expect(() => authenticate(header, ACCOUNTS)).toThrow(
      'invalid username, password or token',
    );
  });
});
