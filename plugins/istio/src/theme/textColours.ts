import type { Theme } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { readableOn } from './readableOn';
import { tintOf } from './tintOf';

/** Colours of text that must stay readable on tinted rows too. */
export interface TextColours {
  /** Second lines, labels, remarks. */
  quiet: string;
  /** What leads somewhere. */
  link: string;
}

/** {@link TextColours} from the palette of the app. */
export function textColours(theme: Theme): TextColours {
  // Every Backstage app provides these additions to the Material palette.
  const { palette } = theme as BackstageTheme;
  const { ok, warning, error, running } = palette.status;
  const tints = [ok, warning, error, running].map(solid =>
    tintOf(theme, solid),
  );
  return {
    quiet: readableOn(theme, palette.textSubtle, tints),
    link: readableOn(theme, palette.link, tints),
  };
}
