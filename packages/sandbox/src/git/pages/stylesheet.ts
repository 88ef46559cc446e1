/** The look of the forge's pages. @internal */
export const STYLESHEET = `
:root {
  --page: #ffffff; --box: #ffffff; --soft: #f5f6f8; --line: #d5d9e0;
  --text: #1b1f24; --quiet: #57606a; --link: #0b5cad; --focus: #0b5cad;
  --bar: #24292f; --bar-text: #ffffff; --bar-quiet: #c3cad3;
  --open: #1a7f37; --merged: #7a45c9; --closed: #b3261e; --on-state: #ffffff;
  --added: #e2f6e6; --removed: #fdeaea; --hunk: #e8f1fb;
  --plus: #146c2e; --minus: #a0201a; --ref: #ddf0fb;
  --notice: #fff6d8; --alert: #fdeaea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --box: #1a1e23; --soft: #22272e; --line: #3a414b;
    --text: #e6e9ed; --quiet: #a6afb9; --link: #79b8ff; --focus: #79b8ff;
    --bar: #0d0f12; --bar-text: #ffffff; --bar-quiet: #b6bec8;
    --open: #238636; --merged: #8250df; --closed: #c93c37; --on-state: #ffffff;
    --added: #15301d; --removed: #3a1d1e; --hunk: #1b2b3f;
    --plus: #6fd98a; --minus: #ff9d95; --ref: #1d3547;
    --notice: #33290f; --alert: #3a1d1e;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 20px 24px 64px; }
a { color: var(--link); text-decoration: none; }
a:hover, p a, .markdown a { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
code, pre, .diff { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
h1 { font-size: 26px; font-weight: 500; margin: 12px 0; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 32px 0 8px; }
.quiet { color: var(--quiet); font-weight: 400; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--box); padding: 8px 12px; z-index: 1; }
.bar { display: flex; flex-wrap: wrap; gap: 8px 28px; align-items: center;
  background: var(--bar); color: var(--bar-text); padding: 12px 24px; }
.bar a { color: var(--bar-quiet); }
.bar a:hover, .bar a[aria-current] { color: var(--bar-text); }
.bar a[aria-current] { text-decoration: underline; text-underline-offset: 6px; }
.bar .brand { display: flex; gap: 10px; align-items: center; color: var(--bar-text); font-weight: 600; }
.bar nav { display: flex; flex-wrap: wrap; gap: 4px 18px; }
.bar .home { margin-left: auto; }
.bar :focus-visible { outline-color: #ffffff; }
.notice { margin: 0; padding: 6px 24px; background: var(--notice); font-size: 13px; }
.alert { background: var(--alert); border: 1px solid var(--closed); border-radius: 6px; padding: 10px 14px; }
.facts { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 16px; }
.state { display: inline-block; padding: 3px 12px; border-radius: 999px;
  color: var(--on-state); font-weight: 600; font-size: 13px; }
.state.open { background: var(--open); }
.state.merged { background: var(--merged); }
.state.closed { background: var(--closed); }
.ref { background: var(--ref); border-radius: 4px; padding: 1px 6px; }
.count { background: var(--soft); color: var(--text); border-radius: 999px; padding: 0 8px; font-size: 12px; }
.bar .count { background: #444c56; color: #ffffff; }
.tabs { display: flex; flex-wrap: wrap; gap: 4px; border-bottom: 1px solid var(--line); margin-bottom: 16px; }
.tabs a { color: var(--text); padding: 8px 14px; border: 1px solid transparent; border-bottom: 0; border-radius: 6px 6px 0 0; }
.tabs a:hover { background: var(--soft); text-decoration: none; }
.tabs a[aria-current] { border-color: var(--line); font-weight: 600; }
.box { background: var(--box); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 16px; }
.box > header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline;
  background: var(--soft); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; padding: 8px 16px; }
.box > header h3 { font-size: 14px; margin: 0; overflow-wrap: anywhere; }
.counts { margin-left: auto; }
.pad { padding: 12px 16px; }
.rows { list-style: none; padding: 0; }
.rows li { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; padding: 10px 16px; border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; }
.crumbs { list-style: none; display: flex; flex-wrap: wrap; padding: 0; }
.crumbs li::after { content: "/"; color: var(--quiet); padding: 0 6px; }
.scroll { overflow-x: auto; }
.markdown { padding: 4px 20px 12px; overflow-wrap: anywhere; }
.markdown h3, .markdown h4 { border-bottom: 1px solid var(--line); padding-bottom: 4px; margin: 24px 0 10px; }
.markdown table { border-collapse: collapse; min-width: 60%; overflow-wrap: normal; }
.markdown th, .markdown td { border: 1px solid var(--line); padding: 6px 12px; text-align: left; vertical-align: top; min-width: 80px; }
.markdown th { background: var(--soft); }
.markdown code { background: var(--soft); border-radius: 4px; padding: 1px 5px; }
.markdown pre { background: var(--soft); border-radius: 6px; padding: 10px 14px; overflow-x: auto; }
.markdown pre code { padding: 0; }
.markdown details { margin: 8px 0; }
.markdown summary { cursor: pointer; font-weight: 600; }
.markdown hr { border: 0; border-top: 1px solid var(--line); }
.decision { padding: 4px 20px 12px; }
.buttons { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
.buttons form { margin: 0; }
button { font: inherit; font-weight: 600; border-radius: 6px; padding: 8px 18px; cursor: pointer; }
button.primary { background: var(--open); color: var(--on-state); border: 1px solid var(--open); }
button.plain { background: var(--soft); color: var(--text); border: 1px solid var(--line); }
button:hover { filter: brightness(1.08); }
pre { margin: 0; }
pre.box { margin-bottom: 16px; }
.diff { border-collapse: collapse; width: 100%; }
.diff td { padding: 0 8px; vertical-align: top; }
.diff .text { white-space: pre; width: 100%; }
.diff .number { text-align: right; color: var(--quiet); user-select: none; min-width: 44px; }
.diff .sign { text-align: center; user-select: none; }
.diff .added { background: var(--added); }
.diff .removed { background: var(--removed); }
.diff .added .number, .diff .removed .number { color: var(--text); }
.diff .hunk, .diff .note { background: var(--hunk); }
.diff .note .text { font-style: italic; }
.plus { color: var(--plus); }
.minus { color: var(--minus); }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** A branch that joins another. @internal */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#5aa9f7" stroke-width="2"><circle cx="6" cy="5" r="2.5"/><circle cx="6" cy="19" r="2.5"/><circle cx="18" cy="8" r="2.5"/><path d="M6 7.5v9M18 10.5c0 4-6 3.500-11 6.500"/></svg>`;
