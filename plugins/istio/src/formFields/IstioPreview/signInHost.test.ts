import { signInHost } from './signInHost';

describe('signInHost', () => {
  // As the action istio:gitops:propose ends, see forgeToken and signInAgain.
  it.each([
    [
      'Changes on git.example.com are proposed in your own name only (scaffolder.requireScmUserCredentials), and the task has no token of yours for it; sign in to git.example.com when you start it',
      'git.example.com',
    ],
    [
      'localhost:3000 refuses your token, as it may have run out; sign in to localhost:3000 again',
      'localhost:3000',
    ],
    [
      'GitHub at github.com refuses the credential: check integrations.',
      undefined,
    ],
    ['Sign in to https://evil.example/ again', undefined],
    ['sign in to a b again', undefined],
  ])('reads %j', (reason, host) => {
    expect(signInHost(reason)).toBe(host);
  });
});
