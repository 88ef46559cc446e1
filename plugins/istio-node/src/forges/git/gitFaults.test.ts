import { forgeFault } from '../forgeFault';
import { refusedBy, unreadable } from './gitFaults';

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
