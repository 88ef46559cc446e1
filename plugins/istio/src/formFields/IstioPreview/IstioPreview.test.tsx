import '@testing-library/jest-dom';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { JsonObject } from '@backstage/types';
import type { ValidationFinding } from '@meshwright/backstage-plugin-istio-common';
import { changePreview, previewFile } from '../__testUtils__/changePreview';
import { FakeIstioApi } from '../__testUtils__/FakeIstioApi';
import { FakeScaffolder, problem } from '../__testUtils__/FakeScaffolder';
import { previewStep, renderForm } from '../__testUtils__/renderForm';
import { seriousViolations } from '../__testUtils__/seriousViolations';
import type { ScmAuthApi } from './scmAuthApiRef';

const taken: ValidationFinding = {
  code: 'IST0145',
  severity: 'error',
  cause: 'Host cart.shop.example.com is served by Gateway shop/other.',
  fix: 'Use another host.',
};

const slow: ValidationFinding = {
  code: 'MW-ISSUER',
  severity: 'warning',
  cause: 'ClusterIssuer mesh-ca is not ready.',
  fix: 'Ask its owner.',
};

let scaffolder: FakeScaffolder;
beforeEach(() => {
  scaffolder = new FakeScaffolder();
});

const render = (formData: JsonObject = { host: 'cart.shop.example.com' }) =>
  renderForm(new FakeIstioApi(), [previewStep], formData, { scaffolder });
const next = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));
const create = () => screen.findByRole('button', { name: 'Create' });
const region = (name: string) => screen.findByRole('region', { name });

