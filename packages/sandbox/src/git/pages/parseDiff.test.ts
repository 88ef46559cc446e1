import { parseDiff } from './parseDiff';

const DIFF = `diff --git a/a.yaml b/a.yaml
index 1111111..2222222 100644
--- a/a.yaml
+++ b/a.yaml
@@ -3,3 +3,4 @@ resources:
 same
-old
+new
+--- not a header
 end
diff --git a/b.yaml b/b.yaml
new file mode 100644
--- /dev/null
+++ b/b.yaml
@@ -0,0 +1 @@
+only
\\ No newline at end of file
`;

describe('parseDiff', () => {
  it('numbers the lines of both sides', () => {
    const [[hunk]] = parseDiff(DIFF);
    expect(
      hunk.lines.map(({ kind, text, oldNumber, newNumber }) => [
        kind,
        text,
        oldNumber,
        newNumber,
      ]),
    ).toEqual([
      ['same', 'same', 3, 3],
      ['removed', 'old', 4, undefined],
      ['added', 'new', undefined, 4],
      ['added', '--- not a header', undefined, 5],
      ['same', 'end', 5, 6],
    ]);
  });

  it('keeps files apart, and notes out of the count', () => {
    const [, [hunk]] = parseDiff(DIFF);
    expect(hunk.lines).toEqual([
      { kind: 'added', text: 'only', newNumber: 1 },
      { kind: 'note', text: 'No newline at end of file' },
    ]);
  });

  it('has nothing for nothing', () => {
    expect(parseDiff('')).toEqual([]);
  });
});
