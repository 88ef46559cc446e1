import { assertSafePath } from './safePath';

const ALLOWED = ['clusters/eu-1'];

describe('assertSafePath', () => {
  it.each([
    'clusters/eu-1/shop/cart-ingress.yaml',
    'clusters/eu-1/kustomization.yaml',
    'clusters/eu-1/shop/größe.yaml',
  ])('accepts %s', path => {
    expect(() => assertSafePath(path, ALLOWED)).not.toThrow();
  });

  it.each([
    '',
    '/etc/passwd',
    'C:/x',
    'clusters/eu-1/../eu-2/x.yaml',
    'clusters/eu-1/./x.yaml',
    'clusters/eu-1//x.yaml',
    'clusters/eu-1/x.yaml/',
    'clusters\\eu-1\\x.yaml',
    'clusters/eu-1/a\\..\\x.yaml',
    'clusters/eu-1/x\0.yaml',
    'clusters/eu-1/x\n.yaml',
    'clusters/eu-1/x\u202e.yaml',
    'clusters/eu-1/.git/config',
    'clusters/eu-1/.GIT/config',
    'clusters/eu-1/.git./config',
    'clusters/eu-1/.git /config',
    'clusters/eu-1/git~1/config',
    'clusters/eu-1/.github/workflows/x.yaml',
    'clusters/eu-1/.gitea/workflows/x.yaml',
    'clusters/eu-1/.forgejo/workflows/x.yaml',
    'clusters/eu-1/.gitlab-ci.yml',
    'clusters/eu-1/bitbucket-pipelines.yml',
    'clusters/eu-1/Azure-Pipelines.yml',
    'clusters/eu-1/.azuredevops/x.yaml',
    'clusters/eu-1/Jenkinsfile',
    'clusters/eu-1/.gitattributes',
    'clusters/eu-1/CODEOWNERS',
    'clusters/eu-1',
    'clusters/eu-10/x.yaml',
    'clusters/eu-2/x.yaml',
    'x.yaml',
    `clusters/eu-1/${'x'.repeat(500)}`,
  ])('refuses %j', path => {
    expect(() => assertSafePath(path, ALLOWED)).toThrow(/^Path /);
  });

  it('lets an empty folder stand for the whole repository, but not for .git', () => {
    expect(() => assertSafePath('x.yaml', [''])).not.toThrow();
    expect(() => assertSafePath('.git/config', [''])).toThrow();
  });
});