describe('IstioPreview', () => {
  it('shows files, checks, effects and the repository, and passes the id on', async () => {
    const { created } = await render();
    const files = await screen.findByRole('navigation', {
      name: 'Files of the change',
    });
    expect(
      within(files)
        .getAllByRole('button')
        .map(button => button.textContent),
    ).toEqual(['cart-ingress.yamlnew', 'kustomization.yamlchanged']);
    expect(await region('Checks')).toHaveTextContent('Ready');
    expect(await region('Checks')).toHaveTextContent('12 checks passed');
    expect(await region('What changes in the cluster')).toHaveTextContent(
      /Certificate first\..*Then traffic\..*Revert/,
    );
    const repository = await region('Pull request');
    expect(repository).toHaveTextContent('main@4f9c2e1');
    expect(repository).toHaveTextContent('1 new, 1 changed');
    expect(repository).toHaveTextContent('team-mesh');
    await next();
    await userEvent.click(await create());
    await waitFor(() => expect(created).toHaveLength(1));
    expect(created[0].preview).toEqual({ previewId: 'a1b2c3' });
  });

  it('runs the template with what was filled in', async () => {
    await render();
    await region('Checks');
    expect(scaffolder.runs[0].values).toEqual({
      host: 'cart.shop.example.com',
      preview: {},
    });
  });

  it('shows the file that is chosen', async () => {
    await render();
    const files = await screen.findByRole('navigation');
    const kustomization = within(files).getByRole('button', {
      name: /kustomization/,
    });
    expect(kustomization).toHaveAttribute('aria-current', 'false');
    kustomization.focus();
    await userEvent.keyboard('{Enter}');
    expect(kustomization).toHaveAttribute('aria-current', 'true');
    expect(await region('What changes in the file')).toHaveTextContent(
      'clusters/eu-1/shop/kustomization.yaml',
    );
    expect(
      await screen.findByLabelText(/kustomization\.yaml as proposed/),
    ).toHaveTextContent('# ours');
  });

  it('waits, and lets nobody go on meanwhile', async () => {
    scaffolder.preview = new Promise(() => {});
    await render();
    expect(await screen.findByText(/Building the preview/)).toBeVisible();
    await next();
    expect(
      (await screen.findAllByText(/still being built; wait for it/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('groups findings, and holds back what one of them stops', async () => {
    scaffolder.preview = changePreview({ findings: [slow, taken] });
    await render();
    const checks = await region('Checks');
    expect(checks).toHaveTextContent('Stopped by 1');
    expect(checks).toHaveTextContent(`Fix: ${taken.fix}`);
    expect(checks.textContent).toMatch(
      /Blocks1.*IST0145.*Warnings1.*MW-ISSUER/,
    );
    await next();
    expect(
      (await screen.findAllByText(/A finding stops the change/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('says in which file and field to look, where a finding knows', async () => {
    const path = 'clusters/eu-1/shop/<b>cart</b>.yaml';
    scaffolder.preview = changePreview({
      findings: [
        { ...taken, path, field: 'host' },
        { ...slow, field: 'issuer.name' },
        { ...slow, code: 'MW-NOWHERE', cause: 'Nobody knows where.' },
      ],
    });
    await render();
    const checks = await region('Checks');
    expect(checks).toHaveTextContent(
      `${taken.cause}File ${path} · Field hostFix:`,
    );
    expect(checks).toHaveTextContent(`${slow.cause}Field issuer.nameFix:`);
    expect(checks).toHaveTextContent('Nobody knows where.Fix:');
    expect(within(checks).getByText(path).tagName).toBe('CODE');
  });

  it('says what could not be verified, and lets the change pass', async () => {
    scaffolder.preview = changePreview({
      unverified: ['Nothing was checked against cluster ap-1: no answer'],
      verifiedAgainst: undefined,
    });
    await render();
    expect(await region('Checks')).toHaveTextContent(/against cluster ap-1/);
    expect(screen.getByText(/You may go on: the pull request/)).toBeVisible();
    await next();
    expect(await create()).toBeVisible();
  });

  it('says "already so" where there is nothing to change', async () => {
    scaffolder.preview = changePreview({
      files: [previewFile({ change: 'unchanged' })],
    });
    await render();
    expect(await screen.findByText(/Already so: main/)).toBeVisible();
  });

  it('names the step that failed and why, and holds the form back', async () => {
    const error = problem(400, 'InputError', 'Port 81 is not there');
    scaffolder.failing = { step: 'generate', error };
    await render();
    expect(await screen.findByText('The step "Write" failed')).toBeVisible();
    await next();
    expect(
      (await screen.findAllByText(/Port 81 is not there/)).length,
    ).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('lets who may not have a preview go on, and says which right is missing', async () => {
    scaffolder.refusal = problem(403, 'NotAllowedError', 'denied');
    const { created } = await render();
    expect(
      await screen.findByText(/scaffolder\.template\.dry-run/),
    ).toBeVisible();
    await next();
    await userEvent.click(await create());
    await waitFor(() => expect(created).toHaveLength(1));
    expect(created[0].preview).toEqual({ skipped: 'denied' });
  });

  it('reads out what happens, and not how old the preview is', async () => {
    await render();
    await region('Checks');
    const age = screen.getByText(/^built .* on main@4f9c2e1/);
    expect(age.closest('[role=status], [aria-live]')).toBeNull();
  });

  it('has nothing for screen readers to stumble over', async () => {
    scaffolder.preview = changePreview({ findings: [slow, taken] });
    await render();
    await region('Checks');
    expect(await seriousViolations()).toEqual([]);
  });
});

describe('IstioPreview, when the repository moves', () => {
  const moved = changePreview({
    previewId: 'd4e5f6',
    base: { branch: 'main', commit: '9999999aaaa' },
    files: [previewFile({ before: '# theirs\n' })],
  });

  it('tells what is other than before when it is built again', async () => {
    const { created } = await render();
    await region('Checks');
    scaffolder.preview = moved;
    await userEvent.click(screen.getByRole('button', { name: 'Build again' }));
    expect(
      await screen.findByText(/moved from 4f9c2e1 to 9999999/),
    ).toHaveTextContent('clusters/eu-1/shop/cart-ingress.yaml');
    await next();
    await userEvent.click(await create());
    await waitFor(() => expect(created).toHaveLength(1));
    expect(created[0].preview).toEqual({ previewId: 'd4e5f6' });
  });

  it('builds it again when the reader comes back to the window', async () => {
    await render();
    await region('Checks');
    scaffolder.preview = moved;
    const now = Date.now() + 60_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    act(() => {
      window.dispatchEvent(new Event('focus'));
    });
    clock.mockRestore();
    expect(
      await screen.findByText(/moved from 4f9c2e1 to 9999999/),
    ).toBeVisible();
  });

  it('tells so to who comes back to the form with an old preview', async () => {
    scaffolder.preview = moved;
    await render({ host: 'other', preview: { previewId: 'long-ago' } });
    expect(await screen.findByText(/moved since you looked/)).toBeVisible();
  });

  it('keeps the last preview when it cannot be built again', async () => {
    await render();
    await region('Checks');
    scaffolder.refusal = new TypeError('Failed to fetch');
    await userEvent.click(screen.getByRole('button', { name: 'Build again' }));
    expect(
      await screen.findByText(/could not be built again \(Failed to fetch\)/),
    ).toBeVisible();
    expect(await region('Checks')).toBeVisible();
  });

  describe('where changes are proposed in the name of the user', () => {
    const noToken =
      'Changes on git.example.com are proposed in your own name only (scaffolder.requireScmUserCredentials), and the task has no token of yours for it; sign in to git.example.com when you start it';
    const signIn = () =>
      screen.findByRole('button', { name: 'Sign in to git.example.com' });

    function renderRequired(scmAuth?: ScmAuthApi) {
      const error = problem(400, 'InputError', noToken);
      scaffolder.failing = { step: 'propose', error };
      return renderForm(
        new FakeIstioApi(),
        [previewStep],
        { host: 'cart.shop.example.com' },
        { scaffolder, scmAuth },
      );
    }

    it('has them sign in, and gives the task their token and its host', async () => {
      const getCredentials = jest.fn(async () => {
        scaffolder.failing = undefined;
        return { token: 'of-the-user' };
      });
      await renderRequired({ getCredentials });
      await userEvent.click(await signIn());
      expect(await region('Checks')).toHaveTextContent('Ready');
      expect(getCredentials).toHaveBeenCalledWith({
        url: 'https://git.example.com',
        additionalScope: { repoWrite: true },
      });
      expect(scaffolder.runs.at(-1)?.secrets).toEqual({
        USER_OAUTH_TOKEN: 'of-the-user',
        USER_OAUTH_HOST: 'git.example.com',
      });
      expect(screen.queryByText(/own name/)).toBeNull();
    });

    it('says why they cannot', async () => {
      await renderRequired({
        getCredentials: async () => {
          throw new Error('No auth provider available');
        },
      });
      await userEvent.click(await signIn());
      expect(
        await screen.findByText(
          /git\.example\.com.*No auth provider available/,
        ),
      ).toBeVisible();
      expect(await signIn()).toBeEnabled();
      await next();
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    });

    it('asks the sign-in of the app itself, here one that knows no such forge', async () => {
      await renderRequired();
      await userEvent.click(await signIn());
      expect(
        await screen.findByText(
          /No auth provider available for 'https:\/\/git\.example\.com'/,
        ),
      ).toBeVisible();
    });
  });
});
