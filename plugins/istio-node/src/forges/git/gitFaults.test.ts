import { forgeFault } from '../forgeFault';
import { notUnpacked, packTooLarge, refusedBy, unreadable } from './gitFaults';

const place = { title: 'Bitbucket at git.example.com', repository: 'M/g' };

it.each([
  ['Repository not found', 'not-found', 'check its name'],
  ['You do not have permission to push', 'forbidden', 'give it access'],
  ['upload-pack: unknown thing', 'unavailable', 'the header Git-Protocol'],
])('takes "%s" for %s', (said, fault, advice) => {
  const error = refusedBy(place, said, 'read files');
  expect(forgeFault(error)).toBe(fault);
  expect(error.message).toContain(`(${said})`);
  expect(error.message).toContain(advice);
});

it('says what to look at when an answer is no git', () => {
  expect(unreadable(place).message).toBe(
    "Bitbucket at git.example.com answered for M/g with something that is not of git's protocol: check its address, and that proxies pass the header Git-Protocol.",
  );
});

it('tells a pack that is too large from one that is broken', () => {
  const clean = (text: string) => text.replace('secret', '***');
  const large = notUnpacked(place, packTooLarge(), clean);
  expect(forgeFault(large)).toBe('too-large');
  expect(large.message).toBe(
    'Bitbucket at git.example.com sent more of M/g than is unpacked at once: keep definitions in a repository of their own.',
  );
  const broken = notUnpacked(place, new Error('bad secret'), clean);
  expect(forgeFault(broken)).toBe('unavailable');
  expect(broken.message).toContain('(bad ***)');
});
