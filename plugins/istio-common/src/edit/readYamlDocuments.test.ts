import { readYamlDocuments } from './readYamlDocuments';

describe('readYamlDocuments', () => {
  it('reads each document, and none for none', () => {
    expect(readYamlDocuments('a: 1\n---\nb: 2\n---\n# nothing\n')).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
    expect(readYamlDocuments('')).toEqual([]);
  });

  it('expands aliases as often as is allowed', () => {
    const text = `a: &a [1]\nb: [${'*a, '.repeat(30)}]\n`;
    expect(readYamlDocuments(text)).toHaveLength(1);
    expect(() => readYamlDocuments(text, { aliases: 20 })).toThrow(
      /alias count/,
    );
  });

  it.each([
    ['['.repeat(100_000), /nested too deeply/],
    ['a: 1\n---\nb: {__proto__: {x: 1}}', /"__proto__"/],
    ['a: 1\n---\nb: [', /./],
  ])('refuses a hostile document, fast', (text, message) => {
    const start = process.cpuUsage();
    expect(() => readYamlDocuments(text)).toThrow(message);
    expect(process.cpuUsage(start).user).toBeLessThan(20_000_000);
  });
});
