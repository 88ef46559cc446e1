import { codeBlock, codeSpan, linkTo, plainText } from './markdown';

describe('plainText', () => {
  it.each([
    ['a <img src=x onerror=y>', 'a \\<img src=x onerror=y\\>'],
    ['[x](javascript:y)', '\\[x\\](javascript:y)'],
    ['a\n# b\n---\nc', 'a # b --- c'],
    ['| a |', '\\| a \\|'],
    ['@team and #12', '@\u200bteam and #\u200b12'],
    ['a&lt;b', 'a\\&lt;b'],
    ['a\u202eb\u0007', 'ab'],
    ['`x`', '\\`x\\`'],
  ])('shows %j as text', (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });
});

describe('codeSpan', () => {
  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b\nc', '`a\\|b c`'],
  ])('holds %j', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });
});

describe('codeBlock', () => {
  it('has a fence that its text cannot close', () => {
    expect(codeBlock('a\n```\nb', 'json')).toBe('````json\na\n```\nb\n````');
  });
});

describe('linkTo', () => {
  it.each([
    ['https://a.example/b', '[x](https://a.example/b)'],
    ['https://a.example/(b)', '[x](https://a.example/%28b%29)'],
    [['javascript', 'alert(1)'].join(':'), 'x'],
    ['data:text/html,x', 'x'],
    ['/relative', 'x'],
    [undefined, 'x'],
  ])('links to %j only over the web', (target, expected) => {
    expect(linkTo('x', target)).toBe(expected);
  });
});
