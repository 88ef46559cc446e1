import { readYaml } from './readYaml';

describe('readYaml', () => {
  it('reads one document, whatever stands before it', () => {
    expect(readYaml('# intent\n---\na: [1, yes]\n')).toEqual({
      a: [1, 'yes'],
    });
    expect(readYaml('')).toBeUndefined();
  });

  it.each<[string, RegExp]>([
    ['a: 1\n---\nb: 2\n', /2 documents/],
    ['a: {__proto__: {x: 1}}', /"__proto__"/],
    ['a: [', /./],
  ])('refuses %j', (text, message) => {
    expect(() => readYaml(text)).toThrow(message);
  });
});
