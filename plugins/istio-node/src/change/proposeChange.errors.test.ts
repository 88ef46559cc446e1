import { HttpResponse } from 'msw';
import { GiteaForge } from '../forges/gitea/GiteaForge';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import {
  breakCall,
  SHOP,
  serveFakes,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { proposeChange } from './proposeChange';

serveFakes();

describe('proposeChange in words', () => {
  it('names the repository that is missing', async () => {
    const { fake } = start();
    const forge = new GiteaForge({
      host: 'git.example.com',
      owner: 'platform',
      repo: 'nowhere',
      token: fake.token,
    });
    await expect(proposeChange(request(forge))).rejects.toThrow(
      'Repository platform/nowhere was not found on Gitea at git.example.com: check its name, and that the account may read it.',
    );
  });

  it('names the base branch that is missing', async () => {
    const { forge } = start();
    await expect(
      proposeChange(request(forge, {}, { base: 'trunk' })),
    ).rejects.toThrow(
      'Repository platform/gitops has no branch trunk: create it, or set istio.gitops.branch.',
    );
  });

  it('names the rule that protects a branch, and does not try again', async () => {
    const { fake, forge } = start();
    fake.protectedPrefix = 'meshwright/';
    await expect(proposeChange(request(forge))).rejects.toThrow(
      /A protection rule of platform\/gitops .*rule meshwright\/\*.*allow branches meshwright\/\*\*/,
    );
    expect(fake.writes).toHaveLength(1);
  });

  it('says which right the account lacks', async () => {
    const { fake, forge } = start();
    const refuse = () =>
      HttpResponse.json(
        {
          message:
            'user should have a permission to write to the target branch',
        },
        { status: 403 },
      );
    fake.faults.push(breakCall('before', c => c.path === '/contents', refuse));
    await expect(proposeChange(request(forge))).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /may not commit to branch .* in platform\/gitops .*give it write access/,
      ),
    });
  });

  it('says that the forge cannot be reached', async () => {
    const { fake, forge } = start();
    fake.faults.push(breakCall('before', () => true, HttpResponse.error, 99));
    await expect(proposeChange(request(forge))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/^Gitea at .* cannot be reached: /),
    });
  });

  it('names the file that it cannot read', async () => {
    const { fake, forge } = start({ ...SEED, [SHOP]: 'resources: [a' });
    await expect(proposeChange(request(forge))).rejects.toThrow(
      new RegExp(`^${SHOP}: .*Correct the file first\\.$`),
    );
    expect(fake.writes).toEqual([]);
  });

  it('keeps the token out of every error', async () => {
    const { fake, forge } = start();
    const { token } = fake;
    const echo = [
      token,
      Buffer.from(token).toString('base64'),
      `https://user:${token}@git.example.com`,
    ].join(' ');
    for (const status of [400, 401, 403, 409, 422, 423, 500]) {
      fake.faults.length = 0;
      fake.faults.push(
        breakCall(
          'before',
          () => true,
          () => HttpResponse.json({ message: echo }, { status }),
          99,
        ),
      );
      const error = await proposeChange(request(forge)).catch(e => e);
      expect(error).toBeInstanceOf(Error);
      const said = JSON.stringify([error.message, error.stack, { ...error }]);
      expect(said).not.toContain(token);
      expect(said).not.toContain(Buffer.from(token).toString('base64'));
    }
  });
});
