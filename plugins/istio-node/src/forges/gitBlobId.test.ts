import { gitBlobId } from './gitBlobId';

describe('gitBlobId', () => {
  // As `git hash-object` prints them.
  it.each([
    ['', '', 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'],
    ['hello\n', '', 'ce013625030ba8dba906f756967f9e9ca394464a'],
    ['Größe\n', '', '793ba29ad3a8d4f1625be1658354d5812a053b3f'],
    [
      '',
      'f'.repeat(64),
      '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
    ],
  ])('of %j like %j', (content, like, expected) => {
    expect(gitBlobId(content, like)).toBe(expected);
    expect(gitBlobId(Buffer.from(content), like)).toBe(expected);
  });
});
